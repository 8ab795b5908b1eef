/** Sorting along the last axis, ascending; equal entries keep their order. */
import type { Graph } from "../graph.js";
import { expanded } from "../layout.js";
import type { Rule } from "../lowering.js";
import { integer } from "../onnx.js";
import { castTo } from "../pointwise.js";
import { type View, whole } from "../view.js";

function sorted(graph: Graph, view: View): readonly [View, View] {
  const tensor = expanded(graph, view);
  const length = view.dims[view.dims.length - 1];
  const attributes = { largest: integer(0), sorted: integer(1) };
  const results = [
    { dtype: tensor.dtype, shape: tensor.shape },
    { dtype: "int64" as const, shape: tensor.shape },
  ];
  const [values, order] = graph.applyMany("TopK", [tensor, graph.sizes([length])], results, { attributes });
  return [whole(values), castTo(graph, whole(order), "int32")];
}

export const sort: Rule = ({ graph }, _, [operand]) => [sorted(graph, operand)[0]];

export const argsort: Rule = ({ graph }, _, [operand]) => sorted(graph, operand);
