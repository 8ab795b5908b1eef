/** The tasks of nodes that do not work entry by entry. */
import type { Node } from "../native/onnx.js";
import { NoKernel } from "./errors.js";
import { concat, expand, gather, pad, slice, split, transpose } from "./moves.js";
import { PATCHED } from "./patches.js";
import { gemm, matmul, patchedGemm } from "./products.js";
import { reduction } from "./sums.js";
import type { Task } from "./task.js";
import type { Translate } from "./translation.js";
import type { Values } from "./values.js";

/** The tasks of a node. Throws NoKernel where there are none. */
export function tasksOf(node: Node, values: Values): Task[] {
  const translate = translations[node.type];
  if (!translate) throw new NoKernel(node.type);
  return translate(node, values);
}

const translations: Readonly<Record<string, Translate>> = {
  Transpose: transpose,
  Slice: slice,
  Pad: pad,
  Expand: expand,
  Concat: concat,
  Split: split,
  Gather: gather,
  Gemm: gemm,
  [PATCHED]: patchedGemm,
  FusedMatMul: matmul,
  ReduceSum: reduction("sum", "sum of integers"),
  ReduceSumSquare: reduction("sum of squares"),
  ReduceMax: reduction("largest", "largest integer"),
  ReduceMin: reduction("smallest", "smallest integer"),
};
