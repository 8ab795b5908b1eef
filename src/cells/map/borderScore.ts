/**
 * Border score: Solstad, Boccara, Kropff, Moser and Moser, Science 322 (2008):
 *   b = (c - d) / (c + d),
 * c the largest share of one wall that one field covers, d the mean distance to the nearest wall over the bins of all fields,
 * weighted by rate, as a share of the largest distance in the room (half the shorter side of a rectangle). 1 for a thin line along a
 * whole wall, -1 for a cell without fields.
 *
 * A room may have any shape: a wall bin is the outermost visited bin of its row (west, east) or column (south, north). Distances run
 * from the wall to the middle of the bin. Rivals: opexebo counts whole bins, 1 at the wall, which keeps the score below 0.91 in 40
 * bins; a widely copied network script tests only the first field against every wall.
 */
import { type FieldOptions, firingFields } from "./firingFields.js";
import type { RateMap } from "./types.js";

export interface BorderScore {
  readonly score: number;
  /** Largest share of a wall covered by one field. */
  readonly coverage: number;
  readonly wall: "west" | "east" | "south" | "north" | "none";
  /** Mean distance of firing from the nearest wall, as a share of half the shorter side; NaN without fields. */
  readonly distance: number;
}

const WALLS = ["west", "east", "south", "north"] as const;

/** Border score from -1 to 1 of one map, with the wall that it is about. Solstad et al. 2008. */
export const borderScore = (map: RateMap, options: Partial<FieldOptions> = {}): BorderScore =>
  borderScorer(map, options)(map);

/** Scores maps that share the visited bins of one: its walls and distances are worked out once. */
export function borderScorer(shape: RateMap, options: Partial<FieldOptions> = {}): (map: RateMap) => BorderScore {
  const walls = wallBins(shape);
  const away = wallDistances(shape, new Set(walls.flat()));
  const inside = new Uint8Array(shape.rate.length);
  return (map) => {
    const fields = firingFields(map, options);
    let [coverage, wall]: [number, BorderScore["wall"]] = [0, "none"];
    let [weighted, total] = [0, 0];
    for (const { bins } of fields) {
      inside.fill(0);
      for (const bin of bins) {
        inside[bin] = 1;
        weighted += map.rate[bin] * away[bin];
        total += map.rate[bin];
      }
      for (let w = 0; w < WALLS.length; w++) {
        const share = shareInside(walls[w], inside);
        if (share > coverage) [coverage, wall] = [share, WALLS[w]];
      }
    }
    const distance = weighted / total;
    return {
      score: fields.length === 0 ? -1 : (coverage - distance) / (coverage + distance),
      coverage,
      wall,
      distance,
    };
  };
}

function shareInside(bins: readonly number[], inside: Uint8Array): number {
  let count = 0;
  for (const bin of bins) count += inside[bin];
  return count / bins.length;
}

/** Outermost visited bin of every row (west, east) and column (south, north). */
function wallBins({ rows, columns, rate }: RateMap): number[][] {
  const visited = (bin: number) => !Number.isNaN(rate[bin]);
  const inRow = (row: number) => Array.from({ length: columns }, (_, column) => row * columns + column);
  const inColumn = (column: number) => Array.from({ length: rows }, (_, row) => row * columns + column);
  const first = (lines: number[][]) => lines.map((bins) => bins.find(visited) ?? -1).filter((bin) => bin >= 0);
  const last = (lines: number[][]) => first(lines.map((bins) => bins.toReversed()));
  const horizontal = Array.from({ length: rows }, (_, row) => inRow(row));
  const vertical = Array.from({ length: columns }, (_, column) => inColumn(column));
  return [first(horizontal), last(horizontal), first(vertical), last(vertical)];
}

/** Of every visited bin, from its middle to the outer edge of the nearest wall bin, as a share of the largest; NaN elsewhere. */
function wallDistances({ columns, rate }: RateMap, walls: ReadonlySet<number>): Float64Array {
  const away = rate.map((value, bin) => {
    if (Number.isNaN(value)) return Number.NaN;
    const [row, column] = [Math.floor(bin / columns), bin % columns];
    let nearest = Number.POSITIVE_INFINITY;
    for (const wall of walls) {
      nearest = Math.min(nearest, (Math.floor(wall / columns) - row) ** 2 + ((wall % columns) - column) ** 2);
    }
    return Math.sqrt(nearest) + 0.5;
  });
  const largest = away.reduce((most, value) => (value > most ? value : most), 0);
  return away.map((value) => value / largest);
}
