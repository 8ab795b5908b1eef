/** Many small maps on one sheet, each on its own colour scale from zero: rate maps of a population at a glance. */
import { element, round } from "./dom.js";
import type { Panel } from "./panel.js";
import { FONT_FAMILY, INK, SIZE, sequential } from "./theme.js";

export interface SheetMap {
  /** Above the map; a short one. */
  readonly label: string;
  /** Row-major [rows x columns], first row at the smallest y, which is drawn lowest. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** Value of the brightest colour; the largest value by default. */
  readonly most?: number;
}

export interface MapSheetData {
  readonly title: string;
  readonly maps: readonly SheetMap[];
  /** Maps in a row, default 6. */
  readonly perRow?: number;
  /** Side of a map in px, default 66. */
  readonly size?: number;
}

const GAP = 8;
const LABEL = 14;
/** Few enough that neighbouring bins often share a colour and are drawn as one bar. */
const LEVELS = 24;

/** Maps in rows of `perRow`, each `size` px wide and on a scale from 0 to its own largest value. */
export function mapSheet({ title, maps, perRow = 6, size = 66 }: MapSheetData): Panel {
  const rows = Math.max(1, Math.ceil(maps.length / perRow));
  return {
    title,
    width: perRow * (size + GAP) - GAP,
    height: rows * (size + LABEL + GAP) - GAP,
    draw(document) {
      const drawn = maps.map((map, i) => {
        const [x, y] = [(i % perRow) * (size + GAP), Math.floor(i / perRow) * (size + LABEL + GAP)];
        const label = { x: size / 2, y: 10, "text-anchor": "middle", "font-size": SIZE.text - 1, fill: INK };
        return element(document, "g", { transform: `translate(${x},${y})`, "font-family": FONT_FAMILY }, [
          element(document, "text", label, [map.label]),
          element(
            document,
            "g",
            { transform: `translate(0,${LABEL})`, "shape-rendering": "crispEdges" },
            bars(document, map, size),
          ),
        ]);
      });
      return element(document, "g", {}, drawn);
    },
  };
}

/** One path for each colour, runs of equal colour in a row as one bar. */
function bars(document: Document, map: SheetMap, size: number): SVGElement[] {
  const { values, rows, columns } = map;
  const level = levelsOf(map);
  const paths = new Map<number, string[]>();
  const [width, height] = [size / columns, size / rows];
  for (let row = 0; row < rows; row++) {
    for (let from = 0, to = 0; from < columns; from = to) {
      const own = level(values[row * columns + from]);
      while (to < columns && Object.is(level(values[row * columns + to]), own)) to++;
      const bar = `M${round(from * width)},${round((rows - 1 - row) * height)}h${round((to - from) * width)}v${round(height)}h${round((from - to) * width)}z`;
      const bars = paths.get(own);
      if (bars) bars.push(bar);
      else paths.set(own, [bar]);
    }
  }
  const colour = sequential(0, LEVELS);
  return [...paths].map(([own, parts]) => element(document, "path", { fill: colour(own), d: parts.join("") }));
}

/** Colour levels, 0 to LEVELS; NaN stays NaN. */
function levelsOf({ values, most = Array.from(values).reduce((a, b) => (b > a ? b : a), 0) }: SheetMap) {
  return (value: number): number =>
    Number.isNaN(value) ? Number.NaN : Math.round((LEVELS * Math.max(0, Math.min(most, value))) / (most || 1));
}
