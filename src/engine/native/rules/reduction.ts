/** Sums, products and extremes over axes. */
import type { Graph } from "../graph.js";
import { compact, expanded } from "../layout.js";
import { type Lowering, type Rule, resultDims } from "../lowering.js";
import { integer, type Tensor } from "../onnx.js";
import { castTo } from "../pointwise.js";
import type { Atom, Equation } from "../program.js";
import {
  constantOf,
  laidOut,
  permute,
  product,
  range,
  scaled,
  storedOrder,
  uniform,
  unscaled,
  type View,
  whole,
} from "../view.js";

type Operation = "Add" | "Mul" | "Max" | "Min";

const NODE_TYPES: Readonly<Record<Operation, string>> = {
  Add: "ReduceSum",
  Mul: "ReduceProd",
  Max: "ReduceMax",
  Min: "ReduceMin",
};

export const reduce: Rule = (lowering, equation) => {
  const operation: Operation = equation.params.op;
  const { atom, axes } = merged(lowering, equation, operation);
  const square = operation === "Add" ? squareRoot(lowering, atom) : undefined;
  if (square) {
    const view = lowering.value(square);
    const result = reduceStored(lowering.graph, unscaled(view), axes, "ReduceSumSquare");
    return [scaled(result.view, view.scale ** 2 * result.repeats)];
  }
  return [reduceView(lowering.graph, lowering.value(atom), axes, operation, resultDims(equation))];
};

/** Reductions of a reduction that nothing else reads become one over all their axes. */
function merged(lowering: Lowering, equation: Equation, operation: Operation) {
  let atom: Atom = equation.inputs[0];
  let axes: readonly number[] = equation.params.axis;
  for (;;) {
    const reshape = resultDims(equation).length === 0 ? lowering.definition(atom, "reshape") : undefined;
    const inner = reshape ?? lowering.definition(atom, "reduce");
    const same = inner && (inner === reshape || inner.params.op === operation);
    if (!same || lowering.uses(atom).length > 1) return { atom, axes };
    atom = inner.inputs[0];
    axes = reshape ? range(atom.aval.shape.length) : outerAndInner(atom, inner.params.axis, axes);
  }
}

/** Axes of an array that two reductions, one after the other, take away together. */
function outerAndInner(atom: Atom, inner: readonly number[], outer: readonly number[]): number[] {
  const remaining = range(atom.aval.shape.length).filter((axis) => !inner.includes(axis));
  return [...inner, ...outer.map((axis) => remaining[axis])];
}

/** x when the atom is x * x. */
function squareRoot(lowering: Lowering, atom: Atom): Atom | undefined {
  const [a, b] = lowering.definition(atom, "mul")?.inputs ?? [];
  const usable = a !== undefined && a === b && a.aval.dtype === "float32";
  return usable && constantOf(lowering.value(a)) === undefined ? a : undefined;
}

/** Reduces a view; along axes where it only repeats, n equal terms are a factor n. */
export function reduceView(
  graph: Graph,
  view: View,
  axes: readonly number[],
  operation: Operation,
  dims: readonly number[],
): View {
  if (view.dtype === "bool") {
    const counted = reduceView(graph, castTo(graph, view, "int32"), axes, operation, dims);
    return castTo(graph, counted, "bool");
  }
  const constant = constantOf(view);
  if (constant !== undefined) {
    const count = product(axes.map((axis) => view.dims[axis]));
    return uniform(repeated(operation, constant, count), view.dtype, dims);
  }
  const separable = operation === "Add" || (operation !== "Mul" && view.scale > 0);
  const factor = separable ? view.scale : 1;
  const plain = separable ? unscaled(view) : view;
  const stored = operation === "Mul" ? whole(expanded(graph, plain)) : plain;
  const { view: result, repeats } = reduceStored(graph, stored, axes, NODE_TYPES[operation]);
  return scaled(result, operation === "Add" ? factor * repeats : factor);
}

function repeated(operation: Operation, value: number, count: number): number {
  if (operation === "Add") return value * count;
  return operation === "Mul" ? value ** count : value;
}

/** Reduces what the source stores; `repeats` counts how often each of its entries is read. */
function reduceStored(graph: Graph, view: View, axes: readonly number[], type: string) {
  const order = storedOrder(view);
  const kept = range(view.dims.length).filter((axis) => !axes.includes(axis));
  const repeats = product(axes.filter((axis) => view.strides[axis] === 0).map((axis) => view.dims[axis]));
  // The direction in which an axis is read does not matter to a reduction, and stays with the view where it is kept.
  const forward = { ...view, strides: view.strides.map(Math.abs) };
  const keptOrder = order.filter((axis) => kept.includes(axis));
  const source = reduceNode(graph, forward, order, keptOrder, type);
  const forwardResult = permute(laidOut(source, keptOrder, view.dims), kept);
  const strides = forwardResult.strides.map((stride, i) => stride * Math.sign(view.strides[kept[i]] || 1));
  return { view: { ...forwardResult, strides }, repeats };
}

/** Numbers of rows whose sum is taken as a product with ones: fewer do not pay, more would be too many for one float32 running sum. */
const [FEWEST_ROWS, MOST_ROWS] = [8, 256];

/** 1' x for x of `rows` rows: a third of the runtime's own time for sums over the first axis, and what follows can be taken in. */
function sumOfRows(graph: Graph, tensor: Tensor, rows: number): Tensor {
  const columns = product(tensor.shape) / rows;
  const ones = graph.constant("float32", [rows, 1], new Float32Array(rows).fill(1));
  return graph.apply("Gemm", [ones, graph.reshape(tensor, [rows, columns])], [1, columns], {
    attributes: { transA: integer(1) },
  });
}

function reduceNode(graph: Graph, view: View, order: readonly number[], kept: readonly number[], type: string): Tensor {
  const attributes = { keepdims: integer(0) };
  const asStored = kept.length === 0 && view.scale === 1 && typeof view.source === "object";
  const tensor = asStored ? view.source : compact(graph, permute(view, order));
  if (kept.length === order.length && type !== "ReduceSumSquare") return tensor;
  if (kept.length === order.length) return graph.apply("Mul", [tensor, tensor], tensor.shape);
  if (kept.length === 0) return graph.apply(type, [tensor], [], { attributes });
  const rows = product(order.slice(0, order.length - kept.length).map((axis) => view.dims[axis]));
  const rowsSummed = kept.every((axis, k) => axis === order[order.length - kept.length + k]);
  if (type === "ReduceSum" && view.dtype === "float32" && rowsSummed && rows >= FEWEST_ROWS && rows <= MOST_ROWS)
    return sumOfRows(graph, tensor, rows);
  const axes = range(order.length).filter((k) => !kept.includes(order[k]));
  const shape = kept.map((axis) => view.dims[axis]);
  return graph.apply(type, [tensor, graph.sizes(axes)], shape, { attributes });
}
