/**
 * The certified optimum of rectified neurons by column generation (docs/theory.md, section 10): weigh the units known so far, ask the oracle
 * for units that would save energy, repeat. Each round gives an energy that a network attains, and
 *     E* >= 2 Tr / sqrt(r) - k / r,  r = max(rho, (k / Tr)^2).
 */
import { fold, key, normal } from "../../math/random.js";
import { climbed } from "./climb.js";
import { polished } from "./polish.js";
import type { Cloud, RectifiedOptimum, RectifiedOracle, Unit } from "./protocols.js";
import { unitOf, usedUnits } from "./unit.js";
import { type Weighing, weighUnits } from "./weights.js";

export interface RectifiedLimits {
  readonly tolerance: number;
  /** Milliseconds of performance.now() by which the last units are looked for. */
  readonly deadline: number;
  /** By which the last bound is proven; by default the deadline. */
  readonly provenBy?: number;
}

export interface RectifiedSearch {
  /** Finds units, and proves nothing. */
  readonly quick: RectifiedOracle;
  readonly movable: boolean;
}

const MOST_ROUNDS = 300;
/** Units that are taken from a search of everything, at most: it costs more than to weigh them. */
const MOST_AT_ONCE = 30;
/** Part of the energy by which rounding may lift a lower bound above it. */
const ROUNDING = 1e-9;

/**
 * `oracle` certifies; `quick` finds most of the units at less cost. Where units may point anywhere (`movable`), those of every round are also moved
 * together, which saves rounds.
 */
export function rectifiedOptimum(
  cloud: Cloud,
  oracle: RectifiedOracle,
  start: readonly Unit[],
  { tolerance, deadline, provenBy = deadline }: RectifiedLimits,
  { quick, movable }: RectifiedSearch,
): RectifiedOptimum {
  let units = start;
  let lowerBound = 0;
  const threshold = 1 + tolerance / 20;
  for (let rounds = 1; ; rounds++) {
    const moved = movable ? polished(cloud, usedUnits({ units, ...weighUnits(cloud, units) })) : [];
    const code = [...units, ...moved];
    const weighed = weighUnits(cloud, code);
    const { energy, dual, masses } = weighed;
    const late = performance.now() > deadline || rounds >= MOST_ROUNDS;
    const ahead = late ? [] : quick.search(dual, 1 + 10 * tolerance, deadline).found;
    const { bound, found } =
      ahead.length > 0
        ? { bound: Infinity, found: ahead }
        : oracle.search(dual, threshold, late ? provenBy : deadline, MOST_AT_ONCE);
    lowerBound = Math.max(lowerBound, boundFrom(weighed, bound));
    const closed = (energy - lowerBound) / energy <= tolerance;
    if (closed || found.length === 0 || late) {
      return { ...selfChecked(energy, lowerBound, tolerance), units: code, masses, dual, rounds };
    }
    units = [...usedUnits({ units: code, masses }).map(({ unit }) => unit), ...found];
  }
}

/** What a dual proves when no unit has a value above `rho`; 0 where nothing bounds it. */
export function boundFrom({ readout, soft }: Pick<Weighing, "readout" | "soft">, rho: number): number {
  const r = Math.max(rho, (soft / readout) ** 2);
  return Number.isFinite(r) ? (2 * readout) / Math.sqrt(r) - soft / r : 0;
}

/** A bound above the energy of a network that exists is none: the search has missed something. */
function selfChecked(
  energy: number,
  lowerBound: number,
  tolerance: number,
): Pick<RectifiedOptimum, "energy" | "lowerBound" | "status"> {
  if (lowerBound > energy * (1 + ROUNDING)) return { energy, lowerBound: Number.NaN, status: "incomplete" };
  const status = (energy - lowerBound) / energy <= tolerance ? "certified" : "gap";
  return { energy, lowerBound: Math.min(lowerBound, energy), status };
}

/** Units along plus and minus every given direction of weights [d + 1], active everywhere, at half of the points, or at the end. */
export function startingUnits(cloud: Cloud, directions: readonly Float64Array[]): Unit[] {
  const d = cloud.dimension;
  return directions.flatMap((direction) =>
    [1, -1].flatMap((side) => {
      const row = direction.map((value) => side * value);
      row[d] = 0;
      const levels = levelsOf(cloud, row);
      return [levels[0], 0].flatMap((level) => {
        const weights = row.slice();
        weights[d] = -level;
        return unitOf(cloud, weights) ?? [];
      });
    }),
  );
}

/** Values of a row of weights at the points, ascending. */
const levelsOf = ({ inputs: { rows, columns, data } }: Cloud, row: Float64Array): Float64Array =>
  Float64Array.from({ length: rows }, (_, t) => {
    let sum = 0;
    for (let i = 0; i < columns - 1; i++) sum += data[t * columns + i] * row[i];
    return sum;
  }).sort();

/** Starts of a climb, for each coordinate. */
const CLIMBS = 40;

/** A search that climbs from random weights, others at every call: it finds units, and proves nothing. */
export function climbingOracle(cloud: Cloud): RectifiedOracle {
  let calls = 0;
  return {
    search(dual, threshold) {
      const source = fold(key(0), calls++);
      const starts = Array.from({ length: CLIMBS * cloud.dimension }, (_, k) =>
        normal(fold(source, k), cloud.dimension + 1),
      );
      return { bound: Infinity, found: climbed(cloud, starts, dual, threshold) };
    },
  };
}
