/**
 * `docs/findings/<id>.md`: what is written by hand about an experiment.
 *
 *   # Title of the page
 *   One sentence for the index (the first paragraph).
 *   ## Published      - `verdict`: what the paper says of it
 *   ## How            the setting, before the verdicts
 *   ## Findings ...   and any other section, after them
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Findings {
  readonly title: string;
  readonly sentence: string;
  /** What the paper says, by verdict. */
  readonly published: ReadonlyMap<string, string>;
  readonly how: string;
  /** All other sections as they stand. */
  readonly rest: string;
}

/** Throws Error where the file is missing or lacks its title or sentence. */
export function readFindings(root: string, id: string): Findings {
  const file = join(root, "docs/findings", `${id}.md`);
  if (!existsSync(file)) throw new Error(`${file} is missing: write it (CONTRIBUTING.md, "Recording a result").`);
  return parseFindings(readFileSync(file, "utf8"), file);
}

/** Throws Error, naming `file`, where there is no title or no sentence. */
export function parseFindings(text: string, file: string): Findings {
  const [head, ...sections] = text.trim().split(/^(?=## )/m);
  const [, title, sentence] = /^# (.+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(head) ?? [];
  if (title === undefined) throw new Error(`${file} does not begin with "# Title" and, as a paragraph, one sentence.`);
  const named = (name: string) => sections.find((section) => section.startsWith(`## ${name}\n`));
  const consumed = [named("Published"), named("How")];
  return {
    title,
    sentence: sentence.replaceAll("\n", " "),
    published: publishedIn(named("Published") ?? ""),
    how: withoutHeading(named("How") ?? ""),
    rest: sections
      .filter((section) => !consumed.includes(section))
      .join("")
      .trim(),
  };
}

const withoutHeading = (section: string): string => section.replace(/^.*\n/, "").trim();

/** Items "- `verdict`: words", which may run over several lines. */
function publishedIn(section: string): Map<string, string> {
  const items = section.split(/^- /m).slice(1);
  return new Map(
    items.map((item) => {
      const [, id, words] = /^`([^`]+)`: ([\s\S]*)/.exec(item) ?? [];
      if (id === undefined) throw new Error(`"- ${item.trim()}" is not "- \`verdict\`: what the paper says".`);
      return [id, words.trim().replaceAll(/\s*\n\s*/g, " ")];
    }),
  );
}
