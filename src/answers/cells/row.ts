/** Cells as plain data: what `--json` prints and `results.json` holds. NaN becomes null: where a quantity does not apply. */
import type { AnalysedCell, AnalysedMap, NullTest, SpatialTests } from "../../cells/index.js";
import { coherence, firingFields, hasLattice, preferredVector } from "../../cells/index.js";

/** One row of the table and of the JSON. Lengths in cm (or bins of maps without a bin size), angles in degrees, rates in `rateUnit`. */
export interface CellRow {
  readonly cell: string;
  readonly label: string;
  /** Of a conjunctive cell: what it is tuned to besides. */
  readonly also: string | null;
  /** Of the test behind the label; of the grid test where there is none. */
  readonly p: number;
  readonly q: number;
  readonly evidence: string;
  readonly spikes: number;
  /** Null where the cell has a value for every sample instead of spikes: rates are in whatever unit that is. */
  readonly rateUnit: "Hz" | null;
  readonly meanRate: number;
  readonly peakRate: number;
  readonly gridScore: number;
  readonly gridP: number;
  readonly gridQ: number;
  readonly spacing: number;
  readonly orientation: number;
  readonly ellipticity: number;
  readonly borderScore: number;
  readonly borderP: number;
  readonly borderQ: number;
  readonly informationBitsPerSpike: number;
  readonly informationBitsPerSecond: number;
  /** Bits per spike less the median of the null. */
  readonly informationCorrected: number;
  readonly informationP: number;
  readonly informationQ: number;
  readonly sparsity: number;
  readonly selectivity: number;
  /** Of the unsmoothed map (of the map as it came, with finished maps). */
  readonly coherence: number;
  /** Firing fields: connected bins above 30 % of the peak rate, at least 2 % of the visited area. */
  readonly fields: number;
  readonly meanVectorLength: number;
  readonly preferredDirection: number;
  readonly directionP: number;
  readonly directionQ: number;
  readonly objectVectorScore: number;
  readonly objectVectorP: number;
  readonly objectVectorQ: number;
  readonly objectDistance: number;
  readonly objectBearing: number;
  readonly speedScore: number;
  readonly speedP: number;
  readonly speedQ: number;
  /** Correlation of the position maps of first and last session. */
  readonly stability: number;
  /** Draws behind the p-values: time shifts, and field shuffles of the grid test. */
  readonly shifts: number;
  readonly fieldShuffles: number;
  readonly gridRefusal: string | null;
}

const none = Number.NaN;
const degrees = (radians = none): number => (radians * 180) / Math.PI;
const scoreOf = (test: NullTest | undefined): number => test?.score ?? none;

const EMPTY = {
  meanRate: none,
  peakRate: none,
  gridScore: none,
  gridP: none,
  gridQ: none,
  spacing: none,
  orientation: none,
  ellipticity: none,
  borderScore: none,
  borderP: none,
  borderQ: none,
  informationBitsPerSpike: none,
  informationBitsPerSecond: none,
  informationCorrected: none,
  informationP: none,
  informationQ: none,
  sparsity: none,
  selectivity: none,
  coherence: none,
  fields: none,
  meanVectorLength: none,
  preferredDirection: none,
  directionP: none,
  directionQ: none,
  objectVectorScore: none,
  objectVectorP: none,
  objectVectorQ: none,
  objectDistance: none,
  objectBearing: none,
  speedScore: none,
  speedP: none,
  speedQ: none,
  stability: none,
  shifts: 0,
  fieldShuffles: 0,
  gridRefusal: null,
} as const; // prettier-ignore

export function cellRow(cell: string, spikes: number, { tests, classification }: AnalysedCell): CellRow {
  const { label, also, significance, evidence } = classification;
  const decisive = label === "none" || label === "too few data" ? significance.grid : significance[label];
  const rateUnit = Number.isNaN(spikes) ? null : "Hz";
  const head = { cell, label, also: also ?? null, ...decisive, evidence, spikes, rateUnit } as const;
  if (!tests) return { ...head, ...EMPTY };
  const { grid, border, direction, objectVector, position } = tests;
  return {
    ...head,
    ...EMPTY,
    ...informationColumns(position.information),
    informationCorrected: position.score - position.nullMedian,
    coherence: tests.coherence,
    fields: firingFields(tests.map).length,
    ...gridColumns(grid),
    gridQ: significance.grid.q,
    borderScore: border.score,
    borderP: border.p,
    borderQ: significance.border.q,
    informationP: position.p,
    informationQ: significance.place.q,
    meanVectorLength: scoreOf(direction),
    preferredDirection: degrees(direction?.tuning.direction),
    directionP: significance["head-direction"].p,
    directionQ: significance["head-direction"].q,
    objectVectorScore: scoreOf(objectVector),
    objectVectorP: significance["object-vector"].p,
    objectVectorQ: significance["object-vector"].q,
    ...vectorColumns(objectVector),
    speedScore: tests.speed.score,
    speedP: tests.speed.p,
    speedQ: significance.speed.q,
    stability: tests.stability,
    shifts: position.draws,
  };
}

export function mapRow(cell: string, { map, grid, border, information, label, q }: AnalysedMap): CellRow {
  const decisive = label === "border" ? { p: border.p, q: q.border } : { p: grid.p, q: q.grid };
  const lattice = hasLattice(grid) ? "" : ` without a lattice (${grid.geometry.reason})`;
  return {
    cell,
    label,
    also: null,
    ...decisive,
    evidence: `grid score ${grid.score.toFixed(2)}${lattice} against field shuffle, border score ${border.score.toFixed(2)} against smooth random maps`,
    spikes: none,
    rateUnit: "Hz",
    ...EMPTY,
    ...informationColumns(information),
    coherence: coherence(map),
    fields: firingFields(map).length,
    ...gridColumns(grid),
    gridQ: q.grid,
    borderScore: border.score,
    borderP: border.p,
    borderQ: q.border,
  };
}

const informationColumns = (found: SpatialTests["position"]["information"]) => ({
  meanRate: found.meanRate,
  peakRate: found.peakRate,
  informationBitsPerSpike: found.bitsPerSpike,
  informationBitsPerSecond: found.bitsPerSecond,
  sparsity: found.sparsity,
  selectivity: found.selectivity,
});

const gridColumns = ({ score, p, draws, geometry, refusal }: SpatialTests["grid"]) => ({
  gridScore: score,
  gridP: p,
  spacing: geometry.spacing,
  orientation: geometry.orientation,
  ellipticity: geometry.ellipticity,
  fieldShuffles: draws,
  gridRefusal: refusal ?? geometry.reason ?? null,
});

function vectorColumns(objectVector: SpatialTests["objectVector"]) {
  if (!objectVector) return {};
  const [first, second] = objectVector.maps;
  const { distance, bearing } = preferredVector(first, second);
  return { objectDistance: distance, objectBearing: degrees(bearing) };
}

/** How many cells of each label, most first. */
export function population(rows: readonly CellRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
