/** `purecell inspect` */
import {
  choiceLine,
  countsTrials,
  type DataEntry,
  type DataFile,
  mapsRole,
  numberedRuns,
  plainName,
  type Roles,
} from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { fileOnDisk } from "../../../recordings/otherFiles.node.js";
import { PROPOSED_BINS, type Proposal, proposalFor } from "../../../recordings/proposal.js";
import { openingOf, type Selection } from "../../../recordings/selection.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Terminal } from "../../terminal/terminal.js";
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

interface Found extends Proposal {
  readonly file: DataFile;
  readonly path: string;
  readonly selection: Selection;
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

/** What to type where the file is a session of a moving animal, or holds rate maps; undefined where it does neither. */
function cellsCommand(found: Found): string | undefined {
  const { cells, sampled, path, file, selection } = found;
  const { binWidth, ...rest } = selection;
  const activity = sampled === undefined ? [] : [`--activity ${quoted(sampled.join(","))}`];
  if (cells) return [`purecell cells ${quoted(path)}`, ...activity, ...selectionFlags(rest)].join(" ");
  const maps = mapsRole(file.entries);
  return maps && `purecell cells ${quoted(path)} --maps ${quoted(maps.name)}`;
}

/** What to type where the file is a table of factors; undefined where it is not. */
function predictCommand({ prediction, path, selection }: Found): string | undefined {
  if (!prediction) return undefined;
  const { columns, categorical } = prediction;
  const kinds = categorical.map((name) => `${name}=categorical`).join(",");
  const named = `--columns ${quoted(columns.join(","))}`;
  return [
    `purecell predict ${quoted(path)}`,
    named,
    ...(kinds === "" ? [] : [`--kinds ${quoted(kinds)}`]),
    ...selectionFlags(selection),
  ].join(" ");
}

/** The flags of the selection as they were typed. */
const selectionFlags = ({
  binWidth,
  use,
  samplingRate,
  leaveOut,
  inside,
  missing,
  missingValue,
}: Partial<Selection>): string[] => [
  ...(binWidth === undefined ? [] : [`--bin-width ${binWidth}`]),
  ...(use === undefined ? [] : [`--use ${quoted(use.join(","))}`]),
  ...(samplingRate === undefined ? [] : [`--sampling-rate ${samplingRate}`]),
  ...(leaveOut === undefined ? [] : [`--leave-out ${quoted(leaveOut.join(","))}`]),
  ...(inside === undefined ? [] : [`--inside ${quoted(inside)}`]),
  ...(missing === undefined ? [] : [`--missing ${missing}`]),
  ...(missingValue === undefined
    ? []
    : [
        `--missing-value ${quoted(missingValue.map(({ value, of }) => (of === undefined ? value : `${of}=${value}`)).join(","))}`,
      ]),
];

function adviceLines(found: Found): string[] {
  return [...cellsLines(found), ...measureLines(found)];
}

function whatCellsAre({ cells, sampled }: Found): string {
  if (!cells) return "Rate maps. Grid and border";
  const session = sampled === undefined ? "Positions and spikes" : "Positions, and activity in every sample";
  return `${session}: a session. Grid, border, place, head-direction`;
}

function cellsLines(found: Found): string[] {
  const cells = cellsCommand(found);
  if (cells !== undefined) {
    return [`${whatCellsAre(found)} cells:`, `  ${cells}`];
  }
  const { cellsProblem, half } = found;
  if (cellsProblem !== undefined)
    return ["Positions and spikes, but cells needs to be told more:", `  ${cellsProblem}`];
  return half === undefined ? [] : halfLines(half, quoted(found.path));
}

/** Where the other half of a session is in a file of its own. */
const halfLines = (half: "spikes" | "path", path: string): string[] =>
  half === "path"
    ? [
        "A path without spikes. With those, in a file of their own, it is a session:",
        `  purecell cells ${path} --spikes FILE`,
      ]
    : [
        "Spikes without a path. With that, in a file of its own, they are a session:",
        `  purecell cells FILE --spikes ${path}`,
      ];

function measureLines(found: Found): string[] {
  const { file, roles, separate } = found;
  if (separate)
    return [`${separate.what}. ${separate.how ?? "Measure pseudo-trials of them"}:`, `  ${measureCommand(found)}`];
  if (needsBins(found)) {
    const clocks = "Spikes and series run on clocks of their own.";
    if (found.binsProblem !== undefined) return [`${clocks} They cannot be put on one yet:`, `  ${found.binsProblem}`];
    const flags = selectionFlags({ ...found.selection, binWidth: PROPOSED_BINS });
    return [
      `${clocks} Put them on one, then measure:`,
      `  ${[`purecell inspect ${quoted(file.name)}`, ...flags].join(" ")}`,
    ];
  }
  if (roles.activity.length === 0) {
    if (cellsCommand(found) !== undefined || found.cellsProblem !== undefined) return [];
    if (found.half === "spikes") return [];
    const predict = predictCommand(found);
    if (predict !== undefined) {
      return [
        "Nothing here looks like activity. As factors, which neurons should they grow?",
        `  ${predict}`,
        "Or with activity of as many rows in a file of its own:",
        `  purecell measure FILE --factors ${quoted(file.name)}`,
      ];
    }
    if (found.half !== undefined) return [];
    return [
      "Nothing here looks like activity, a table of numbers [conditions x units]. Say which it is:",
      `  purecell measure ${quoted(file.name)} --activity NAME --factors NAME,NAME`,
    ];
  }
  const turned = roles.transpose
    ? ", stored as [units x conditions] by the lengths of the other arrays: --transpose turns it"
    : "";
  const guess = [
    `Likely activity: ${roles.activity.join(", ")}${turned}`,
    ...found.leftOut.map(({ name, why }) => `Left out: ${name} (${why})`),
  ];
  if (roles.factors.length === 0) {
    return [...guess, "No array of as many rows looks like factors. Give their file:", `  ${withFactorsFile(found)}`];
  }
  if (found.measureProblem !== undefined) return [...guess, `Not to be measured yet: ${found.measureProblem}`];
  return [
    ...guess,
    `Likely factors: ${shortList(roles.factors)}`,
    "Measure them, or name others:",
    `  ${measureCommand(found)}`,
    ...epochLines(found),
  ];
}

const EPOCHS = /^((task|trial)_)?(epoch|phase|period|stage)(_name)?s?$/;

/** A column of words that names epochs of a trial is compared as such, with the trial of each row where it is known. */
function epochLines(found: Found): string[] {
  const { file, roles, leftOut } = found;
  const epoch = file.entries.find(
    (entry) => entry.kind === "text" && roles.factors.includes(entry.name) && EPOCHS.test(plainName(entry)),
  );
  const factors = roles.factors.filter((name) => name !== epoch?.name);
  if (epoch === undefined || factors.length === 0) return [];
  const trial = file.entries.find((entry) => countsTrials(entry) && leftOut.some(({ name }) => name === entry.name));
  const more = [`--epoch ${quoted(epoch.name)}`, ...(trial ? [`--trial ${quoted(trial.name)}`] : [])];
  const command = measureCommand({ ...found, roles: { ...roles, factors } });
  return ["Or compare the epochs, the angles between what they encode:", `  ${[command, ...more].join(" ")}`];
}

const shortList = (names: readonly string[]): string =>
  names.slice(0, 12).join(", ") + (names.length > 12 ? ` and ${names.length - 12} more` : "");

const needsBins = ({ file, selection: { binWidth } }: Found): boolean =>
  file.format === "nwb" && binWidth === undefined;

/** What to type next; undefined where the file alone does not do. */
function measureCommand(found: Found): string | undefined {
  const { file, roles, selection, separate } = found;
  if (separate) {
    const flags = separate.flags.map(([flag, value]) => `${flag} ${quoted(value)}`);
    return [`purecell measure ${quoted(file.name)}`, ...flags].join(" ");
  }
  if (roles.activity.length === 0 || roles.factors.length === 0 || needsBins(found)) return undefined;
  if (found.measureProblem !== undefined) return undefined;
  const known = file.entries.filter(({ name, period }) => period !== undefined && roles.factors.includes(name));
  const circular = [...known, ...(found.angles ?? [])];
  return [
    `purecell measure ${quoted(file.name)}`,
    activityFlag(roles),
    roles.transpose ? "--transpose" : "",
    isOnly(roles.factors, "factors") ? "" : `--factors ${quoted(roles.factors.join(","))}`,
    circular.length === 0 ? "" : `--kinds ${quoted(pairs(circular, () => "circular"))}`,
    circular.length === 0 ? "" : `--periods ${quoted(pairs(circular, ({ period }) => String(period)))}`,
    ...selectionFlags(selection),
    found.timeSeries ? "--time-series" : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const withFactorsFile = ({ file, roles }: Found): string =>
  [`purecell measure ${quoted(file.name)}`, activityFlag(roles), roles.transpose ? "--transpose" : "", "--factors FILE"]
    .filter((part) => part !== "")
    .join(" ");

const activityFlag = ({ activity }: Roles): string =>
  isOnly(activity, "activity") ? "" : `--activity ${quoted(activity.join(","))}`;

const isOnly = (names: readonly string[], name: string): boolean => names.length === 1 && names[0] === name;

const pairs = (
  entries: readonly Pick<DataEntry, "name" | "period">[],
  value: (entry: Pick<DataEntry, "name" | "period">) => string,
): string => entries.map((entry) => `${entry.name}=${value(entry)}`).join(",");

/** As a shell takes it. */
const quoted = (text: string): string => (/^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
