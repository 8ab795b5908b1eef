/** Panels that the experiments with objects share. */
import { mapSheet, type Panel } from "../../figures/index.js";
import { PURE } from "./factorMeasures.js";
import type { FactorValues, SpatialResult } from "./measures.js";

type Result = SpatialResult<FactorValues>;

/** Neurons shown of each type. */
const SHOWN = 8;

/** For a few neurons of each type, its map over positions and, below, its map around the object, on one scale. */
export function factorSheet(title: string, result: Result): Panel {
  const { shares } = result.values;
  const index = [...shares.keys()];
  const position = index.filter((i) => shares[i][0] > PURE).slice(0, SHOWN);
  const vector = index.filter((i) => shares[i][1] > PURE).slice(0, SHOWN);
  const mixed = index.filter((i) => !position.includes(i) && shares[i][0] <= PURE && shares[i][1] <= PURE);
  const shown = [...position, ...vector, ...mixed.slice(0, 2 * SHOWN - position.length - vector.length)];
  const rows = [shown.slice(0, SHOWN), shown.slice(SHOWN)].filter((row) => row.length > 0);
  const maps = rows.flatMap((row) => [
    ...padded(row.map((i) => mapOf(result, "positionMaps", i, shares[i][0]))),
    ...padded(row.map((i) => mapOf(result, "vectorMaps", i, shares[i][1]))),
  ]);
  return mapSheet({ title, maps, perRow: SHOWN, size: 56 });
}

function mapOf({ arrays }: Result, name: "positionMaps" | "vectorMaps", index: number, share: number) {
  const [, rows, columns] = arrays[name].shape;
  const of = (array: string) => arrays[array].data.subarray(index * rows * columns, (index + 1) * rows * columns);
  const most = Math.max(...["positionMaps", "vectorMaps"].flatMap((array) => Array.from(of(array))));
  return {
    label: `${name === "positionMaps" ? "pos" : "obj"} ${share.toFixed(2)}`,
    values: of(name),
    rows,
    columns,
    most,
  };
}

/** Empty maps up to a whole row. */
const padded = <Map>(maps: readonly Map[]) => [
  ...maps,
  ...Array.from({ length: SHOWN - maps.length }, () => ({ label: "", values: [], rows: 0, columns: 0 })),
];
