/** The tasks of nodes that take sums and extremes along axes. */
import { call, i32 } from "../kernels/assembler.js";
import { defineReduction, type Reducer } from "../kernels/reductions.js";
import { product, range } from "../native/view.js";
import { NoKernel } from "./errors.js";
import { type Task, task } from "./task.js";
import { BYTES, known, operands, type Translate } from "./translation.js";
import type { Value } from "./values.js";

export const reduction =
  (ofFloats: Reducer, ofIntegers?: Reducer): Translate =>
  (node, values) => {
    const { from, to } = operands(node, values);
    const reducer = from.dtype === "float32" ? ofFloats : from.dtype === "int32" ? ofIntegers : undefined;
    if (reducer === undefined) throw new NoKernel(`${node.type} of ${from.dtype}`);
    const axes = node.inputs.length > 1 ? known(values, node.inputs[1], node.type) : range(from.shape.length);
    return [reduceTask(reducer, from, to, axes)];
  };

/** Neighbouring axes that are all kept or all summed over are one; summed ones go from the last to the first. */
function reduceTask(reducer: Reducer, from: Value, to: Value, axes: readonly number[]): Task {
  const groups: { length: number; reduced: boolean }[] = [];
  for (const [axis, length] of from.shape.entries()) {
    const reduced = axes.includes(axis);
    const last = groups.at(-1);
    if (last?.reduced === reduced) last.length *= length;
    else groups.push({ length, reduced });
  }
  const lengths = groups.map(({ length }) => length);
  const stages = groups.flatMap(({ reduced, length }, k) => {
    if (!reduced) return [];
    const after = product(groups.slice(k + 1).flatMap((group) => (group.reduced ? [] : [group.length])));
    return [{ outer: product(lengths.slice(0, k)), length, inner: after }];
  });
  const nothing = { outer: product(lengths), length: 1, inner: 1 };
  const ordered = stages.length === 0 ? [nothing] : stages.toReversed();
  const sizes = ordered.map(({ outer, inner }) => outer * inner);
  const between = Math.max(0, ...sizes.slice(0, -1));
  return task({
    reads: [from],
    writes: [to],
    scratch: 2 * BYTES * between,
    code: (assembly, at) => {
      const halves = [at.scratch, at.scratch + BYTES * between];
      return ordered.map((stage, k) => {
        const squares = reducer === "sum of squares" && k > 0 ? "sum" : reducer;
        const [source, target] = [k === 0 ? at.of(from) : halves[(k - 1) % 2], halves[k % 2]];
        const reduce = defineReduction(assembly, { reducer: squares, ...stage });
        return call(reduce, i32(source), i32(k === ordered.length - 1 ? at.of(to) : target));
      });
    },
  });
}
