/** From the files on the command line to a representation that can be measured, or to a refusal that says what to type. */
import { DATA_ENDING } from "../../io/endings.js";
import { choiceLine, type DataFile, isNamedIn, isStruckIn, namesOf, type OpenOptions } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { InputError } from "../../math/errors.js";
import { hint } from "../../math/knownNames.js";
import { type AllRows, binsCounted, type MetricRequest, type Sampled } from "../../metrics/index.js";
import type { Factor, Representation } from "../../protocols.js";
import { insideOf } from "../../recordings/inside.js";
import { filesOnDisk, isBeside } from "../../recordings/otherFiles.node.js";
import { openPopulation, type Population } from "../../recordings/population.js";
import { openingOf } from "../../recordings/selection.js";
import { inTrials } from "../../recordings/together.js";
import type { NamesOrFile } from "../../recordings/wanted.js";
import {
  checkSupport,
  type FactorOptions,
  openRecording as openRecordingOf,
  type Recognised,
  type RecordingOptions,
  recogniseLongTable,
  recogniseSeparate,
  standInNotes,
  unitName,
  varyingPart,
} from "../../representation/index.js";
import { given } from "../flags/flag.js";
import type { WantedRecording } from "../flags/recording.js";
import type { Terminal } from "../terminal/terminal.js";
import { readInPasses } from "./inPasses.js";
import { type Budget, budgetOf, fits, memoryLimit } from "./memory.js";

/** What can be measured of a recording, and what was left out of it. */
export interface Recording {
  readonly representation: Representation;
  /** What was decided where the files leave a choice, for the narration and the report. */
  readonly notes: readonly string[];
  /** Of neurons that were not recorded together: what the population is made of. */
  readonly population?: Population;
  /** Names of the units that never change; they are not in the representation. */
  readonly constantUnits: readonly string[];
  /** Number in the file of each unit of the representation. */
  readonly unitNumbers: readonly number[];
  /** Where the activity did not fit into memory, and the representation holds some of its rows. */
  readonly allRows?: AllRows;
  /** What names the rows, as asked for. */
  readonly labels?: readonly Factor[];
}

/** How many there are in the recording. */
export const conditionsOf = ({ representation, allRows }: Recording): number =>
  allRows?.conditions ?? representation.conditions;

interface Opening {
  /** What is measured of such conditions. */
  readonly requestsFor: (sampled: Sampled) => readonly MetricRequest[];
  readonly terminal: Terminal;
  readonly seed: number;
  /** Columns that name the rows, such as their epoch. */
  readonly labels?: readonly string[];
}

/** Throws InputError for what cannot be measured. */
export async function openRecording(path: string, wanted: WantedRecording, opening: Opening): Promise<Recording> {
  const open = { mostBytes: memoryLimit(), ...openingOf(wanted) };
  return withDataPath(path, async (file) => recordingIn(await inTrials(file, wanted), opening, open), open);
}

interface Asked {
  readonly file: DataFile;
  readonly wanted: WantedRecording;
}

async function recordingIn({ file, wanted }: Asked, opening: Opening, open: Partial<OpenOptions>): Promise<Recording> {
  const reading = { ...opening, budget: budgetOf(wanted.memory) };
  const { factors, factorsPath } = whereFactorsAre(file, wanted.factors);
  if (factorsPath === undefined) requireMissingNamed([file], wanted);
  const apart = await openPopulation(file, wanted.separate, {
    activity: wanted.activity,
    factors,
    ofRows: factorsPath === undefined ? ofRows(wanted, opening) : "a file of factors",
    reading: factorOptions(wanted),
    seed: opening.seed,
  });
  if (apart) return populationRecording(file, apart);
  const options = {
    ...optionsFrom(wanted),
    ...(await insideOf(file, wanted.inside, filesOnDisk)),
    ...(factors && { factors }),
    ...given({ labels: opening.labels }),
  };
  if (factorsPath === undefined) return orRecognised(file, () => recordingFrom(file, options, reading));
  return withDataPath(
    factorsPath,
    (factorsFile) => {
      requireMissingNamed([file, factorsFile], wanted);
      return recordingFrom(file, { ...options, factorsFile }, reading);
    },
    open,
  );
}

