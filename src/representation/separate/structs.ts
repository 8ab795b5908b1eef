/**
 * Neurons in structs of their own, as the code for targeted dimensionality reduction has them (Mante et al., Nature 503, 78, 2013): each
 * with its response [trials x time], or [trials], and the task variables of its trials. An array of structs of MATLAB, a cell array of
 * structs, or groups of HDF5 with the same members.
 */
import { type DataEntry, type DataFile, readColumns, toFloat64 } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { hint } from "../../math/knownNames.js";
import { counted } from "../../math/words.js";
import { type SeparateTrials, TrialTable } from "./trials.js";
import { type TimeWindow, windowNote, windowOf } from "./window.js";

/** One neuron's arrays by the names of their fields. */
interface Element {
  readonly name: string;
  readonly fields: ReadonlyMap<string, DataEntry>;
}

/** The neurons of a file, what each did, and the variables of its trials. */
export interface UnitStructs {
  /** Of the array of structs, or the group that holds the others. */
  readonly name: string;
  readonly elements: readonly Element[];
  /** The field that holds the response. */
  readonly response: string;
  /** Which of its axes are trials. */
  readonly trialAxis: 0 | 1;
  /** Fields of as many values as there are trials, in every element. */
  readonly variables: readonly string[];
}

export interface StructOptions {
  /** Field of the response, by its last name; by default one of the usual names. */
  readonly activity?: string;
  /** Fields that are factors; by default those of few levels. */
  readonly factors?: readonly string[];
  readonly window?: TimeWindow;
}

const RESPONSE =
  /^(responses?|(firing_?)?rates?|activity|(spike_?)?counts?|fr|psth|spikes?|rasters?|dff|fluorescence)$/i;

const TIME = /^(t|times?|time_?stamps?|bins?)$/i;

/** A variable of more levels is left out unless it is named. */
const FEW_LEVELS = 12;

const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Every array of such structs in the file. */
export function unitStructs(entries: readonly DataEntry[], activity?: string): UnitStructs[] {
  const found = [...families(entries)].flatMap(([name, elements]) => {
    const described = elements.size < 2 ? undefined : describe(name, [...elements.values()], activity);
    return described ? [described] : [];
  });
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one && one.name.startsWith(`${other.name}/`) && one.elements.length < other.elements.length,
      ),
  );
}

type Families = Map<string, Map<string, { readonly name: string; readonly fields: Map<string, DataEntry> }>>;

/** Arrays by the name of what they are all in, then by element, then by field. */
function families(entries: readonly DataEntry[]): Families {
  const found: Families = new Map();
  for (const entry of entries) {
    if (entry.problem !== undefined) continue;
    for (const { family, element, field } of places(entry.name)) {
      const elements = found.get(family) ?? new Map();
      found.set(family, elements);
      const own = elements.get(element) ?? { name: element, fields: new Map<string, DataEntry>() };
      elements.set(element, own);
      own.fields.set(field, entry);
    }
  }
  return found;
}

/** Where a name may be cut into family, element and field: at an index of MATLAB, or else at every group. */
function places(name: string): { readonly family: string; readonly element: string; readonly field: string }[] {
  const [, family, index, field] = /^(.*?)([({]\d+[)}])\/(.+)$/.exec(name) ?? [];
  if (family !== undefined) return [{ family, element: `${lastName(family)}${index}`, field }];
  const parts = name.split("/");
  return parts.slice(0, -1).map((element, at) => ({
    family: parts.slice(0, at).join("/"),
    element,
    field: parts.slice(at + 1).join("/"),
  }));
}

function describe(name: string, elements: readonly Element[], activity: string | undefined): UnitStructs | undefined {
  const common = [...elements[0].fields.keys()].filter((field) => elements.every(({ fields }) => fields.has(field)));
  const isNumeric = (field: string) =>
    elements.every(({ fields }) => {
      const entry = fields.get(field);
      return entry?.kind === "numbers" && (entry.shape.length === 1 || entry.shape.length === 2);
    });
  const wanted = (field: string) =>
    activity === undefined ? RESPONSE.test(lastName(field)) : field === activity || lastName(field) === activity;
  const response = common.filter(isNumeric).find(wanted);
  if (response === undefined) return undefined;
  const asTrials = (axis: 0 | 1) => variablesAlong(elements, common, response, axis);
  const [rows, columns] = [asTrials(0), asTrials(1)];
  const trialAxis = rows.length === 0 && columns.length > 0 ? 1 : 0;
  const variables = trialAxis === 0 ? rows : columns;
  return variables.length === 0 ? undefined : { name, elements, response, trialAxis, variables };
}

/** Fields of one value for each trial, in all elements. */
function variablesAlong(
  elements: readonly Element[],
  common: readonly string[],
  response: string,
  axis: 0 | 1,
): string[] {
  return common.filter(
    (field) =>
      field !== response &&
      !TIME.test(lastName(field)) &&
      elements.every(({ fields }) => {
        const [own, entry] = [fields.get(response), fields.get(field)];
        return entry?.shape.length === 1 && own?.shape[axis] !== undefined && entry.shape[0] === own.shape[axis];
      }),
  );
}

