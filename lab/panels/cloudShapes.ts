/** A cloud of two factors as paths: its hull, the ellipse of F, its points, a neuron's border, neurons as arrows. */
import type { CloudPrediction } from "../worker/clouds/prediction.js";
import type { CloudFrame } from "./cloudFrame.js";
import { STEPS, stepOf } from "./colours.js";

/** A neuron as a row of M and the bias that keeps it nonnegative, for factors as measured. */
export interface CloudNeuron {
  readonly weights: readonly [number, number];
  readonly bias: number;
}

/** Of the longest arrow, in units of a factor. */
const ARROW = 0.42;
/** Steps of colour in which activity is shown. */
const LEVELS = 6;

export const hullPath = ({ place }: CloudFrame, { hull }: CloudPrediction): string =>
  `M${Array.from({ length: hull.length / 2 }, (_, k) => place(hull[2 * k], hull[2 * k + 1])).join("L")}Z`;

/** y'F^-1 y = 1 about the mean: the image of the unit circle under F's Cholesky factor. */
export function ellipsePath({ place }: CloudFrame, { form, mean }: CloudPrediction): string {
  const [a, b, , c] = form;
  if (!(a > 0 && a * c - b * b > 0)) return "";
  const [l11, l21] = [Math.sqrt(a), b / Math.sqrt(a)];
  const l22 = Math.sqrt(c - l21 * l21);
  const points = Array.from({ length: 73 }, (_, k) => {
    const [cosine, sine] = [Math.cos((k * Math.PI) / 36), Math.sin((k * Math.PI) / 36)];
    return place(mean[0] + l11 * cosine, mean[1] + l21 * cosine + l22 * sine);
  });
  return `M${points.join("L")}Z`;
}

export interface PointGroup {
  readonly colour: string;
  readonly path: string;
}

/** Points in groups of like activity of a neuron; one group when none is lit. */
export function pointGroups(
  { place }: CloudFrame,
  { samples }: CloudPrediction,
  lit: CloudNeuron | undefined,
): PointGroup[] {
  const rows = Array.from(
    { length: samples.length / 2 },
    (_, row) => [samples[2 * row], samples[2 * row + 1]] as const,
  );
  const dot = ([x, y]: readonly [number, number]) => `M${place(x, y)}h0`;
  if (lit === undefined) return [{ colour: "var(--points)", path: rows.map(dot).join("") }];
  const { weights, bias } = lit;
  const activity = rows.map(([x, y]) => weights[0] * x + weights[1] * y + bias);
  const most = activity.reduce((large, value) => Math.max(large, value), 1e-12);
  const parts = Array.from({ length: LEVELS }, (): string[] => []);
  for (const [index, row] of rows.entries())
    parts[Math.max(0, Math.min(LEVELS - 1, Math.floor((LEVELS * activity[index]) / most)))].push(dot(row));
  return parts.map((part, level) => ({
    colour: `color-mix(in oklab, var(--certified) ${(100 * (level + 0.3)) / LEVELS}%, var(--line))`,
    path: part.join(""),
  }));
}

/** The line on which a neuron falls silent. */
export function silentLine({ place }: CloudFrame, neuron: CloudNeuron | undefined): string {
  if (neuron === undefined) return "";
  const [a, b] = neuron.weights;
  const length = Math.hypot(a, b);
  if (length < 1e-9) return "";
  const [x, y] = [(-a * neuron.bias) / length ** 2, (-b * neuron.bias) / length ** 2];
  const [u, v] = [(-b / length) * 4, (a / length) * 4];
  return `M${place(x - u, y - v)}L${place(x + u, y + v)}`;
}

export interface Arrow {
  readonly path: string;
  /** Empty where the arrow is too short for one. */
  readonly head: string;
  /** Length as a part of the longest. */
  readonly strength: number;
}