/** A recording, with what else the file may be; where it is refused, what it looks like and what to type. */
async function orRecognised(file: DataFile, read: () => Promise<Recording>): Promise<Recording> {
  try {
    const recording = await read();
    const long = await recogniseLongTable(file);
    const note =
      long && `rows are taken as conditions, but the file looks like ${long.what} (otherwise ${flagsOf(long)})`;
    return note === undefined ? recording : { ...recording, notes: [...recording.notes, note] };
  } catch (error) {
    const found = error instanceof InputError ? await recogniseSeparate(file) : undefined;
    if (!(error instanceof InputError) || !found || found.flags.length === 0) throw error;
    throw new InputError(`${error.message}\n${found.what}: give ${flagsOf(found)}`, { cause: error });
  }
}

const flagsOf = ({ flags }: Recognised): string => flags.map(([flag, value]) => `${flag} ${value}`).join(" ");

const factorOptions = ({ kinds, periods }: WantedRecording): FactorOptions => ({
  ...(typeof kinds === "string" ? { kind: kinds, kinds: {} } : { kinds: Object.fromEntries(kinds ?? []) }),
  periods: Object.fromEntries(periods ?? []),
});

const optionsFrom = (wanted: WantedRecording): Partial<RecordingOptions> => ({
  ...factorOptions(wanted),
  ...given({ activity: wanted.activity, rows: wanted.rows, missing: wanted.missing }),
  transpose: wanted.transpose,
});

/** What was asked of the rows of a table, in which neurons were recorded together. */
const ofRows = ({ rows, transpose, missing, inside }: WantedRecording, { labels }: Opening): string | undefined =>
  labels
    ? "--epoch"
    : rows
      ? "--rows"
      : transpose
        ? "--transpose"
        : missing
          ? "--missing"
          : inside === undefined
            ? undefined
            : "--inside";

function populationRecording(file: DataFile, population: Population): Recording {
  for (const factor of population.representation.factors) checkSupport(factor, population.representation.conditions);
  const recording = varyingPart(population.representation, file.name);
  const varying = new Set(recording.unitNumbers);
  const constantUnits = (population.representation.unitNames ?? []).filter((_, unit) => !varying.has(unit));
  return {
    ...recording,
    constantUnits,
    population,
    notes: [...(file.choices ?? []).map(choiceLine), ...population.notes],
  };
}

/** Throws InputError for a name of `--missing-value` that is in none of the files. */
function requireMissingNamed(files: readonly DataFile[], { missingValue = [] }: WantedRecording): void {
  const lost = missingValue.find((value) => !files.some((file) => isStruckIn(file, value)));
  if (lost === undefined) return;
  const known = files.flatMap(({ entries }) => entries);
  throw new InputError(
    `--missing-value names "${lost.of}"${hint(
      lost.of ?? "",
      known.map(({ name }) => name),
    )}, but ${files[0].name} holds ${namesOf(known)}`,
  );
}

/** `--factors` names entries of the file, or another file: an entry goes first. */
function whereFactorsAre(
  file: DataFile,
  wanted: NamesOrFile | undefined,
): { readonly factors?: readonly string[]; readonly factorsPath?: string } {
  if (wanted === undefined) return {};
  const { text, names } = wanted;
  if (names.some((name) => isNamedIn(file, name))) return { factors: names };
  return isBeside(file, text) || DATA_ENDING.test(text) ? { factorsPath: text } : { factors: names };
}

interface Reading extends Opening {
  readonly budget: Budget;
}

async function recordingFrom(
  file: DataFile,
  options: Partial<RecordingOptions>,
  { requestsFor, ...reading }: Reading,
): Promise<Recording> {
  const stored = await openRecordingOf(file, options);
  for (const factor of stored.factors) checkSupport(factor, stored.conditions);
  const names = Array.from({ length: stored.units }, (_, unit) => unitName(unit, stored.unitNames));
  const named = { ...stored, unitNames: names }; // a unit keeps its number when others are left out
  const isWhole = fits(stored, reading.budget);
  if (!isWhole && options.labels) {
    throw new InputError(
      `${file.name} does not fit into the memory allowed, and epochs are compared in memory: --memory 4000`,
    );
  }
  const recording = isWhole
    ? varyingPart({ ...(await named.read()), unitNames: names }, file.name)
    : await readInPasses(named, { ...reading, file: file.name, binsFor: (held) => binsCounted(requestsFor(held)) });
  const varying = new Set(recording.unitNumbers);
  const notes = [
    ...[...(file.choices ?? []), ...stored.choices].map(choiceLine),
    ...standInNotes(recording.representation),
  ];
  const constantUnits = names.filter((_, unit) => !varying.has(unit));
  return { ...recording, notes, constantUnits, ...(options.labels && { labels: stored.labels }) };
}
