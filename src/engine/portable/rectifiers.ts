/** Layers that are rectified as soon as they are computed: their product does it, before it writes them. */
import { integer, type Node } from "../native/onnx.js";
import { PATCHED, readersOf } from "./patches.js";
import { sizeOf, type Values } from "./values.js";

/** Sums over patches end with the last of them, and are written before. */
const isProduct = ({ type, attributes }: Node): boolean =>
  type === "Gemm" || (type === PATCHED && !(attributes.transA?.kind === "integer" && attributes.transA.value === 1));

/** The same nodes, with each Relu that alone reads a product folded into it; `kept` are arrays that must be there in the end. */
export function foldRectifiers(nodes: readonly Node[], values: Values, kept: ReadonlySet<string>): Node[] {
  const readers = readersOf(nodes, values);
  const rectifier = new Map<Node, Node>();
  for (const node of nodes) {
    const [name] = node.outputs;
    const [reader, ...others] = readers.get(name) ?? [];
    if (!isProduct(node) || kept.has(name) || reader?.type !== "Relu" || others.length > 0) continue;
    if (sizeOf(values.of(reader.outputs[0])) === sizeOf(values.of(name))) rectifier.set(node, reader);
  }
  const folded = new Set(rectifier.values());
  return nodes
    .filter((node) => !folded.has(node))
    .map((node) => {
      const relu = rectifier.get(node);
      return relu
        ? { ...node, outputs: relu.outputs, attributes: { ...node.attributes, rectified: integer(1) } }
        : node;
    });
}
