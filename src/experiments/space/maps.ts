/** Rate maps of a spatial code over the whole box, and the grid analysis of a population with its largest module. */
import { type GridTest, gridTest, largestModule, type RateMap } from "../../cells/index.js";
import { fold, type Key } from "../../math/random.js";
import { standardDeviation } from "../../math/statistics.js";
import { BOX } from "../../tasks/space/placeBatches.js";

/** Centres of the bins of a map of the box with the room in the middle, row-major, row 0 at the smallest y: [bins^2 x 2], x and y. */
export const mapPlaces = (bins: number): Float64Array =>
  Float64Array.from({ length: 2 * bins * bins }, (_, at) => {
    const bin = at >> 1;
    return (BOX / bins) * ((at % 2 === 0 ? bin % bins : Math.floor(bin / bins)) + 0.5 - bins / 2);
  });

/** One unit's map out of activity [bins^2 x units]; activity below zero counts as silence. */
export function rateMapOf(activity: Float64Array, units: number, unit: number, bins: number): RateMap {
  const rate = Float64Array.from({ length: bins * bins }, (_, bin) => Math.max(0, activity[bin * units + unit]));
  const occupancy = new Float64Array(bins * bins).fill(1);
  return { rows: bins, columns: bins, binSize: BOX / bins, rate, occupancy };
}

/** Units whose activity [conditions x units] has a standard deviation over a tenth of the largest. */
export function variedUnits(activity: Float64Array, units: number): number[] {
  const spread = Array.from({ length: units }, (_, unit) =>
    standardDeviation(
      activity.filter((_, at) => at % units === unit),
      0,
    ),
  );
  const most = Math.max(...spread);
  return [...spread.keys()].filter((unit) => spread[unit] > 0.1 * most);
}

export interface GridCell {
  readonly unit: number;
  readonly score: number;
  /** Against its own field shuffles. */
  readonly p: number;
  /** Box of side 2 pi. */
  readonly spacing: number;
  /** Degrees, modulo 60. */
  readonly orientation: number;
  readonly ellipticity: number;
}

export interface GridPopulation {
  readonly cells: readonly GridCell[];
  /** Units of the largest module. */
  readonly module: readonly number[];
  /** At least five cells and 40 % of those analysed. */
  readonly hexagonal: boolean;
}

export const SMALLEST_MODULE = 5;
export const SMALLEST_MODULE_SHARE = 0.4;

/** Tests every given unit's map. */
export function gridPopulation(
  maps: readonly RateMap[],
  units: readonly number[],
  fieldShuffles: number,
  key: Key,
): GridPopulation {
  const cells = maps.map((map, i) => gridCell(units[i], gridTest(map, fieldShuffles, fold(key, units[i]))));
  const members = largestModule(cells).map((cell) => cells[cell].unit);
  const hexagonal = members.length >= SMALLEST_MODULE && members.length >= SMALLEST_MODULE_SHARE * cells.length;
  return { cells, module: members, hexagonal };
}

const gridCell = (unit: number, { score, p, geometry }: GridTest): GridCell => ({
  unit,
  score,
  p,
  spacing: geometry.spacing,
  orientation: geometry.orientation,
  ellipticity: geometry.ellipticity,
});
