/** Rearrangements. Most only change the view; cutting and joining copy. */
import { compact, expanded, reshaped } from "../layout.js";
import { type Rule, resultDims, resultType } from "../lowering.js";
import { integer } from "../onnx.js";
import { castTo } from "../pointwise.js";
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

export const shrink: Rule = ({ graph }, equation, [operand]) => {
  const bounds: readonly Pair[] = equation.params.slice;
  const dims = resultDims(equation);
  const order = storedOrder(operand);
  const cut = order.filter((axis) => dims[axis] !== operand.dims[axis]);
  if (cut.length === 0) return [{ ...operand, dims }];
  const tensor = compact(graph, permute(unscaled(operand), order));
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

export const concatenate: Rule = ({ graph }, equation, operands) => {
  const dims = resultDims(equation);
  const pieces = operands.map((operand) => castTo(graph, operand, resultType(equation)));
  const shared = pieces.every((piece) => piece.scale === pieces[0].scale) ? pieces[0].scale : 1;
  const tensors = pieces.map((piece) => expanded(graph, shared === 1 ? piece : unscaled(piece)));
  const axis: number = equation.params.axis;
  const joined =
    tensors.length === 1 ? tensors[0] : graph.apply("Concat", tensors, dims, { attributes: { axis: integer(axis) } });
  return [scaled(whole(joined), shared)];
};

export const split: Rule = ({ graph }, equation, [operand]) => {
  const sizes: readonly number[] = equation.params.sizes;
  const axis: number = equation.params.axis;
  const pieceDims = sizes.map((size) => operand.dims.with(axis, size));
  const order = storedOrder(operand);
  if (sizes.length === 1 || !order.includes(axis)) return pieceDims.map((dims): View => ({ ...operand, dims }));
  const tensor = compact(graph, permute(unscaled(operand), order));
  const results = pieceDims.map((dims) => ({ dtype: tensor.dtype, shape: order.map((a) => dims[a]) }));
  const attributes = { axis: integer(order.indexOf(axis)) };
  const pieces = graph.applyMany("Split", [tensor, graph.sizes(sizes)], results, { attributes });
  return pieces.map((piece, i) => scaled(laidOut(piece, order, pieceDims[i]), operand.scale));
};
