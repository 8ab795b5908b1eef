/** Rearrangements. Most only change the view; cutting and joining copy. */
import type { Graph } from "../graph.js";
import { compact, expanded, reshaped } from "../layout.js";
import { type Lowering, type Rule, resultDims, resultType } from "../lowering.js";
import { integer, type Tensor } from "../onnx.js";
import { castTo } from "../pointwise.js";
import type { Atom, Equation } from "../program.js";
import {
  broadcast as broadcastView,
  flip as flipView,
  laidOut,
  permute,
  range,
  scaled,
  storedOrder,
  unscaled,
  type View,
  whole,
} from "../view.js";

type Pair = readonly [number, number];

export const stopGradient: Rule = (_, __, [operand]) => [operand];

export const reshape: Rule = ({ graph }, equation, [operand]) => [reshaped(graph, operand, resultDims(equation))];

export const transpose: Rule = (_, equation, [operand]) => {
  const order: readonly number[] = equation.params.perm;
  return [permute(operand, order)];
};

export const broadcast: Rule = (_, equation, [operand]) => {
  const axes: readonly number[] = equation.params.axis;
  return [broadcastView(operand, resultDims(equation), axes)];
};

export const flip: Rule = (_, equation, [operand]) => {
  const axes: readonly number[] = equation.params.axis;
  return [flipView(operand, axes)];
};

export const shrink: Rule = (lowering, equation, [operand]) => {
  const { graph } = lowering;
  const bounds: readonly Pair[] = equation.params.slice;
  const dims = resultDims(equation);
  const order = storedOrder(operand);
  const cut = order.filter((axis) => dims[axis] !== operand.dims[axis]);
  if (cut.length === 0) return [{ ...operand, dims }];
  const tensor = compact(graph, permute(unscaled(operand), order));
  const pieces = cut.length === 1 ? partition(lowering, equation.inputs[0], cut[0]) : undefined;
  if (pieces) {
    const sizes = pieces.map(([start, end]) => end - start);
    const parts = splitTensor(graph, tensor, order.indexOf(cut[0]), sizes);
    const part = parts[pieces.findIndex(([start]) => start === bounds[cut[0]][0])];
    return [scaled(laidOut(part, order, dims), operand.scale)];
  }
  const operands = [
    tensor,
    graph.sizes(cut.map((axis) => bounds[axis][0])),
    graph.sizes(cut.map((axis) => bounds[axis][1])),
    graph.sizes(cut.map((axis) => order.indexOf(axis))),
  ];
  const result = graph.apply(
    "Slice",
    operands,
    order.map((axis) => dims[axis]),
  );
  return [scaled(laidOut(result, order, dims), operand.scale)];
};

/** The pieces of an axis when all readers of a value cut it along this axis, and without gaps or overlaps. */
function partition(lowering: Lowering, atom: Atom, axis: number): Pair[] | undefined {
  const pieces = new Map<string, Pair>();
  for (const user of lowering.uses(atom)) {
    const bounds: readonly Pair[] = user.primitive === "shrink" ? user.params.slice : [];
    const others = bounds.filter((_, a) => a !== axis);
    const otherSizes = atom.aval.shape.filter((_, a) => a !== axis);
    if (bounds.length === 0 || others.some(([start, end], a) => end - start !== otherSizes[a])) continue;
    pieces.set(String(bounds[axis]), bounds[axis]);
  }
  const sorted = [...pieces.values()].sort((a, b) => a[0] - b[0]);
  const ends = [0, ...sorted.map(([, end]) => end)];
  const seamless = sorted.every(([start], k) => start === ends[k]) && ends[sorted.length] === atom.aval.shape[axis];
  return seamless ? sorted : undefined;
}

/** Pieces of length 1, as the moments of a sequence, come without their axis: what reads them need not take it off. */
function splitTensor(graph: Graph, tensor: Tensor, axis: number, sizes: readonly number[]): Tensor[] {
  const [length, next, ...inner] = tensor.shape.slice(axis);
  const dropsAxis = next !== undefined && sizes.every((size) => size === 1);
  const shape = [...tensor.shape.slice(0, axis), length * next, ...inner];
  const source = dropsAxis ? graph.reshape(tensor, shape) : tensor;
  const lengths = dropsAxis ? sizes.map(() => next) : sizes;
  const results = lengths.map((size) => ({ dtype: tensor.dtype, shape: source.shape.with(axis, size) }));
  return graph.applyMany("Split", [source, graph.sizes(lengths)], results, { attributes: { axis: integer(axis) } });
}

export const pad: Rule = ({ graph }, equation, [operand]) => {
  const widths: readonly Pair[] = equation.params.width;
  const dims = resultDims(equation);
  const padded = range(dims.length).filter((axis) => dims[axis] !== operand.dims[axis]);
  const repeats = padded.some((axis) => operand.strides[axis] === 0 && operand.dims[axis] > 1);
  const view = repeats || typeof operand.source === "number" ? whole(expanded(graph, operand)) : operand;
  const stored = storedOrder(view);
  const order = [...padded.filter((axis) => !stored.includes(axis)), ...stored];
  const amounts = [0, 1].flatMap((side) => order.map((axis) => widths[axis][side]));
  const operands = [compact(graph, permute(unscaled(view), order)), graph.sizes(amounts)];
  const result = graph.apply(
    "Pad",
    operands,
    order.map((axis) => dims[axis]),
  );
  return [scaled(laidOut(result, order, dims), view.scale)];
};

export const concatenate: Rule = (lowering, equation) => {
  const { graph } = lowering;
  const dims = resultDims(equation);
  const operands = joinedAtOnce(lowering, equation).map((atom) => lowering.value(atom));
  const pieces = operands.map((operand) => castTo(graph, operand, resultType(equation)));
  const shared = pieces.every((piece) => piece.scale === pieces[0].scale) ? pieces[0].scale : 1;
  const tensors = pieces.map((piece) => expanded(graph, shared === 1 ? piece : unscaled(piece)));
  const axis: number = equation.params.axis;
  const joined =
    tensors.length === 1 ? tensors[0] : graph.apply("Concat", tensors, dims, { attributes: { axis: integer(axis) } });
  return [scaled(whole(joined), shared)];
};

/** What is joined, also by joins along the same axis that nothing else reads: the library joins many parts a few at a time. */
function joinedAtOnce(lowering: Lowering, { inputs, params, outBinders: [result] }: Equation): Atom[] {
  return inputs.flatMap((atom) => {
    const inner = lowering.uses(atom).length === 1 ? lowering.definition(atom, "concatenate") : undefined;
    const alike = inner?.params.axis === params.axis && atom.aval.dtype === result.aval.dtype;
    return inner && alike ? joinedAtOnce(lowering, inner) : [atom];
  });
}

export const split: Rule = ({ graph }, equation, [operand]) => {
  const sizes: readonly number[] = equation.params.sizes;
  const axis: number = equation.params.axis;
  const pieceDims = sizes.map((size) => operand.dims.with(axis, size));
  const order = storedOrder(operand);
  if (sizes.length === 1 || !order.includes(axis)) return pieceDims.map((dims): View => ({ ...operand, dims }));
  const tensor = compact(graph, permute(unscaled(operand), order));
  const pieces = splitTensor(graph, tensor, order.indexOf(axis), sizes);
  return pieces.map((piece, i) => scaled(laidOut(piece, order, pieceDims[i]), operand.scale));
};
