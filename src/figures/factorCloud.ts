/**
 * The cloud of factor values with its hull, the ellipse y' F^-1 y = 1 against which the hull's reach is judged, and
 * neurons as arrows, each with the line on which it falls silent. More than two factors: one panel for every pair.
 */
import * as Plot from "@observablehq/plot";
import { planarHull } from "../math/hullPlanar.js";
import type { Matrix } from "../math/matrix.js";
import { arrow, type Box, DIRECTION_STYLE, lineInBox, type Pixel } from "./arrows.js";
import { domainOf, scaledAxis } from "./axis.js";
import { element, round } from "./dom.js";
import type { LegendItem } from "./legend.js";
import { chart, frame, type Panel } from "./panel.js";
import { GREY, INK } from "./theme.js";

export interface CloudNeuron {
  /** Unit vector in the units of the factors. [factors] */
  readonly direction: readonly number[];
  /** Activity is gain direction . y + bias at centred factors y. */
  readonly gain: number;
  readonly bias: number;
  /** Sets the arrow's length. */
  readonly energyShare: number;
  /** Whether it is drawn as a mixed neuron; by default unless its direction is all but along one axis. */
  readonly mixed?: boolean;
}

export interface FactorCloudData {
  readonly title?: string;
  readonly names: readonly string[];
  /** [points x factors], mean subtracted */
  readonly points: Matrix;
  /** [factors], added back on the axes; default 0 */
  readonly mean?: ArrayLike<number>;
  /** Corners of the hull [corners x factors], mean subtracted; default `points`. */
  readonly hull?: Matrix;
  /** F [factors x factors]; without it, or where it is not positive definite, no ellipse is drawn. */
  readonly ellipse?: Matrix;
  readonly neurons: readonly CloudNeuron[];
  /** Pairs of factors to draw; default all. */
  readonly pairs?: readonly (readonly [number, number])[];
}

const MOST_POINTS = 1500;
/** A neuron is pure, or lies in a plane, when that part of its direction is longer than this. */
const NEARLY_ALL = 0.999;

/** One panel for each pair of factors. The points of large clouds are thinned, the hull is not. */
export function factorCloud(data: FactorCloudData): Panel[] {
  return (data.pairs ?? allPairs(data.names.length)).map((pair) => cloudPanel(data, pair));
}

const allPairs = (factors: number): [number, number][] =>
  Array.from({ length: factors }, (_, j) => Array.from({ length: j }, (_, i): [number, number] => [i, j])).flat();

type Pair = readonly [number, number];

function cloudPanel(data: FactorCloudData, pair: Pair): Panel {
  const { names, points, title } = data;
  const whole = names.length === 2;
  const cloud = projected(points, pair);
  const corners = hullCorners(projected(data.hull ?? points, pair));
  const curve = data.ellipse ? ellipsePoints(data.ellipse, pair) : [];
  const size = whole ? 340 : 230;
  const shift = pair.map((factor) => data.mean?.[factor] ?? 0);
  const reach = (part: 0 | 1) =>
    domainOf(
      [...corners, ...curve].map((point) => point[part] + shift[part]),
      false,
      0.12,
    );
  return chart(title ?? (whole ? "" : `${names[pair[0]]} and ${names[pair[1]]}`), {
    width: size + 66,
    height: size + 50,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 42,
    legend: cloudLegend(curve.length > 0),
    x: scaledAxis(names[pair[0]], reach(0)),
    y: scaledAxis(names[pair[1]], reach(1)),
    marks: [
      frame(),
      Plot.dot(thinned(cloud), {
        x: ([x]) => x + shift[0],
        y: ([, y]) => y + shift[1],
        r: 1.4,
        fill: GREY.line,
        fillOpacity: 0.55,
      }),
      outline(corners, shift, INK, ""),
      outline(curve, shift, DIRECTION_STYLE.second.colour, "2 2"),
      neuronMark(data.neurons, pair, shift),
    ],
  });
}

type Point = readonly [x: number, y: number];

const projected = ({ rows, columns, data }: Matrix, [i, j]: Pair): Point[] =>
  Array.from({ length: rows }, (_, row) => [data[row * columns + i], data[row * columns + j]] as const);

/** Every k-th point, so that at most `MOST_POINTS` are drawn. */
function thinned(points: readonly Point[]): Point[] {
  const stride = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % stride === 0);
}

const hullCorners = (points: readonly Point[]): Point[] =>
  [...planarHull(Float64Array.from(points.flat()))].map((index) => points[index]);

/**
 * The ellipse's shadow on two factors, z' F_ij^-1 z = 1 with F_ij the 2 x 2 block of F: the image of the unit circle
 * under the block's Cholesky factor. Empty when the block is not positive definite.
 */
