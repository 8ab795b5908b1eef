/** Arrows and straight lines in px, for directions in the plane of two factors. */
import { element, round } from "./dom.js";
import { OKABE_ITO } from "./theme.js";

export type Pixel = readonly [x: number, y: number];

export interface ArrowStyle {
  readonly colour: string;
  readonly dash?: string;
  readonly width?: number;
}

/** A shaft with an open head; nothing when it is too short to have a direction. */
export function arrow(document: Document, [x0, y0]: Pixel, [x1, y1]: Pixel, style: ArrowStyle): SVGElement {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const line = { fill: "none", stroke: style.colour, "stroke-width": style.width ?? 1.6, "stroke-linecap": "round" };
  if (length < 2) return element(document, "circle", { cx: x0, cy: y0, r: 1.5, fill: style.colour });
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const head = Math.min(7, length / 2);
  const wing = (side: 1 | -1) =>
    `${round(x1 - head * (ux + side * 0.55 * -uy))},${round(y1 - head * (uy + side * 0.55 * ux))}`;
  const shaft = `M${round(x0)},${round(y0)}L${round(x1)},${round(y1)}`;
  return element(document, "g", line, [
    element(document, "path", { d: shaft, "stroke-dasharray": style.dash || undefined }),
    element(document, "path", { d: `M${wing(1)}L${round(x1)},${round(y1)}L${wing(-1)}` }),
  ]);
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The piece of the line normal . p = offset inside the box (Liang and Barsky 1984); undefined when it misses. */
export function lineInBox([nx, ny]: Pixel, offset: number, box: Box): readonly [Pixel, Pixel] | undefined {
  const square = nx * nx + ny * ny;
  if (!(square > 0)) return undefined;
  const foot: Pixel = [(nx * offset) / square, (ny * offset) / square];
  const along: Pixel = [-ny, nx];
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const edges = [
    [along[0], box.left - foot[0], box.right - foot[0]],
    [along[1], box.top - foot[1], box.bottom - foot[1]],
  ];
  for (const [speed, low, high] of edges) {
    if (speed === 0 && (low > 0 || high < 0)) return undefined;
    if (speed === 0) continue;
    from = Math.max(from, Math.min(low / speed, high / speed));
    to = Math.min(to, Math.max(low / speed, high / speed));
  }
  const at = (t: number): Pixel => [foot[0] + t * along[0], foot[1] + t * along[1]];
  return from < to ? [at(from), at(to)] : undefined;
}

/** Colour and dash by what a direction in the plane follows: the first factor, the second, or a mixture of both. */
export const DIRECTION_STYLE = {
  first: { colour: OKABE_ITO.blue, dash: "" },
  second: { colour: OKABE_ITO.green, dash: "" },
  mixed: { colour: OKABE_ITO.vermillion, dash: "5 2.5" },
} as const;

export type DirectionKind = keyof typeof DIRECTION_STYLE;

/** Which axis a direction follows to within `degrees`. */
export function directionKind(x: number, y: number, degrees: number): DirectionKind {
  const angle = (Math.atan2(Math.abs(y), Math.abs(x)) * 180) / Math.PI;
  if (angle <= degrees) return "first";
  return angle >= 90 - degrees ? "second" : "mixed";
}
