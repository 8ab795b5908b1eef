/** Patches of images that are read by products alone are not copied out: the products copy them, block by block. */
import { integers, type Node } from "../native/onnx.js";
import { product } from "../native/view.js";
import { axisOf, sizeOf, type Values } from "./values.js";

/** A product of patches: its first operand is the images, "spots" the numbers of the runs that the patches of one hold, row by row. */
export const PATCHED = "PatchedGemm";

/** The same nodes, with patches folded into the products that read them; `kept` are arrays that must be there in the end. */
export function foldPatches(nodes: readonly Node[], values: Values, kept: ReadonlySet<string>): Node[] {
  const readers = readersOf(nodes, values);
  const folded = new Map<string, Node>();
  for (const node of nodes) {
    const [name] = node.outputs;
    const reading = readers.get(name) ?? [];
    const isFolded = !kept.has(name) && reading.length > 0 && reading.every((one) => multiplies(one, node, values));
    if (isFolded && holdsPatches(node, values)) folded.set(name, node);
  }
  return nodes
    .filter(({ outputs: [name] }) => !folded.has(name))
    .map((node) => {
      const patches = node.type === "Gemm" ? folded.get(values.of(node.inputs[0]).array) : undefined;
      return patches ? patched(node, patches, values) : node;
    });
}

/** By array: the nodes that read it. */
export function readersOf(nodes: readonly Node[], values: Values): Map<string, Node[]> {
  const readers = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const array of new Set(node.inputs.map((name) => values.of(name).array)))
      readers.set(array, [...(readers.get(array) ?? []), node]);
  }
  return readers;
}

/** Runs of an image [batch x runs x run], by numbers that are known. */
function holdsPatches(node: Node, values: Values): boolean {
  if (node.type !== "Gather" || axisOf(node) !== 1) return false;
  const spots = values.numbers(node.inputs[1]);
  return values.of(node.inputs[0]).shape.length === 3 && spots !== undefined && spots.every((spot) => spot >= 0);
}

/** Whether a node multiplies whole rows of the patches with a matrix, from the left. */
function multiplies({ type, inputs: [first, ...others], attributes }: Node, patches: Node, values: Values): boolean {
  const [name] = patches.outputs;
  const left = values.of(first);
  const { shape } = values.of(name);
  if (type !== "Gemm" || left.array !== name || sizeOf(left) !== product(shape)) return false;
  if (others.some((other) => values.of(other).array === name) || left.shape[0] % shape[0] !== 0) return false;
  const transposed = attributes.transA?.kind === "integer" && attributes.transA.value === 1;
  return left.shape[1] % shape[2] === 0 && !(transposed && others.length > 1);
}

function patched(node: Node, { inputs: [images, spots] }: Node, values: Values): Node {
  const [, ...others] = node.inputs;
  const numbers = values.numbers(spots) ?? [];
  const { shape } = values.of(node.inputs[0]);
  const attributes = { ...node.attributes, spots: integers(numbers), left: integers(shape) };
  return { ...node, type: PATCHED, inputs: [images, ...others], attributes };
}