function ellipsePoints({ columns, data }: Matrix, [i, j]: Pair): Point[] {
  const [a, b, c] = [data[i * columns + i], data[i * columns + j], data[j * columns + j]];
  if (!(a > 0 && a * c - b * b > 0)) return [];
  const [l11, l21] = [Math.sqrt(a), b / Math.sqrt(a)];
  const l22 = Math.sqrt(c - l21 * l21);
  return Array.from({ length: 121 }, (_, k) => {
    const [cosine, sine] = [Math.cos((k * Math.PI) / 60), Math.sin((k * Math.PI) / 60)];
    return [l11 * cosine, l21 * cosine + l22 * sine] as const;
  });
}

function outline(points: readonly Point[], shift: readonly number[], stroke: string, dash: string): Plot.Markish {
  const closed = points.length > 0 ? [...points, points[0]] : [];
  return Plot.line(closed, {
    x: ([x]) => x + shift[0],
    y: ([, y]) => y + shift[1],
    stroke,
    strokeWidth: 1.5,
    strokeDasharray: dash,
    curve: "linear",
  });
}

const isPure = ({ direction, mixed }: CloudNeuron): boolean =>
  mixed === undefined ? Math.max(...direction.map(Math.abs)) >= NEARLY_ALL * Math.hypot(...direction) : !mixed;

const cloudLegend = (ellipse: boolean): LegendItem[] => [
  { label: "hull", colour: INK, kind: "line" },
  ...(ellipse ? [{ label: "ellipse of F", kind: "line" as const, ...DIRECTION_STYLE.second, dash: "2 2" }] : []),
  { label: "pure neuron", kind: "arrow", ...DIRECTION_STYLE.first },
  { label: "mixed neuron", kind: "arrow", ...DIRECTION_STYLE.mixed },
];

const neuronMark =
  (neurons: readonly CloudNeuron[], pair: Pair, shift: readonly number[]): Plot.RenderFunction =>
  (_index, { x, y }, _values, size, { document }) => {
    const place = (at: Point): Pixel => [Number(x?.(at[0] + shift[0])), Number(y?.(at[1] + shift[1]))];
    const [origin, unit] = [place([0, 0]), place([1, 1])];
    const box = {
      left: size.marginLeft,
      right: size.width - size.marginRight,
      top: size.marginTop,
      bottom: size.height - size.marginBottom,
    };
    const view = { origin, scale: [unit[0] - origin[0], unit[1] - origin[1]] as const, box };
    const most = Math.max(0, ...neurons.map(({ energyShare }) => energyShare)) || 1;
    const drawn = neurons.flatMap((neuron) => drawNeuron(document, neuron, pair, view, neuron.energyShare / most));
    return element(document, "g", {}, drawn);
  };

interface View {
  /** Where the mean lies, px. */
  readonly origin: Pixel;
  /** px per unit of each factor; negative upwards. */
  readonly scale: Pixel;
  readonly box: Box;
}

/** An arrow up the gradient of activity on the page, and the line of silence if the neuron sees only these factors. */
function drawNeuron(document: Document, neuron: CloudNeuron, [i, j]: Pair, view: View, share: number): SVGElement[] {
  const { direction, gain, bias } = neuron;
  const style = isPure(neuron) ? DIRECTION_STYLE.first : DIRECTION_STYLE.mixed;
  const inPlane = Math.hypot(direction[i], direction[j]) / Math.hypot(...direction);
  const gradient: Pixel = [direction[i] / view.scale[0], direction[j] / view.scale[1]];
  const steepness = Math.hypot(...gradient);
  if (inPlane < 0.05 || steepness === 0) return [];
  const reach = 0.42 * (view.box.right - view.box.left) * (0.3 + 0.7 * Math.sqrt(share)) * inPlane;
  const tip: Pixel = [
    view.origin[0] + (reach * gradient[0]) / steepness,
    view.origin[1] + (reach * gradient[1]) / steepness,
  ];
  const body = arrow(document, view.origin, tip, { ...style, width: 2 });
  if (inPlane < NEARLY_ALL || gain === 0) return [body];
  const offset = -bias / gain + gradient[0] * view.origin[0] + gradient[1] * view.origin[1];
  const silent = lineInBox(gradient, offset, view.box);
  return silent ? [hachured(document, silent, gradient, Math.sign(gain), style.colour), body] : [body];
}

/** A thin line with short strokes on the side where the neuron would have to be negative. */
function hachured(
  document: Document,
  [from, to]: readonly [Pixel, Pixel],
  gradient: Pixel,
  sign: number,
  colour: string,
) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const away = gradient.map((part) => (-sign * 5 * part) / Math.hypot(...gradient));
  const strokes = Array.from({ length: Math.floor(length / 7) }, (_, k) => {
    const part = (7 * (k + 0.5)) / length;
    const [x, y] = [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
    return `M${round(x)},${round(y)}l${round(away[0])},${round(away[1])}`;
  });
  const d = `M${round(from[0])},${round(from[1])}L${round(to[0])},${round(to[1])}${strokes.join("")}`;
  return element(document, "path", { d, fill: "none", stroke: colour, "stroke-width": 0.9, "stroke-opacity": 0.8 });
}
