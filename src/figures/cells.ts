/** A grid of coloured cells as a handful of paths: one path per colour, a twentieth of the size of one shape per cell. */
import { element, round } from "./dom.js";
import type { ColourScale } from "./theme.js";

export interface CellGrid {
  /** Cell borders in px, left to right [columns + 1] and in drawing order of the rows [rows + 1]. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Row-major [rows x columns]; NaN is drawn as missing. */
  readonly values: ArrayLike<number>;
  readonly colour: ColourScale;
}

export function cellGrid(document: Document, { x, y, values, colour }: CellGrid): SVGElement {
  const columns = x.length - 1;
  const paths = new Map<string, string[]>();
  for (let row = 0; row + 1 < y.length; row++) {
    for (let column = 0; column < columns; column++) {
      const fill = colour(values[row * columns + column]);
      const box = `M${round(x[column])},${round(y[row])}H${round(x[column + 1])}V${round(y[row + 1])}H${round(x[column])}Z`;
      const boxes = paths.get(fill);
      if (boxes) boxes.push(box);
      else paths.set(fill, [box]);
    }
  }
  const drawn = [...paths].map(([fill, boxes]) => element(document, "path", { fill, d: boxes.join("") }));
  return element(document, "g", { "shape-rendering": "crispEdges" }, drawn);
}
