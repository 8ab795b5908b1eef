/** `purecell inspect` */
import { choiceLine, type DataEntry, numberedRuns } from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { fileOnDisk } from "../../../recordings/otherFiles.node.js";
import { proposalFor } from "../../../recordings/proposal/proposalFor.js";
import { openingOf } from "../../../recordings/selection.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Terminal } from "../../terminal/terminal.js";
import { adviceLines } from "./advice.js";
import type { Found } from "./found.js";
import { cellsCommand, measureCommand, predictCommand } from "./proposed.js";
import type { InspectRequest } from "./request.js";

export async function carryOut(
  { file: path, selection, form }: InspectRequest,
  { terminal }: Context,
): Promise<number> {
  await withDataPath(
    path,
    async (file) => {
      const ready = file.format !== "nwb" || selection.binWidth !== undefined;
      const found = {
        file,
        ...(await proposalFor(file, { source: fileOnDisk(path), ready, selection })),
        path,
        selection,
      };
      if (form === "json") printJson(terminal, "inspect", describe(found));
      else print(found, terminal);
    },
    openingOf(selection),
  );
  return EXIT.done;
}

function describe(found: Found) {
  const { file, roles, leftOut } = found;
  const { name, format, entries, choices = [] } = file;
  const measure = measureCommand(found) ?? null;
  const cells = cellsCommand(found) ?? null;
  const predict = predictCommand(found) ?? null;
  const separate = found.separate?.what ?? null;
  const half = found.half ?? null;
  return { file: name, format, entries, choices, guess: roles, leftOut, measure, cells, half, predict, separate };
}

/** So many arrays are shown; `--json` gives all of them. */
const MOST_SHOWN = 60;

function print(found: Found, { out, outStyle }: Terminal): void {
  const { name, format, entries } = found.file;
  const readable = entries.filter(({ problem }) => problem === undefined);
  const refused = entries.filter(({ problem }) => problem !== undefined);
  const shown = readable.slice(0, MOST_SHOWN);
  const width = Math.min(40, Math.max(0, ...shown.map((entry) => entry.name.length)));
  out(`${outStyle.bold(name)}  ${format}, ${count(entries.length, "array")}`);
  for (const line of entryLines(shown, width)) out(`  ${line}`);
  for (const entry of refused.slice(0, MOST_SHOWN))
    out(`  ${outStyle.warn("not readable")}  ${entry.name} ${entry.problem}`);
  const hidden = readable.length - shown.length + Math.max(0, refused.length - MOST_SHOWN);
  if (hidden > 0) out(`  and ${hidden} more; --json lists them all`);
  for (const choice of found.file.choices ?? []) out(`Decided: ${choiceLine(choice)}`);
  for (const line of adviceLines(found)) out(line);
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Of numbered neighbours that look alike the first and the last. */
function entryLines(entries: readonly DataEntry[], width: number): string[] {
  const lines = entries.map((entry) => entryLine(entry, width));
  const looks = entries.map((entry) => entryLine({ ...entry, name: "" }, 0));
  let at = 0;
  return numberedRuns(entries.map(({ name }) => name)).flatMap(({ length }) => {
    const from = at;
    const to = from + length;
    at = to;
    const alike = looks.slice(from, to).every((look) => look === looks[from]);
    return alike && length > 2 ? [lines[from], `... ${length - 2} more`, lines[to - 1]] : lines.slice(from, to);
  });
}

function entryLine({ name, shape, dtype, units, note, role }: DataEntry, width: number): string {
  const size = shape.length === 0 ? "single" : shape.join(" x ");
  const more = [units, note, role].filter((part) => part !== undefined).join("; ");
  return `${name.padEnd(width)}  ${size.padEnd(14)}  ${dtype.padEnd(2)}  ${more}`.trimEnd();
}