/** Throws InputError where a field that is named is not there, or holds what it cannot. */
export async function structTrials(
  file: DataFile,
  structs: UnitStructs,
  options: StructOptions,
): Promise<SeparateTrials> {
  const { elements, response, variables, trialAxis } = structs;
  const named = options.factors?.map((name) => fieldCalled(name, structs, file));
  const used = named ?? variables;
  const bins = new Set(elements.map(({ fields }) => fields.get(response)?.shape[1 - trialAxis] ?? 1));
  const read = new Map<string, (Float64Array | readonly string[])[]>();
  for (const field of used) read.set(field, await valuesOf(file, elements, field));
  const factors = named ?? used.filter((field) => isDesign(read.get(field) ?? []));
  if (factors.length === 0) {
    throw new InputError(
      `${file.name}: no variable of "${structs.name}" has from 2 to ${FEW_LEVELS} levels: name the factors, --factors ${used.map(lastName).slice(0, 3).join(",")}`,
    );
  }
  const table = new TrialTable(file.name, factors.map(lastName));
  const names = await elementNames(file, structs);
  for (const [at, { fields }] of elements.entries()) {
    const entry = fields.get(response);
    if (!entry) continue;
    const means = await trialMeans(file, entry, trialAxis, options.window);
    const values = factors.map((field) => read.get(field)?.[at] ?? []);
    means.forEach(
      (activity, trial) => void table.add({ unit: names[at], activity, values: values.map((column) => column[trial]) }),
    );
  }
  return table.finish(notesOf(structs, options, { bins, factors, used, file }));
}

function fieldCalled(name: string, { variables, name: family }: UnitStructs, file: DataFile): string {
  const found = variables.find((field) => field === name) ?? variables.find((field) => lastName(field) === name);
  if (found !== undefined) return found;
  const known = variables.map(lastName);
  throw new InputError(
    `${file.name}: the trials of "${family}" have no variable "${name}"${hint(name, known)}; they have ${known.slice(0, 20).join(", ")}`,
  );
}

async function valuesOf(file: DataFile, elements: readonly Element[], field: string) {
  const out: (Float64Array | readonly string[])[] = [];
  for (const { fields } of elements) {
    const entry = fields.get(field);
    if (entry) out.push((await readColumns(file, [entry]))[0].values);
  }
  return out;
}

/** From two levels to a few, over all neurons. */
function isDesign(values: readonly (Float64Array | readonly string[])[]): boolean {
  const levels = new Set<number | string>();
  for (const own of values) {
    for (const value of own) if (value !== "" && !Number.isNaN(value)) levels.add(value);
    if (levels.size > FEW_LEVELS) return false;
  }
  return levels.size >= 2;
}

/** A text or number that the array of structs has for each. */
async function elementNames(file: DataFile, { name, elements }: UnitStructs): Promise<readonly string[]> {
  const list = file.entries.find(
    (entry) =>
      entry.problem === undefined &&
      entry.shape.length === 1 &&
      entry.shape[0] === elements.length &&
      entry.name.startsWith(`${name}/`) &&
      /^((unit|neuron|cell)_?)?(names?|ids?|labels?)$/i.test(lastName(entry.name)),
  );
  const own = elements.map((element) => element.name);
  if (!list) return own;
  const names = Array.from<number | string, string>((await readColumns(file, [list]))[0].values, String);
  return new Set(names).size === names.length ? names : own;
}

/** Mean over the window of every trial; NaN where a bin has no value. */
async function trialMeans(
  file: DataFile,
  entry: DataEntry,
  trialAxis: 0 | 1,
  window: TimeWindow | undefined,
): Promise<Float64Array> {
  const values = toFloat64(await file.read(entry.name), `${file.name}: "${entry.name}"`);
  if (entry.shape.length === 1) return values;
  const [trials, bins] = [entry.shape[trialAxis], entry.shape[1 - trialAxis]];
  const [from, to] = windowOf(window, bins, file.name);
  return Float64Array.from({ length: trials }, (_, trial) => {
    let sum = 0;
    for (let bin = from; bin < to; bin++)
      sum += trialAxis === 0 ? values[trial * bins + bin] : values[bin * trials + trial];
    return sum / (to - from);
  });
}

interface Said {
  readonly bins: ReadonlySet<number>;
  readonly factors: readonly string[];
  readonly used: readonly string[];
  readonly file: DataFile;
}

function notesOf(
  { name, elements, response, trialAxis }: UnitStructs,
  options: StructOptions,
  { bins, factors, used, file }: Said,
): string[] {
  const out = used.filter((field) => !factors.includes(field)).map(lastName);
  const [most] = [...bins].sort((a, b) => b - a);
  const isTimed = [...(elements[0].fields.get(response)?.shape ?? [])].length === 2;
  return [
    `${counted(elements.length, "neuron")} of "${name}", "${lastName(response)}" [${trialAxis === 0 ? "trials x time" : "time x trials"}]` +
      (options.activity === undefined ? " (otherwise --activity FIELD)" : ""),
    ...(isTimed ? [windowNote(options.window, windowOf(options.window, most, file.name), most)] : []),
    ...(options.factors === undefined
      ? [
          `factors: ${factors.map(lastName).join(", ")}${out.length > 0 ? `; left out, of one or of many levels: ${out.join(", ")}` : ""} (otherwise --factors NAME,NAME)`,
        ]
      : []),
  ];
}
