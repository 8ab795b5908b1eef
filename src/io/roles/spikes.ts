/**
 * Which arrays of a file say when the cells fired: one list of times with the owner of each spike, or a list for each cell. An array as
 * long as the list of times is an attribute of spikes (their owner, amplitude, depth), never the times of a cell.
 */
import type { Choice, DataEntry } from "../protocols.js";
import { isOfSpikes, lastName, plainName } from "./names.js";
import { isList } from "./shapes.js";

export type SpikeRoles =
  | {
      readonly kind: "listed";
      readonly times: DataEntry;
      readonly owners?: DataEntry;
      readonly choices: readonly Choice[];
    }
  | { readonly kind: "trains"; readonly trains: readonly DataEntry[]; readonly choices: readonly Choice[] }
  /** Two readings are left: what is to be said of them. */
  | { readonly kind: "asked"; readonly times: DataEntry; readonly question: string };

/** What the user named. */
export interface SpikeNames {
  readonly times?: DataEntry;
  readonly owners?: DataEntry | "none";
}

const TIMES = /^(spikes?|spike_?times?|spikes_times?|times_of_spikes|spike_?trains?|st|spike_samples?|cells?_ts)$/;
/** In a file of nothing but spikes. */
const TIMES_ALONE = /^(t|times?|ts|time_?stamps?|seconds|sample|samples)$/;

/** In order of preference: what a person curated before what a program guessed. */
const OWNERS: readonly RegExp[] = [
  /^(spikes?_?)?(cells?|units?|neurons?|clusters?|clu)(_?(ids?|index|indices|numbers?|nrs?|labels?|names?))?$/,
  /^(cids?|who|owners?|sorted_?units?|source)$/,
  /^(spikes?_?)?(ids?|index|indices|labels?|keys?)$/,
  /^(spikes?_?)?templates?$/,
];

/** What is known of spikes beside their owner: never the times of a cell. */
const ATTRIBUTE =
  /(amplitudes?|amps?|depths?|templates?|clusters?|cells?|units?|ids?|labels?|waveforms?|features?|positions?|channels?|count|counts|rate|rates|width|widths|snr|quality|index)$/;

const isReadable = ({ problem }: DataEntry): boolean => problem === undefined;
const isNumeric = ({ kind }: DataEntry): boolean => kind === "numbers";

/** `alone` in a file that holds nothing but spikes. Undefined where no array looks like spikes. */
export function spikeRoles(
  entries: readonly DataEntry[],
  { times: given, owners }: SpikeNames = {},
  alone = false,
): SpikeRoles | undefined {
  const lists = entries.filter((entry) => isReadable(entry) && isList(entry));
  const times = given ?? lists.find((entry) => isNumeric(entry) && isTimes(entry, alone)) ?? onlyList(lists, alone);
  if (times) return listedRoles(lists, times, owners);
  const trains = trainsOf(lists, alone);
  return trains.length > 0 ? { kind: "trains", trains, choices: [trainsChoice(trains)] } : undefined;
}

/** Of one cell among others: a field of an element of an array of structs. */
const OF_ELEMENT = /[({[](\d+)[)}\]]\/[^/]*$/;
const isOfElement = ({ name }: DataEntry): boolean => OF_ELEMENT.test(name);

const isTimes = (entry: DataEntry, alone: boolean): boolean => !isOfElement(entry) && isCalledTimes(entry, alone);

const isCalledTimes = (entry: DataEntry, alone: boolean): boolean =>
  TIMES.test(plainName(entry)) || ((alone || isOfSpikes(entry)) && TIMES_ALONE.test(plainName(entry)));

const onlyList = (lists: readonly DataEntry[], alone: boolean): DataEntry | undefined =>
  alone && lists.length === 1 && isNumeric(lists[0]) ? lists[0] : undefined;

