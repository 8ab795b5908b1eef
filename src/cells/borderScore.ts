/**
 * Border score: Solstad, Boccara, Kropff, Moser and Moser, Science 322 (2008), for rectangular rooms:
 *   b = (c - d) / (c + d),
 * c the largest share of one wall that one field covers, d the mean distance to the nearest wall over the bins of all fields,
 * weighted by rate, as a share of half the shorter side. 1 for a thin line along a whole wall, -1 for a cell without fields.
 *
 * A wall bin is the outermost visited bin of its row or column. Distances run from the wall to the middle of the bin. Rivals:
 * opexebo counts whole bins, 1 at the wall, which keeps the score below 0.91 in 40 bins; a widely copied network script tests
 * only the first field against every wall.
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

export function borderScore(map: RateMap, options: Partial<FieldOptions> = {}): BorderScore {
  const fields = firingFields(map, options);
  if (fields.length === 0) return { score: -1, coverage: 0, wall: "none", distance: Number.NaN };
  const walls = wallBins(map);
  let [coverage, wall]: [number, BorderScore["wall"]] = [0, "none"];
  for (const { bins } of fields) {
    const inside = new Set(bins);
    WALLS.forEach((name, w) => {
      const share = walls[w].filter((bin) => inside.has(bin)).length / walls[w].length;
      if (share > coverage) [coverage, wall] = [share, name];
    });
  }
  const distance = meanWallDistance(
    map,
    fields.flatMap(({ bins }) => [...bins]),
  );
  return { score: (coverage - distance) / (coverage + distance), coverage, wall, distance };
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

function meanWallDistance({ rows, columns, rate }: RateMap, bins: readonly number[]): number {
  let [weighted, total] = [0, 0];
  for (const bin of bins) {
    const [row, column] = [Math.floor(bin / columns), bin % columns];
    const away = Math.min(row, column, rows - 1 - row, columns - 1 - column) + 0.5;
    weighted += rate[bin] * away;
    total += rate[bin];
  }
  return weighted / total / (Math.min(rows, columns) / 2);
}
