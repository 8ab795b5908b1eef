/** Sliding windows over the last axes, one axis after another: [... length] becomes [... positions x window]. */
import type { Graph } from "../graph.js";
import { expanded, reshaped } from "../layout.js";
import type { Rule } from "../lowering.js";
import { integer } from "../onnx.js";
import { permute, product, range, scaled, unscaled, type View, whole } from "../view.js";
import { scatterRows } from "./indexing.js";

interface Window {
  /** Axis of the pooled array. */
  readonly axis: number;
  readonly length: number;
  readonly size: number;
  readonly stride: number;
  readonly positions: number;
}

function windows(inputDims: readonly number[], sizes: readonly number[], strides: readonly number[]): Window[] {
  const first = inputDims.length - sizes.length;
  return sizes.map((size, k) => {
    const length = inputDims[first + k];
    return {
      axis: first + k,
      length,
      size,
      stride: strides[k],
      positions: Math.floor((length - size) / strides[k]) + 1,
    };
  });
}

/** Entry of the axis under each place of each window, row-major [positions x size]. */
const places = ({ positions, size, stride }: Window): number[] =>
  range(positions).flatMap((position) => range(size).map((offset) => position * stride + offset));

/** [..., positions..., windows...] from pairs [..., (position, window), ...] of the pooled axes. */
const windowsLast = (pooled: readonly Window[], rank: number): number[] => {
  const first = rank - pooled.length;
  const pairs = pooled.map((_, k) => first + 2 * k);
  return [...range(first), ...pairs, ...pairs.map((axis) => axis + 1)];
};

export const pool: Rule = ({ graph }, equation, [operand]) => {
  const pooled = windows(operand.dims, equation.params.window, equation.params.strides);
  // Last axis first, so that the axes still to come keep their numbers.
  const paired = pooled.toReversed().reduce((view, window) => unfold(graph, view, window), unscaled(operand));
  return [scaled(permute(paired, windowsLast(pooled, operand.dims.length)), operand.scale)];
};

function unfold(graph: Graph, view: View, window: Window): View {
  const { axis, positions, size } = window;
  const index = graph.constant("int32", [positions, size], places(window));
  const dims = view.dims.toSpliced(axis, 1, positions, size);
  return whole(graph.apply("Gather", [expanded(graph, view), index], dims, { attributes: { axis: integer(axis) } }));
}

/** Adds every window's entries back to where they came from. */
export const poolTranspose: Rule = ({ graph }, equation, [operand]) => {
  const inShape: readonly number[] = equation.params.inShape;
  const pooled = windows(inShape, equation.params.window, equation.params.strides);
  const order = windowsLast(pooled, inShape.length);
  const paired = permute(
    unscaled(operand),
    range(order.length).map((axis) => order.indexOf(axis)),
  );
  const folded = pooled.reduce((view, window) => fold(graph, view, window), paired);
  return [scaled(folded, operand.scale)];
};

function fold(graph: Graph, view: View, window: Window): View {
  const { axis, positions, size, length } = window;
  const others = range(view.dims.length).filter((a) => a !== axis && a !== axis + 1);
  const otherDims = others.map((a) => view.dims[a]);
  const rows = reshaped(graph, permute(view, [axis, axis + 1, ...others]), [positions * size, product(otherDims)]);
  const table = scatterRows(graph, {
    updates: expanded(graph, rows),
    rows: graph.constant("int32", [positions * size, 1], places(window)),
    count: length,
    adding: true,
  });
  const back = range(others.length + 1).map((a) => (a === axis ? 0 : a < axis ? a + 1 : a));
  return permute(reshaped(graph, whole(table), [length, ...otherDims]), back);
}
