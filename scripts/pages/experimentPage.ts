/** The page of one experiment: its figures, verdicts, findings, how each verdict was tested, and what it cost. */
import type { Experiment } from "../../src/protocols.js";
import { costSection } from "./cost.js";
import type { Findings } from "./findings.js";
import type { Recorded, RecordedFigure, RecordedVerdict } from "./recorded.js";
import { commandOf, metCount, paragraphs, row, table } from "./words.js";

/** More values than these are left to the file of the result. */
const MOST_VALUES = 24;

/** The Markdown of `docs/experiments/<id>.md`. Without a recorded result it says so, and has neither figures nor numbers. */
export function experimentPage(experiment: Experiment, findings: Findings, recorded: Recorded | undefined): string {
  const [figure, ...figures] = recorded?.figures ?? [];
  const { id } = experiment;
  return `${paragraphs([
    `<!-- Made by \`npm run pages\` from docs/findings/${id}.md and docs/results/${id}.json: edit or record those. -->`,
    `# ${findings.title}`,
    findings.sentence,
    `**Claim.** ${experiment.claim}`,
    `**Source.** ${capitalised(experiment.source)}. [Every experiment](../../FEATURES.md).`,
    `\`\`\`\n${commandOf(experiment, recorded?.settings ?? {})}\n\`\`\``,
    findings.how,
    figure === undefined ? "" : picture(figure),
    `## Verdicts`,
    verdictTable(experiment, findings, recorded),
    findings.rest,
    figures.length === 0 ? "" : paragraphs(["## More figures", ...figures.map(picture)]),
    recorded === undefined ? "" : tests(recorded),
    recorded === undefined ? "" : costSection(experiment, recorded),
  ])}\n`;
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const picture = ({ file, title, caption }: RecordedFigure): string =>
  paragraphs([`![${title}](../results/${file})`, caption === undefined ? "" : `*${caption}*`]);

/** A row for every verdict of the experiment, in the order in which it is judged. */
function verdictTable(experiment: Experiment, { published }: Findings, recorded: Recorded | undefined): string {
  const found = new Map(recorded?.verdicts.map((verdict) => [verdict.id, verdict]));
  const rows = verdictIds(experiment).map((id) => {
    const { met = "-", measured = "not recorded yet" } = found.get(id) ?? {};
    return row(`\`${id}\``, experiment.recorded[id] ?? "-", met, published.get(id) ?? "-", measured);
  });
  const counted = recorded === undefined ? "No run is recorded yet." : `${metCount(recorded.verdicts)}.`;
  return paragraphs([counted, table(["verdict", "status", "met", "published", "ours"], rows)]);
}

/** All verdicts that an experiment gives, also those without a recorded status. */
export const verdictIds = (experiment: Experiment): string[] =>
  experiment.check([], experiment.settings.parse({})).map(({ id }) => id);

const tests = ({ verdicts }: Recorded): string => paragraphs(["## How each was tested", verdicts.map(test).join("\n")]);

function test({ id, claim, criterion, settings, values = [], notes = [] }: RecordedVerdict): string {
  const parts = [
    `- \`${id}\`: ${claim} *Criterion*: ${criterion}.`,
    settings === undefined ? "" : `*Estimated with*: ${settings}.`,
    ...notes,
    valueWords(values),
  ];
  return parts.filter((part) => part !== "").join("\n  ");
}

function valueWords(values: NonNullable<RecordedVerdict["values"]>): string {
  if (values.length === 0) return "";
  if (values.length > MOST_VALUES) return `*Values*: ${values.length}, in the file of the result.`;
  return `*Values*: ${values.map(({ label, value }) => `${label}: ${number(value)}`).join("; ")}.`;
}

const number = (value: number | null): string => (value === null ? "undefined" : String(Number(value.toPrecision(3))));
