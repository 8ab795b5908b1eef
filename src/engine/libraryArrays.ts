/** Host arrays in and out of the tensor library, on whichever device it keeps its arrays. */
import { numpy } from "./library.js";
import type { StepInputs } from "./protocols.js";
import type { HostTensor, Tensor, TensorTree } from "./tensor.js";

export const toDevice = (tensor: HostTensor): Tensor =>
  numpy.array(tensor.data, {
    shape: [...tensor.shape],
    dtype: tensor.data instanceof Int32Array ? numpy.int32 : numpy.float32,
  });

export const mapTree = <A, B>(tree: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, f(value, name)]));

/** Copies numbers that were read from a device. Throws TypeError for types that no step may return. */
export function hostTensor(shape: readonly number[], data: ArrayLike<number>): HostTensor {
  if (data instanceof Float32Array || data instanceof Int32Array) return { shape, data: data.slice() };
  throw new TypeError(`a step may return float32 and int32 tensors only, not ${data.constructor.name}`);
}

const rowSize = (tensor: HostTensor): number => tensor.shape.slice(1).reduce((product, length) => product * length, 1);

/** Entry `index` along the first axis, not copied. */
function entry(tensor: HostTensor, index: number): HostTensor {
  const size = rowSize(tensor);
  return { shape: tensor.shape.slice(1), data: tensor.data.subarray(index * size, (index + 1) * size) };
}

/** The rows of `tensor` numbered by `rows`, copied. */
function gather(tensor: HostTensor, rows: ArrayLike<number>): HostTensor {
  const size = rowSize(tensor);
  const data =
    tensor.data instanceof Int32Array ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) data.set(tensor.data.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
  return { shape: [rows.length, ...tensor.shape.slice(1)], data };
}

/** What step k reads. */
export function batchAt(inputs: StepInputs, k: number): TensorTree {
  const rows = entry(inputs.indices, k).data;
  return {
    ...mapTree(inputs.data, (tensor) => toDevice(gather(tensor, rows))),
    ...mapTree(inputs.perStep, (tensor) => toDevice(entry(tensor, k))),
  };
}
