/** The tasks of nodes that do not work entry by entry. */
import { call, i32 } from "../kernels/assembler.js";
import { type Axis, defineClear, defineCopy, defineGather } from "../kernels/copies.js";
import { definePatchedProduct, patchedScratch } from "../kernels/patchedProduct.js";
import { defineProduct, type Product, productScratch } from "../kernels/product.js";
import { defineReduction, type Reducer } from "../kernels/reductions.js";
import type { Attribute, Node } from "../native/onnx.js";
import { product, range } from "../native/view.js";
import { NoKernel } from "./errors.js";
import { PATCHED } from "./patches.js";
import { type Task, task } from "./task.js";
import { axisOf, sizeOf, type Value, type Values } from "./values.js";

const BYTES = 4;

type Translate = (node: Node, values: Values) => Task[];

/** The tasks of a node. Throws NoKernel where there are none. */
export function tasksOf(node: Node, values: Values): Task[] {
  const translate = translations[node.type];
  if (!translate) throw new NoKernel(node.type);
  return translate(node, values);
}

const numberIn = (attribute: Attribute | undefined, absent: number): number =>
  attribute?.kind === "float" || attribute?.kind === "integer" ? attribute.value : absent;

/** Entries between neighbours along each axis. */
const stepsOf = (shape: readonly number[]): number[] => shape.map((_, axis) => product(shape.slice(axis + 1)));

function operands({ inputs, outputs }: Node, values: Values): { from: Value; to: Value } {
  return { from: values.of(inputs[0]), to: values.of(outputs[0]) };
}

/** Numbers of an operand that must be known. */
function known(values: Values, name: string, type: string): readonly number[] {
  const numbers = values.numbers(name);
  if (!numbers) throw new NoKernel(`${type} by numbers that are computed`);
  return numbers;
}

/** Copies `axes` from and to the given entries of two values. */
function copy(from: Value, to: Value, axes: readonly Axis[], first = { from: 0, to: 0 }): Task {
  return task({
    reads: [from],
    writes: [to],
    code: (assembly, at) =>
      call(defineCopy(assembly, axes), i32(at.of(from) + BYTES * first.from), i32(at.of(to) + BYTES * first.to)),
  });
}

const transpose: Translate = (node, values) => {
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

const slice: Translate = (node, values) => {
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

const pad: Translate = (node, values) => {
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

const expand: Translate = (node, values) => {
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

const concat: Translate = (node, values) => {
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

const split: Translate = (node, values) => {
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

const gather: Translate = (node, values) => {
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

const isOn = (attribute: Attribute | undefined): boolean => numberIn(attribute, 0) === 1;

/** Shape of a product of two matrices of these shapes. */
function productOf({ attributes }: Node, a: readonly number[], b: readonly number[]): Omit<Product, "added"> {
  const rectified = isOn(attributes.rectified);
  const [transA, transB] = [isOn(attributes.transA), isOn(attributes.transB)];
  const [m, k] = transA ? [a[1], a[0]] : a;
  const columns = transB ? b[0] : b[1];
  const [alpha, beta] = [numberIn(attributes.alpha, 1), numberIn(attributes.beta, 1)];
  return { rows: m, columns, depth: k, transA, transB, alpha, beta, rectified };
}

function addedTo({ rows, columns }: Omit<Product, "added">, value: Value | undefined): Product["added"] {
  if (!value) return "nothing";
  const size = sizeOf(value);
  if (size === rows * columns) return "matrix";
  if (size === columns && value.shape.at(-1) === columns) return "row";
  throw new NoKernel("Gemm that adds a column");
}

const gemm: Translate = ({ inputs, ...node }, values) => {
  const [a, b, e] = inputs.map((name) => values.of(name));
  const c = values.of(node.outputs[0]);
  const shape = productOf({ inputs, ...node }, a.shape, b.shape);
  return [productTask({ ...shape, added: addedTo(shape, e) }, { a, b, e, c })];
};

interface ProductValues {
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  readonly e?: Value;
}

function productTask(made: Product, { a, b, e, c }: ProductValues): Task {
  return task({
    reads: e ? [a, b, e] : [a, b],
    writes: [c],
    scratch: productScratch(made),
    code: (assembly, at) =>
      call(
        defineProduct(assembly, made),
        i32(at.of(a)),
        i32(at.of(b)),
        i32(at.of(c)),
        i32(e ? at.of(e) : 0),
        i32(at.scratch),
      ),
  });
}

const patchedGemm: Translate = ({ inputs, ...node }, values) => {
  const [images, b, e] = inputs.map((name) => values.of(name));
  const c = values.of(node.outputs[0]);
  const [left, numbers] = [integersIn(node.attributes.left), integersIn(node.attributes.spots)];
  const shape = productOf({ inputs, ...node }, left, b.shape);
  const [count, runs, run] = images.shape;
  const patches = { images: count, places: left[0] / count, perRow: left[1] / run, run, pixels: runs * run };
  const made = { ...shape, added: addedTo(shape, e), patches };
  const spots = numbers.map((number) => BYTES * run * number);
  return [
    task({
      reads: e ? [images, b, e] : [images, b],
      writes: [c],
      scratch: patchedScratch(made),
      tables: [spots],
      code: (assembly, at) => {
        const operands = [at.of(images), at.of(b), at.of(c), e ? at.of(e) : 0, at.scratch, at.table(spots)];
        return call(definePatchedProduct(assembly, made), ...operands.map(i32));
      },
    }),
  ];
};

const integersIn = (attribute: Attribute | undefined): readonly number[] =>
  attribute?.kind === "integers" ? attribute.value : [];

/** Batches of matrices; axes before the last two broadcast. */
const matmul: Translate = (node, values) => {
  const [a, b] = node.inputs.map((name) => values.of(name));
  const c = values.of(node.outputs[0]);
  const shape = { ...productOf(node, a.shape.slice(-2), b.shape.slice(-2)), added: "nothing" as const };
  const batch = c.shape.slice(0, -2);
  return range(product(batch)).map((index) => {
    const matrix = (value: Value): Value => matrixAt(value, batch, index);
    return productTask(shape, { a: matrix(a), b: matrix(b), c: matrix(c) });
  });
};

/** The matrix of one index of the batch. */
function matrixAt(value: Value, batch: readonly number[], index: number): Value {
  const shape = value.shape.slice(-2);
  const axes = value.shape.slice(0, -2);
  const missing = batch.length - axes.length;
  const steps = stepsOf(batch);
  let number = 0;
  for (const [k, length] of axes.entries()) {
    const at = Math.floor(index / steps[k + missing]) % batch[k + missing];
    number = number * length + (length === 1 ? 0 : at);
  }
  return { ...value, shape, offset: value.offset + number * product(shape) };
}

const reduction =
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
