/** The tasks of nodes that move entries to other places, or repeat them. */
import { call, i32 } from "../kernels/assembler.js";
import { type Axis, defineClear, defineCopy, defineGather } from "../kernels/copies.js";
import { product } from "../native/view.js";
import { NoKernel } from "./errors.js";
import { type Task, task } from "./task.js";
import { BYTES, known, operands, stepsOf, type Translate } from "./translation.js";
import { axisOf, type Value } from "./values.js";

/** Copies `axes` from and to the given entries of two values. */
function copy(from: Value, to: Value, axes: readonly Axis[], first = { from: 0, to: 0 }): Task {
  return task({
    reads: [from],
    writes: [to],
    code: (assembly, at) =>
      call(defineCopy(assembly, axes), i32(at.of(from) + BYTES * first.from), i32(at.of(to) + BYTES * first.to)),
  });
}

export const transpose: Translate = (node, values) => {
  const { from, to } = operands(node, values);
  const order = node.attributes.perm;
  if (order?.kind !== "integers") throw new NoKernel("Transpose without an order");
  const [read, written] = [stepsOf(from.shape), stepsOf(to.shape)];
  return [
    copy(
      from,
      to,
      order.value.map((axis, k) => ({ length: to.shape[k], from: read[axis], to: written[k] })),
    ),
  ];
};

export const slice: Translate = (node, values) => {
  const { from, to } = operands(node, values);
  const [starts, , axes, steps = starts.map(() => 1)] = node.inputs
    .slice(1)
    .map((name) => known(values, name, "Slice"));
  const read = stepsOf(from.shape);
  let first = 0;
  const moves = [...read];
  for (const [k, axis] of axes.entries()) {
    const length = from.shape[axis];
    const start = starts[k] < 0 ? starts[k] + length : Math.min(starts[k], steps[k] < 0 ? length - 1 : length);
    first += start * read[axis];
    moves[axis] = read[axis] * steps[k];
  }
  const written = stepsOf(to.shape);
  const walked = to.shape.map((length, axis) => ({ length, from: moves[axis], to: written[axis] }));
  return [copy(from, to, walked, { from: first, to: 0 })];
};

export const pad: Translate = (node, values) => {
  const { from, to } = operands(node, values);
  if (node.inputs.length > 2) throw new NoKernel("Pad by something else than zeros");
  const widths = known(values, node.inputs[1], "Pad");
  if (widths.some((width) => width < 0)) throw new NoKernel("Pad that cuts");
  const [read, written] = [stepsOf(from.shape), stepsOf(to.shape)];
  const first = written.reduce((sum, step, axis) => sum + step * widths[axis], 0);
  const axes = from.shape.map((length, axis) => ({ length, from: read[axis], to: written[axis] }));
  const inside = copy(from, to, axes, { from: 0, to: first });
  return [
    task({
      reads: [from],
      writes: [to],
      code: (assembly, at) => [
        bordersOf(from.shape, to.shape, widths).map(({ axes: border, first: corner }) =>
          call(defineClear(assembly, border), i32(at.of(to) + BYTES * corner)),
        ),
        inside.code(assembly, at),
      ],
    }),
  ];
};

/**
 * What lies around an array in a larger one: on either side of each axis, as long as the array along the axes before it and as the larger one
 * along those behind.
 */
function bordersOf(inner: readonly number[], outer: readonly number[], before: readonly number[]) {
  const steps = stepsOf(outer);
  return inner.flatMap((length, axis) => {
    const sides = [
      { start: 0, width: before[axis] },
      { start: before[axis] + length, width: outer[axis] - before[axis] - length },
    ];
    return sides.flatMap(({ start, width }) => {
      const lengths = outer.map((whole, k) => (k === axis ? width : k < axis ? inner[k] : whole));
      const axes = lengths.map((each, k) => ({ length: each, from: 0, to: steps[k] }));
      const first = start * steps[axis] + entriesBefore(before, steps, axis);
      return width === 0 ? [] : [{ axes, first }];
    });
  });
}

/** Entries before the array along the axes up to one. */
const entriesBefore = (before: readonly number[], steps: readonly number[], axis: number): number =>
  steps.slice(0, axis).reduce((sum, step, k) => sum + step * before[k], 0);

export const expand: Translate = (node, values) => {
  const { from, to } = operands(node, values);
  const shape = [...new Array<number>(to.shape.length - from.shape.length).fill(1), ...from.shape];
  const [read, written] = [stepsOf(shape), stepsOf(to.shape)];
  const axes = to.shape.map((length, axis) => ({
    length,
    from: shape[axis] === 1 ? 0 : read[axis],
    to: written[axis],
  }));
  return [copy(from, to, axes)];
};

/** Entries [before x length x after] of one axis, between arrays whose axis has other lengths. */
function alongAxis(shape: readonly number[], axis: number, lengths: { from: number; to: number }): Axis[] {
  const after = product(shape.slice(axis + 1));
  return [
    { length: product(shape.slice(0, axis)), from: lengths.from * after, to: lengths.to * after },
    { length: shape[axis] * after, from: 1, to: 1 },
  ];
}

export const concat: Translate = (node, values) => {
  const to = values.of(node.outputs[0]);
  const axis = axisOf(node);
  const after = product(to.shape.slice(axis + 1));
  let first = 0;
  return node.inputs.map((name) => {
    const from = values.of(name);
    const axes = alongAxis(from.shape, axis, { from: from.shape[axis], to: to.shape[axis] });
    const part = copy(from, to, axes, { from: 0, to: first });
    first += from.shape[axis] * after;
    return part;
  });
};

export const split: Translate = (node, values) => {
  const from = values.of(node.inputs[0]);
  const axis = axisOf(node);
  const after = product(from.shape.slice(axis + 1));
  let first = 0;
  return node.outputs.map((name) => {
    const to = values.of(name);
    const axes = alongAxis(to.shape, axis, { from: from.shape[axis], to: to.shape[axis] });
    const part = copy(from, to, axes, { from: first, to: 0 });
    first += to.shape[axis] * after;
    return part;
  });
};

export const gather: Translate = (node, values) => {
  const { from, to } = operands(node, values);
  const rows = known(values, node.inputs[1], "Gather");
  const axis = axisOf(node);
  const length = from.shape[axis];
  const run = product(from.shape.slice(axis + 1));
  const spots = rows.map((row) => BYTES * run * (row < 0 ? row + length : row));
  const outer = product(from.shape.slice(0, axis));
  return [
    task({
      reads: [from],
      writes: [to],
      tables: [spots],
      code: (assembly, at) => {
        const copyRuns = defineGather(assembly, run, rows.length, length * run);
        return call(copyRuns, i32(at.of(from)), i32(at.of(to)), i32(at.table(spots)), i32(outer));
      },
    }),
  ];
};
