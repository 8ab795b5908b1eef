/** A number over a grid of two settings; with boundaries drawn over it, a phase diagram. */
import type * as Plot from "@observablehq/plot";
import { type Domain, domainOf, scaledAxis } from "./axis.js";
import { cellGrid } from "./cells.js";
import { contourSegments } from "./contour.js";
import { element, round } from "./dom.js";
import { COLOUR_BAR_HEIGHT, colourBar, type LegendItem } from "./legend.js";
import { chart, frame, type Panel, shifted } from "./panel.js";
import { formatNumber, textWidth } from "./text.js";
import { type ColourScale, category, diverging, INK, PAPER, type SequentialScheme, SIZE, sequential } from "./theme.js";

export interface GridAxis {
  readonly label: string;
  /** Ascending; above zero when `log`. */
  readonly values: ArrayLike<number>;
  readonly log?: boolean;
}

export interface Boundary {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface HeatMapData {
  readonly title: string;
  readonly x: GridAxis;
  readonly y: GridAxis;
  /** Row-major [y x x], first row at the smallest y; NaN is drawn grey. */
  readonly values: ArrayLike<number>;
  readonly valueLabel: string;
  /** Values of the end colours; by default the extremes. */
  readonly domain?: readonly [low: number, high: number];
  /** "diverging" is blue through white at `centre` to orange. */
  readonly scheme?: SequentialScheme | "diverging";
  /** Default 0. */
  readonly centre?: number;
  /** Levels at which the grid's own contour is drawn. */
  readonly contours?: readonly number[];
  /** Curves from elsewhere, e.g. from theory. */
  readonly boundaries?: readonly Boundary[];
  readonly width?: number;
  readonly height?: number;
}

/** Up to so many columns or rows are ticked one by one. */
const MOST_TICKS = 8;
const MARGIN = { left: 58, right: 14, top: 8, bottom: 42 } as const;

/** Values [y x x] as colours with a colour bar, with contours and boundaries over them. */
export function heatMap(data: HeatMapData): Panel {
  const [low, high] = valueRange(data);
  const colour = data.scheme === "diverging" ? diverging(low, high, data.centre) : sequential(low, high, data.scheme);
  const width = data.width ?? 360;
  const left = leftMargin(data.y);
  const map = chart(data.title, {
    width,
    height: data.height ?? 300,
    marginLeft: left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    legend: overlayLegend(data),
    x: gridAxis(data.x),
    y: gridAxis(data.y),
    marks: [cellsMark(data, colour), ...contourMarks(data), ...boundaryMarks(data), frame()],
  });
  const length = width - left - MARGIN.right;
  return {
    ...map,
    height: map.height + COLOUR_BAR_HEIGHT,
    draw(document) {
      const bar = colourBar(document, { label: data.valueLabel, low, high, colour, length });
      return element(document, "g", {}, [map.draw(document), shifted(document, bar, left, map.height + 4)]);
    },
  };
}

/** Room for the axis label beside the widest number. */
function leftMargin({ values }: GridAxis): number {
  if (values.length > MOST_TICKS) return MARGIN.left;
  return Math.max(
    MARGIN.left,
    34 + Math.max(...Array.from(values, (value) => textWidth(formatNumber(value), SIZE.text))),
  );
}

function valueRange({ values, domain, scheme, centre = 0 }: HeatMapData): Domain {
  const [low, high] = domain ?? domainOf(Array.from(values));
  const reach = Math.max(high - centre, centre - low);
  return scheme === "diverging" ? [centre - reach, centre + reach] : [low, high];
}

/** Half-way between neighbours (of logarithms on a log axis); the outer cells are as wide as their neighbours. */
export function cellBorders({ values, log }: GridAxis): number[] {
  const to = log ? Math.log : (value: number) => value;
  const back = log ? Math.exp : (value: number) => value;
  const at = Array.from(values, to);
  const count = at.length;
  if (count === 1) return log ? [back(at[0] - 0.5), back(at[0] + 0.5)] : [at[0] - 0.5, at[0] + 0.5];
  const inner = at.slice(1).map((value, i) => (value + at[i]) / 2);
  return [1.5 * at[0] - 0.5 * at[1], ...inner, 1.5 * at[count - 1] - 0.5 * at[count - 2]].map(back);
}

function gridAxis(grid: GridAxis) {
  const scaled = scaledAxis(grid.label, ends(cellBorders(grid)), grid.log);
  return grid.values.length > MOST_TICKS
    ? scaled
    : { ...scaled, ticks: Array.from(grid.values), tickFormat: formatNumber };
}

const ends = (borders: readonly number[]): [number, number] => [borders[0], borders[borders.length - 1]];

/** Plot's scales as functions from a number to px. */
type Position = (value: number) => number;
const positions = (scales: Plot.ScaleFunctions): readonly [Position, Position] => [
  (value) => Number(scales.x?.(value)),
  (value) => Number(scales.y?.(value)),
];

const cellsMark =
  (data: HeatMapData, colour: ColourScale): Plot.RenderFunction =>
  (_index, scales, _values, _dimensions, { document }) => {
    const [x, y] = positions(scales);
    return cellGrid(document, {
      x: cellBorders(data.x).map(x),
      y: cellBorders(data.y).map(y),
      values: data.values,
      colour,
    });
  };

/** A dark line on a light one, to be seen on every colour. */
function outlined(document: Document, d: string, colour: string, dash: string): SVGElement {
  const line = (stroke: string, width: number, dashes: string) =>
    element(document, "path", {
      d,
      fill: "none",
      stroke,
      "stroke-width": width,
      "stroke-dasharray": dashes || undefined,
    });
  return element(document, "g", { "stroke-linejoin": "round" }, [line(PAPER, 4, ""), line(colour, 1.8, dash)]);
}

const CONTOUR_COLOUR = "#1b1b1b";

const contourMarks = (data: HeatMapData): Plot.RenderFunction[] =>
  (data.contours ?? []).map((level) => (_index, scales, _values, _dimensions, { document }) => {
    const [x, y] = positions(scales);
    const grid = { x: Array.from(data.x.values, x), y: Array.from(data.y.values, y), values: data.values };
    const pieces = contourSegments(grid, level).map(
      ([from, to]) => `M${round(from[0])},${round(from[1])}L${round(to[0])},${round(to[1])}`,
    );
    return outlined(document, pieces.join(""), CONTOUR_COLOUR, "");
  });

/** The piece of each curve that lies on the map. */
const boundaryMarks = (data: HeatMapData): Plot.RenderFunction[] =>
  (data.boundaries ?? []).map(({ points }, i) => (_index, scales, _values, _dimensions, { document }) => {
    const [x, y] = positions(scales);
    const [left, right] = ends(cellBorders(data.x));
    const [bottom, top] = ends(cellBorders(data.y));
    const inside = points.map(([px, py]) => px >= left && px <= right && py >= bottom && py <= top);
    const d = points.map(([px, py], k) =>
      inside[k] ? `${inside[k - 1] ? "L" : "M"}${round(x(px))},${round(y(py))}` : "",
    );
    return outlined(document, d.join(""), boundaryColour(i), boundaryDash(i));
  });

const boundaryColour = (index: number): string => category(index + 1).colour;
const boundaryDash = (index: number): string => category(index + 1).dash;

function overlayLegend({ contours = [], boundaries = [] }: HeatMapData): LegendItem[] {
  const level = contours.map(
    (value): LegendItem => ({ label: `contour at ${formatNumber(value)}`, colour: INK, kind: "line" }),
  );
  const curve = boundaries.map(
    ({ label }, i): LegendItem => ({ label, colour: boundaryColour(i), dash: boundaryDash(i), kind: "line" }),
  );
  return [...level, ...curve];
}
