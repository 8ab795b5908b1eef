/** Reading and writing by index arrays. */
import type { Graph } from "../graph.js";
import { expanded, reshaped } from "../layout.js";
import { type Rule, resultDims } from "../lowering.js";
import { integer, type Tensor, text } from "../onnx.js";
import { castTo } from "../pointwise.js";
import {
  broadcastTo,
  permute,
  product,
  range,
  rowMajor,
  scaled,
  uniform,
  unscaled,
  type View,
  whole,
} from "../view.js";
import { sum } from "./arithmetic.js";

export const gather: Rule = ({ graph }, equation, [operand, ...indices]) => {
  const axes: readonly number[] = equation.params.axis;
  const outDim: number = equation.params.outDim;
  const plain = unscaled(operand);
  const rest = range(operand.dims.length).filter((axis) => !axes.includes(axis));
  const single = axes.length === 1;
  const table = single ? plain : reshaped(graph, permute(plain, [...axes, ...rest]), rowDims(plain, axes, rest));
  const axis = single ? axes[0] : 0;
  const rows = single ? castTo(graph, indices[0], "int32") : rowNumbers(graph, indices, lengths(plain, axes));
  const dims = [...table.dims.slice(0, axis), ...rows.dims, ...table.dims.slice(axis + 1)];
  const operands = [expanded(graph, table), expanded(graph, rows)];
  const result = graph.apply("Gather", operands, dims, { attributes: { axis: integer(axis) } });
  return [scaled(movedBlock(whole(result), axis, rows.dims.length, outDim), operand.scale)];
};

/** Writes (or adds) updates into zeros: the transpose of gather. */
export const scatter: Rule = ({ graph }, equation, [updates, ...indices]) => {
  const axes: readonly number[] = equation.params.axis;
  const outDim: number = equation.params.outDim;
  const dims = resultDims(equation);
  const rest = range(dims.length).filter((axis) => !axes.includes(axis));
  const indexed = axes.map((axis) => dims[axis]);
  const rows = rowNumbers(graph, indices, indexed);
  const indexFirst = movedBlock(unscaled(updates), outDim, rows.dims.length, 0);
  const width = product(rest.map((axis) => dims[axis]));
  const table = scatterRows(graph, {
    updates: expanded(graph, reshaped(graph, indexFirst, [product(rows.dims), width])),
    rows: expanded(graph, reshaped(graph, rows, [product(rows.dims), 1])),
    count: product(indexed),
    adding: equation.params.op === "add",
  });
  const axisOrder = [...axes, ...rest];
  const view = reshaped(
    graph,
    whole(table),
    axisOrder.map((axis) => dims[axis]),
  );
  const back = range(dims.length).map((axis) => axisOrder.indexOf(axis));
  return [scaled(permute(view, back), updates.scale)];
};

export interface RowUpdates {
  /** [n x width] */
  readonly updates: Tensor;
  /** Int32 [n x 1], from 0 to count - 1 */
  readonly rows: Tensor;
  readonly count: number;
  /** Whether updates of the same row add up, or the last one stands. */
  readonly adding: boolean;
}

/** Zeros [count x width] with updates written into their rows. */
export function scatterRows(graph: Graph, { updates, rows, count, adding }: RowUpdates): Tensor {
  const shape = [count, updates.shape[1]];
  const zeros = expanded(graph, uniform(0, updates.dtype, shape));
  const index = graph.apply("Cast", [rows], rows.shape, { dtype: "int64", attributes: { to: integer(7) } });
  const attributes = { reduction: text(adding ? "add" : "none") };
  return graph.apply("ScatterND", [zeros, index, updates], shape, { attributes });
}

const lengths = (view: View, axes: readonly number[]): number[] => axes.map((axis) => view.dims[axis]);

const rowDims = (view: View, axes: readonly number[], rest: readonly number[]): number[] => [
  product(lengths(view, axes)),
  ...lengths(view, rest),
];

/** Several index arrays as one, into the indexed axes taken together row-major. */
function rowNumbers(graph: Graph, indices: readonly View[], lengthsOfAxes: readonly number[]): View {
  const rank = Math.max(...indices.map((index) => index.dims.length));
  const dims = range(rank).map((axis) =>
    Math.max(...indices.map((index) => index.dims[axis - rank + index.dims.length] ?? 1)),
  );
  const steps = rowMajor(lengthsOfAxes);
  const terms = indices.map((index, i) => scaled(broadcastTo(castTo(graph, index, "int32"), dims), steps[i]));
  return terms.reduce((total, term) => sum(graph, total, term, dims));
}

/** Moves `count` neighbouring axes from one place among the others to another. */
function movedBlock(view: View, from: number, count: number, to: number): View {
  const block = range(count).map((k) => from + k);
  const others = range(view.dims.length).filter((axis) => !block.includes(axis));
  return permute(view, others.toSpliced(to, 0, ...block));
}
