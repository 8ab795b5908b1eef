/**
 * All parameters of a model as one vector, so that an optimiser's update is one short chain of operations however many
 * parameters there are. The layout says where in the vector each named parameter lies.
 */
import { flatten } from "../engine/flatten.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "../engine/tensor.js";
import { InputError } from "../math/errors.js";

export interface LayoutEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export type Layout = readonly LayoutEntry[];

const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The layout of a tree of parameters, in the tree's own order. */
export function layoutOf(parameters: HostTree): Layout {
  let start = 0;
  return Object.entries(parameters).map(([name, { shape }]) => {
    const entry = { name, shape, start, end: start + count(shape) };
    start = entry.end;
    return entry;
  });
}

export const layoutLength = (layout: Layout): number => layout.at(-1)?.end ?? 0;

/** The parameters as one float32 vector. */
export function pack(parameters: HostTree, layout: Layout): HostTensor {
  const data = new Float32Array(layoutLength(layout));
  for (const { name, start } of layout) data.set(parameters[name].data, start);
  return { shape: [data.length], data };
}

/** The parameters of a packed vector, by name. Throws InputError when its length is not the layout's. */
export function unpack(vector: HostTensor, layout: Layout): HostTree {
  if (vector.data.length !== layoutLength(layout)) {
    throw new InputError(`${vector.data.length} parameters do not fit a model with ${layoutLength(layout)}`);
  }
  return Object.fromEntries(
    layout.map(({ name, shape, start, end }) => [
      name,
      { shape, data: Float32Array.from(vector.data.subarray(start, end)) },
    ]),
  );
}

/** `unpack` inside a traced step; consumes the vector. */
export function unpackTensors(vector: Tensor, layout: Layout): TensorTree {
  const tree = Object.fromEntries(
    layout.map(({ name, shape, start, end }) => [name, vector.ref.slice([start, end]).reshape([...shape])]),
  );
  vector.dispose();
  return tree;
}

/** `pack` inside a traced step; consumes the tree. */
export const packTensors = (tree: TensorTree, layout: Layout): Tensor => flatten(layout.map(({ name }) => tree[name]));
