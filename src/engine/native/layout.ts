/** From views to tensors: the few places where entries are really moved. */
import type { Graph } from "./graph.js";
import { integers, type Tensor } from "./onnx.js";
import { distinct, product, range, reshape, storedOrder, unscaled, type View, whole } from "./view.js";

/** Start of a slice that walks backwards over a whole axis and stops before its beginning. */
const BEFORE_START = -(2 ** 31);

/** Repeated numbers up to this many are written into the graph as they are. */
const LARGEST_FILLED = 65536;

/**
 * A tensor of the view's rank in which axes that do not vary have length 1 (a constant is a single number of rank 0):
 * what operations that broadcast by themselves need.
 */
export function compact(graph: Graph, view: View): Tensor {
  if (typeof view.source === "number") return graph.scalar(view.dtype, view.source);
  // The factor first, where a matrix product may stand right before it and take it in.
  return ordered(graph, view, applyScale(graph, view.source, view.scale));
}

/** A tensor with the view's own dims: what operations that do not broadcast need. */
export function expanded(graph: Graph, view: View): Tensor {
  const entries = product(view.dims);
  if (typeof view.source === "number" && entries <= LARGEST_FILLED) {
    return graph.constant(view.dtype, view.dims, new Float64Array(entries).fill(view.source));
  }
  const tensor = compact(graph, view);
  return product(tensor.shape) === entries
    ? graph.reshape(tensor, view.dims)
    : graph.apply("Expand", [tensor, graph.sizes(view.dims)], view.dims);
}

/** The view under another shape, copied where strides cannot express it. */
export function reshaped(graph: Graph, view: View, dims: readonly number[]): View {
  const direct = reshape(view, dims);
  if (direct) return direct;
  const copy = whole(expanded(graph, unscaled(view)));
  const result = reshape(copy, dims);
  if (!result) throw new RangeError(`[${view.dims}] does not reshape to [${dims}]`);
  return { ...result, scale: view.scale };
}

/** A tensor multiplied by a constant. */
export function applyScale(graph: Graph, tensor: Tensor, scale: number): Tensor {
  if (scale === 1) return tensor;
  if (scale === -1) return graph.apply("Neg", [tensor], tensor.shape);
  return graph.apply("Mul", [tensor, graph.scalar(tensor.dtype, scale)], tensor.shape);
}

/** Source entries in the order of the view's axes; scale left aside. */
function ordered(graph: Graph, view: View, source: Tensor): Tensor {
  if (distinct(view) !== product(source.shape)) {
    throw new RangeError(`a view of [${view.dims}] does not cover its source [${source.shape}]`);
  }
  const stored = storedOrder(view);
  const wanted = [...stored].sort((a, b) => a - b);
  const backwards = range(stored.length).filter((k) => view.strides[stored[k]] < 0);
  let tensor = source;
  if (backwards.length > 0 || stored.some((axis, k) => axis !== wanted[k])) {
    tensor = graph.reshape(
      tensor,
      stored.map((axis) => view.dims[axis]),
    );
    tensor = reversed(graph, tensor, backwards);
    tensor = transposed(
      graph,
      tensor,
      wanted.map((axis) => stored.indexOf(axis)),
    );
  }
  return graph.reshape(
    tensor,
    view.dims.map((length, axis) => (view.strides[axis] === 0 ? 1 : length)),
  );
}

function reversed(graph: Graph, tensor: Tensor, axes: readonly number[]): Tensor {
  if (axes.length === 0) return tensor;
  const backwards = graph.sizes(axes.map(() => -1));
  const operands = [tensor, backwards, graph.sizes(axes.map(() => BEFORE_START)), graph.sizes(axes), backwards];
  return graph.apply("Slice", operands, tensor.shape);
}

/** Axis k of the result is axis `order[k]` of the tensor. */
export function transposed(graph: Graph, tensor: Tensor, order: readonly number[]): Tensor {
  if (order.every((axis, k) => axis === k)) return tensor;
  return graph.apply(
    "Transpose",
    [tensor],
    order.map((axis) => tensor.shape[axis]),
    { attributes: { perm: integers(order) } },
  );
}
