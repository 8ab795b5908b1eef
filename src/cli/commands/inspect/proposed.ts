/** Commands that the file may be given to, as they are typed. */
import { type DataEntry, mapsRole, type Roles } from "../../../io/index.js";
import { PROPOSED_BINS } from "../../../recordings/proposal/proposalFor.js";
import type { Selection } from "../../../recordings/selection.js";
import type { Found } from "./found.js";

/** What to type where the file is a session of a moving animal, or holds rate maps; undefined where it does neither. */
export function cellsCommand(found: Found): string | undefined {
  const { cells, sampled, path, file, selection } = found;
  const { binWidth, ...rest } = selection;
  const activity = sampled === undefined ? [] : [`--activity ${quoted(sampled.join(","))}`];
  if (cells) return [`purecell cells ${quoted(path)}`, ...activity, ...selectionFlags(rest)].join(" ");
  const maps = mapsRole(file.entries);
  return maps && `purecell cells ${quoted(path)} --maps ${quoted(maps.name)}`;
}

/** What to type where the file is a table of factors; undefined where it is not. */
export function predictCommand({ prediction, path, selection }: Found): string | undefined {
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

export const needsBins = ({ file, selection: { binWidth } }: Found): boolean =>
  file.format === "nwb" && binWidth === undefined;

/** What to type next; undefined where the file alone does not do. */
export function measureCommand(found: Found): string | undefined {
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

/** The file again, its series put in bins. */
export const binsCommand = ({ file, selection }: Found): string =>
  [`purecell inspect ${quoted(file.name)}`, ...selectionFlags({ ...selection, binWidth: PROPOSED_BINS })].join(" ");

export const withFactorsFile = ({ file, roles }: Found): string =>
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
export const quoted = (text: string): string =>
  /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