function listedRoles(lists: readonly DataEntry[], times: DataEntry, owners: SpikeNames["owners"]): SpikeRoles {
  if (owners === "none") return { kind: "listed", times, choices: [] };
  if (owners) return { kind: "listed", times, owners, choices: [] };
  const attributes = lists.filter((entry) => entry !== times && entry.shape[0] === times.shape[0]);
  const ranked = OWNERS.map((pattern) => attributes.filter((entry) => pattern.test(plainName(entry))));
  const best = ranked.find(({ length }) => length > 0) ?? [];
  if (best.length > 1) return { kind: "asked", times, question: questionOf(times, best) };
  if (best.length === 1)
    return { kind: "listed", times, owners: best[0], choices: choicesOf(times, best[0], attributes) };
  if (attributes.length > 0) return { kind: "asked", times, question: questionOf(times, attributes) };
  return {
    kind: "listed",
    times,
    choices: [{ said: `all spikes of "${times.name}" are taken as one cell's`, otherwise: "--spike-cells NAME|FILE" }],
  };
}

function questionOf(times: DataEntry, candidates: readonly DataEntry[]): string {
  const commands = [...candidates.map(({ name }) => name), "none"].map((name) => `  --spike-cells ${quotedName(name)}`);
  return (
    `several arrays are as long as "${times.name}" and could name the cell of each spike. Choose one:\n` +
    `${commands.join("\n")}\n(none: all spikes are from one cell)`
  );
}

const quotedName = (name: string): string => (/\s/.test(name) ? `'${name}'` : name);

function choicesOf(times: DataEntry, owners: DataEntry, attributes: readonly DataEntry[]): Choice[] {
  const others = attributes.filter((entry) => entry !== owners).map(({ name }) => name);
  const beside =
    others.length > 0 ? `; ${others.slice(0, 8).join(", ")} ${others.length === 1 ? "is" : "are"} not used` : "";
  return [
    { said: `"${owners.name}" says whose spike each of "${times.name}" was${beside}`, otherwise: "--spike-cells NAME" },
  ];
}

const ONE_TRAIN = /^(?:spikes?|spike_?times?|times?|st)_+(.+)$/;
const NUMBERED = /^(?:(?:unit|cell|neuron|cluster|clu|u|n|c)s?_?|.*[[{(])(\d+)[\]})]?$/;

function trainsChoice(trains: readonly DataEntry[]): Choice {
  const [first, last] = [trains[0].name, trains[trains.length - 1].name];
  const said =
    trains.length === 1
      ? `"${first}" holds the spike times of a cell`
      : `each of "${first}" to "${last}" holds the spike times of a cell`;
  return { said, otherwise: "--spikes NAMES" };
}

/** Arrays that each hold the times of one cell: of such names, and of lengths of their own unless the file holds nothing but spikes. */
function trainsOf(lists: readonly DataEntry[], alone: boolean): readonly DataEntry[] {
  const numbers = lists.filter(isNumeric);
  const fields = numbers.filter((entry) => isOfElement(entry) && isCalledTimes(entry, false));
  if (fields.length > 0) return fields;
  const named = numbers.filter((entry) => ONE_TRAIN.test(plainName(entry)) && !isAttribute(entry));
  if (named.length > 0) return named;
  const numbered = numbers.filter((entry) => NUMBERED.test(plainName(entry)));
  const lengths = new Set(numbered.map(({ shape }) => shape[0]));
  return alone || lengths.size > 1 ? numbered : [];
}

/** "spike_amplitudes", and of one cell "spike_amplitudes_3". */
const isAttribute = (entry: DataEntry): boolean =>
  ATTRIBUTE.test(plainName(entry).replace(/[_[{(]*(cell|unit|neuron|cluster)?_?\d+[\]})]?$/, ""));

/** The name of the cell whose times an array holds: what tells it from its neighbours. */
export function cellOf(entry: DataEntry): string {
  const element = OF_ELEMENT.exec(entry.name)?.[1];
  if (element !== undefined) return element;
  const name = lastName(entry);
  const named = /^(?:spike_?times?|spikes?)_+(.+)$/i.exec(name) ?? /[[{(](\d+)[\]})]$/.exec(name);
  return named?.[1] ?? entry.name;
}
