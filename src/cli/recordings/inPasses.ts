/**
 * A recording too large for memory, read twice from its file: once for the range and size of every unit, once to count bins
 * with labels over all rows and to keep some rows for all that counts do not tell.
 */

import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { type AllRows, InformationCounts, type InformationSource, type Sampled } from "../../metrics/index.js";
import type { Factor, Representation } from "../../protocols.js";
import {
  activityByUnit,
  checkAnyVaries,
  evenSpacing,
  type StoredRecording,
  spacedRows,
  takeFactor,
  takeUnits,
  UnitStatistics,
} from "../../representation/index.js";
import { duration } from "../terminal/duration.js";
import { Narration } from "../terminal/narration.js";
import type { Terminal } from "../terminal/terminal.js";
import { type Budget, COPIES, megabytes } from "./memory.js";

export interface PassOptions {
  /** For messages. */
  readonly file: string;
  readonly budget: Budget;
  /** Numbers of bins in which to count, where such rows are held. */
  readonly binsFor: (held: Sampled) => readonly number[];
  readonly terminal: Terminal;
}

export interface Passed {
  /** The rows that are kept, of the units that vary. */
  readonly representation: Representation;
  readonly unitNumbers: readonly number[];
  readonly allRows: AllRows;
}

/** Bytes of float64 that are read at a time: 32 MiB, or less where less is allowed. */
const partBytes = ({ bytes }: Budget): number => Math.min(2 ** 25, bytes / 8);

/** Fewer rows say nothing about chance. */
const LEAST_ROWS = 100;

/** Throws InputError for activity that is not finite, and where the memory allowed does not hold rows or counts enough. */
export async function readInPasses(stored: StoredRecording, options: PassOptions): Promise<Passed> {
  const rows = rowsKept(stored, options);
  const statistics = await firstPass(stored, options);
  statistics.checkFinite(stored.unitNames);
  const unitNumbers = statistics.varyingUnits();
  checkAnyVaries(unitNumbers, stored, options.file);
  const factors = stored.factors.map((factor) => keptFactor(factor, rows.numbers));
  const ofVarying = (values: Float64Array) => Float64Array.from(unitNumbers, (unit) => values[unit]);
  const ranges = { low: ofVarying(statistics.low), high: ofVarying(statistics.high) };
  const mostBytes = options.budget.bytes;
  const counts = options
    .binsFor({ conditions: rows.numbers.length, factors })
    .map((bins) => new InformationCounts(stored.factors, ranges, bins, mostBytes));
  const activity = await secondPass(stored, options, { counts, unitNumbers, rows: rows.numbers });
  const names = stored.unitNames;
  const representation: Representation = {
    conditions: rows.numbers.length,
    units: unitNumbers.length,
    activity,
    factors,
    ...(names && { unitNames: unitNumbers.map((unit) => names[unit]) }),
  };
  const source: InformationSource = {
    factors: stored.factors,
    information: (wanted) => countsOf(counts, wanted?.bins ?? InformationCounts.usualBins).matrix(wanted ?? {}),
    magnitude: () => ofVarying(statistics.meanMagnitude()),
    energy: () => ofVarying(statistics.meanSquare()),
    varying: () => Array.from(unitNumbers.keys()),
  };
  return { representation, unitNumbers, allRows: { conditions: stored.conditions, spacing: rows.spacing, source } };
}

function countsOf(counts: readonly InformationCounts[], bins: number): InformationCounts {
  const found = counts.find((one) => one.bins === bins);
  if (!found) throw new RangeError(`rows were not counted in ${counted(bins, "bin")}`);
  return found;
}

function rowsKept({ conditions, units }: StoredRecording, { file, budget }: PassOptions) {
  const most = Math.floor(budget.bytes / (COPIES * 8 * units));
  if (most < LEAST_ROWS) {
    const enough = megabytes(COPIES * 8 * units * LEAST_ROWS);
    throw new InputError(
      `${file}: ${counted(most, "row")} of ${counted(units, "unit")} fit into ${megabytes(budget.bytes)} MiB with the copies that draws make, too few ` +
        `to measure: allow more with --memory ${enough}, or choose units with --activity`,
    );
  }
  const spacing = evenSpacing(conditions, most);
  return { spacing, numbers: spacedRows(conditions, spacing) };
}

function keptFactor(factor: Factor, rows: Int32Array): Factor {
  const kept = takeFactor(factor, rows);
  if (kept.values.some((value) => value !== kept.values[0])) return kept;
  throw new InputError(
    `factor "${factor.name}" never changes in the ${counted(rows.length, "row")} that are kept for chance levels: ` +
      "allow more rows with --memory, or leave it out",
  );
}

async function firstPass(stored: StoredRecording, options: PassOptions): Promise<UnitStatistics> {
  const statistics = new UnitStatistics(stored.units);
  for await (const { activity } of narrated(stored, "pass 1 of 2, ranges", options)) statistics.add(activity);
  return statistics;
}

interface Wanted {
  readonly counts: readonly InformationCounts[];
  readonly unitNumbers: readonly number[];
  /** Numbers of the rows to keep, ascending. */
  readonly rows: Int32Array;
}

/** Counts all rows, and resolves to the activity of those to keep. */
async function secondPass(
  stored: StoredRecording,
  options: PassOptions,
  { counts, unitNumbers, rows }: Wanted,
): Promise<Float64Array> {
  const units = unitNumbers.length;
  const kept = new Float64Array(rows.length * units);
  let next = 0;
  for await (const { from, activity } of narrated(stored, "pass 2 of 2, counts", options)) {
    const part = partOf(stored, activity, unitNumbers);
    const byUnit = activityByUnit(part);
    for (const one of counts) one.add(byUnit, from);
    for (; next < rows.length && rows[next] < from + part.conditions; next++) {
      const at = (rows[next] - from) * units;
      kept.set(part.activity.subarray(at, at + units), next * units);
    }
  }
  return kept;
}

function partOf({ units }: StoredRecording, activity: Float64Array, unitNumbers: readonly number[]): Representation {
  const part = { conditions: activity.length / units, units, activity, factors: [] };
  return unitNumbers.length === units ? part : takeUnits(part, unitNumbers);
}

/** The parts of a recording, with a line on how far the reading is. */
async function* narrated(stored: StoredRecording, what: string, { terminal, budget }: PassOptions) {
  const narration = new Narration(terminal);
  const started = performance.now();
  try {
    for await (const part of stored.parts(partBytes(budget))) {
      yield part;
      const done = part.from + part.activity.length / stored.units;
      const left = ((stored.conditions - done) / done) * ((performance.now() - started) / 1000);
      narration.update(`${what}: ${done} of ${counted(stored.conditions, "row")}, about ${duration(left)} left`);
    }
  } finally {
    narration.clear();
  }
}
