/** A code of two factors as arrows: which way each neuron's weights point over the cloud of factor values. */
import * as Plot from "@observablehq/plot";
import { arrow, DIRECTION_STYLE, type DirectionKind, directionKind } from "./arrows.js";
import { domainOf, scaledAxis } from "./axis.js";
import { element } from "./dom.js";
import { chart, frame, type Panel } from "./panel.js";
import { GREY } from "./theme.js";

export interface CodeState {
  /** E.g. "before training". */
  readonly label: string;
  /** Each neuron's weights on the two factors. [neurons][2] */
  readonly weights: readonly (readonly [x: number, y: number])[];
}

export interface CodePictureData {
  readonly names: readonly [first: string, second: string];
  /** Factor values, drawn faintly behind the arrows. [conditions][2] */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** One panel each, on shared axes. */
  readonly states: readonly CodeState[];
  /** A direction this close to an axis counts as following one factor; degrees, default 10. */
  readonly tolerance?: number;
  readonly size?: number;
}

const MOST_POINTS = 1500;

/** Arrow lengths are relative to the longest in the same panel. */
export function codePicture(data: CodePictureData): Panel[] {
  return data.states.map((state) => codePanel(data, state));
}

function codePanel(data: CodePictureData, state: CodeState): Panel {
  const { names, points, size = 280, tolerance = 10 } = data;
  const column = (part: 0 | 1) =>
    domainOf(
      points.map((point) => point[part]),
      false,
      0.08,
    );
  const stride = Math.ceil(points.length / MOST_POINTS);
  return chart(state.label, {
    width: size + 66,
    height: size + 50,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 42,
    legend: directionLegend(state, names, tolerance),
    x: scaledAxis(names[0], column(0)),
    y: scaledAxis(names[1], column(1)),
    marks: [
      frame(),
      Plot.dot(
        points.filter((_, i) => i % stride === 0),
        { x: "0", y: "1", r: 1.3, fill: GREY.line, fillOpacity: 0.45 },
      ),
      arrowMark(state, middleOf(points), tolerance),
    ],
  });
}

const kindOf =
  (tolerance: number) =>
  ([x, y]: readonly [number, number]): DirectionKind =>
    directionKind(x, y, tolerance);

function directionLegend({ weights }: CodeState, names: readonly [string, string], tolerance: number) {
  const words = { first: `follows ${names[0]}`, second: `follows ${names[1]}`, mixed: "mixed" };
  const kinds = weights.map(kindOf(tolerance));
  return (["first", "second", "mixed"] as const).map((kind) => ({
    label: `${words[kind]} (${kinds.filter((other) => other === kind).length})`,
    kind: "arrow" as const,
    ...DIRECTION_STYLE[kind],
  }));
}

function middleOf(points: readonly (readonly [number, number])[]): readonly [number, number] {
  const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / Math.max(1, points.length);
  return [mean(0), mean(1)];
}

const arrowMark =
  ({ weights }: CodeState, centre: readonly [number, number], tolerance: number): Plot.RenderFunction =>
  (_index, { x, y }, _values, { width, marginLeft, marginRight }, { document }) => {
    const reach = 0.46 * (width - marginLeft - marginRight);
    const longest = weights.reduce((most, [wx, wy]) => Math.max(most, Math.hypot(wx, wy)), 0) || 1;
    const [cx, cy] = [Number(x?.(centre[0])), Number(y?.(centre[1]))];
    const arrows = weights.map((weight) => {
      const [dx, dy] = weight.map((part) => (reach * part) / longest);
      return arrow(document, [cx, cy], [cx + dx, cy - dy], {
        ...DIRECTION_STYLE[kindOf(tolerance)(weight)],
        width: 1.3,
      });
    });
    return element(document, "g", {}, arrows);
  };