/** From the mean along each neuron's weights. */
export function arrowsOf(
  { toX, toY, unit }: CloudFrame,
  { mean }: CloudPrediction,
  neurons: readonly CloudNeuron[],
): Arrow[] {
  const most = neurons.reduce((longest, { weights }) => Math.max(longest, Math.hypot(...weights)), 1e-12);
  const from = [toX(mean[0]), toY(mean[1])] as const;
  return neurons.map(({ weights: [a, b] }) => {
    const [dx, dy] = [(a / most) * ARROW * unit, (-b / most) * ARROW * unit];
    return {
      path: `M${pair(...from)}L${pair(from[0] + dx, from[1] + dy)}`,
      head: headOf([from[0] + dx, from[1] + dy], [dx, dy]),
      strength: Math.hypot(a, b) / most,
    };
  });
}

const pair = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

function headOf([x, y]: readonly [number, number], [dx, dy]: readonly [number, number]): string {
  const length = Math.hypot(dx, dy);
  if (length < 14) return "";
  const [ux, uy] = [dx / length, dy / length];
  const wing = (side: number) => pair(x - 11 * ux - side * 5 * uy, y - 11 * uy + side * 5 * ux);
  return `M${wing(1)}L${pair(x, y)}L${wing(-1)}Z`;
}

export interface Portrait {
  readonly box: string;
  /** Side of a dot. */
  readonly dot: number;
  /** One path for each step of colour. */
  readonly cells: readonly string[];
}

/** A neuron's rate at every point of the cloud, as dots that touch each other where points are even. */
export function portraitOf({ weights: [a, b], bias }: CloudNeuron, samples: Float64Array): Portrait {
  const rows = Array.from({ length: samples.length / 2 }, (_, at) => [samples[2 * at], samples[2 * at + 1]] as const);
  const rates = rows.map(([x, y]) => Math.max(0, a * x + b * y + bias));
  const most = rates.reduce((large, rate) => Math.max(large, rate), 1e-12);
  const span = (axis: 0 | 1) => {
    const values = rows.map((row) => row[axis]);
    return [values.reduce((p, q) => Math.min(p, q), 1), values.reduce((p, q) => Math.max(p, q), 0)] as const;
  };
  const [[left, right], [low, high]] = [span(0), span(1)];
  const side = Math.max(right - left, high - low, 1e-6);
  const dot = side / (Math.sqrt(rows.length) - 1 || 1);
  const parts = Array.from({ length: STEPS }, (): string[] => []);
  for (const [at, [x, y]] of rows.entries())
    parts[stepOf(rates[at] / most)].push(`M${(x - left).toFixed(3)} ${(high - y).toFixed(3)}h0`);
  const rim = dot / 2;
  return {
    box: `${-rim} ${-rim} ${(right - left + dot).toFixed(3)} ${(high - low + dot).toFixed(3)}`,
    dot: Number(dot.toFixed(4)),
    cells: parts.map((part) => part.join("")),
  };
}

/** Where a neuron fires more: "to the left", "down", "up and to the right". */
export function awayText({ weights: [a, b] }: CloudNeuron): string {
  const length = Math.hypot(a, b);
  const along = (part: number, plus: string, minus: string) =>
    Math.abs(part) < 0.2 * length ? [] : [part > 0 ? plus : minus];
  return [...along(b, "up", "down"), ...along(a, "to the right", "to the left")].join(" and ") || "nowhere";
}

/** How far a sign may be from costing the same, as a part of the reach. */
const SAME_COST = 1e-6;

/** Neurons of the opposite sign that cost the same: as much activity, shifted as far, where the cloud reaches equally far either way. */
export function equallyGood({ samples, mean }: CloudPrediction, neurons: readonly CloudNeuron[]): CloudNeuron[] {
  return neurons.flatMap(({ weights: [a, b] }) => {
    let [least, most] = [0, 0];
    for (let at = 0; at < samples.length; at += 2) {
      const along = a * (samples[at] - mean[0]) + b * (samples[at + 1] - mean[1]);
      least = Math.min(least, along);
      most = Math.max(most, along);
    }
    if (Math.abs(most + least) > SAME_COST * (most - least)) return [];
    return [{ weights: [-a, -b] as const, bias: most + a * mean[0] + b * mean[1] }];
  });
}
