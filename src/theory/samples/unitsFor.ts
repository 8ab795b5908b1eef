/** Which units a sample consists of: as it was said, or as its rows show. */
import type { WeightedRows } from "./tolerantBody.js";
import type { SampleRows } from "./types.js";
import { separateRows, type Units, unitsOfBlocks, unitsOfSeries } from "./units.js";

/** What was drawn independently of these rows: each one, those of each block, or stretches of a series. */
export function unitsFor({ blocks }: Pick<SampleRows, "blocks">, rows: WeightedRows): Units {
  if (blocks === "rows") return separateRows(rows.columns[0].length);
  return blocks === undefined ? unitsOfSeries(rows) : unitsOfBlocks(blocks, rows);
}
