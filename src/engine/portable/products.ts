/** The tasks of nodes that multiply matrices. */
import { call, i32 } from "../kernels/assembler.js";
import { definePatchedProduct, patchedScratch } from "../kernels/patchedProduct.js";
import { defineProduct, type Product, productScratch } from "../kernels/product.js";
import type { Attribute, Node } from "../native/onnx.js";
import { product, range } from "../native/view.js";
import { NoKernel } from "./errors.js";
import { type Task, task } from "./task.js";
import { BYTES, stepsOf, type Translate } from "./translation.js";
import { sizeOf, type Value } from "./values.js";

const numberIn = (attribute: Attribute | undefined, absent: number): number =>
  attribute?.kind === "float" || attribute?.kind === "integer" ? attribute.value : absent;

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

export const gemm: Translate = ({ inputs, ...node }, values) => {
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

export const patchedGemm: Translate = ({ inputs, ...node }, values) => {
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
export const matmul: Translate = (node, values) => {
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
