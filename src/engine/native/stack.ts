/**
 * A sum of products of matrices, A1' B1 + A2' B2 + ..., is one product of the matrices stacked on each other. The gradients of weights
 * that are used at many moments of a sequence come as such sums, a product for each moment, each added to the last.
 */
import type { Facts } from "./fuse.js";
import { type Attribute, integer, type Node } from "./onnx.js";

/** Shorter sums do not pay for the copies. */
const FEWEST = 4;

/** The same nodes with long sums of products stacked. */
export function stackSums(nodes: readonly Node[], facts: Facts): Node[] {
  const sums = sumsIn(nodes, facts).filter((terms) => terms.length >= FEWEST);
  const stacked = new Map(sums.map((terms) => [terms[terms.length - 1], stack(terms)]));
  const gone = new Set(sums.flat());
  const joins = new Set<string>();
  return nodes.flatMap((node) => {
    const made = stacked.get(node);
    if (!made) return gone.has(node) ? [] : [node];
    // What several products stack alike is stacked once.
    const fresh = made.filter(({ type, outputs: [name] }) => type === "Gemm" || !joins.has(name));
    for (const { outputs } of fresh) joins.add(outputs[0]);
    return fresh;
  });
}

/** The terms of each sum, the first of which adds nothing. */
function sumsIn(nodes: readonly Node[], { kept }: Facts): Node[][] {
  const uses = new Map<string, number>();
  for (const name of nodes.flatMap((node) => node.inputs)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const sums = new Map<string, Node[]>();
  for (const node of nodes.filter(stacks)) {
    const [, , before] = node.inputs;
    const terms = before === undefined ? [] : sums.get(before);
    const last = terms?.at(-1);
    if (before === undefined) sums.set(node.outputs[0], [node]);
    else if (terms && last && uses.get(before) === 1 && !kept.has(before) && continues(last, node)) {
      sums.delete(before);
      sums.set(node.outputs[0], [...terms, node]);
    }
  }
  return [...sums.values()];
}

const numberIn = (attribute: Attribute | undefined, absent: number): number =>
  attribute?.kind === "float" || attribute?.kind === "integer" ? Number(attribute.value) : absent;

/** Whether the rows of both operands are what is summed over, so that stacking is one plain copy. */
const stacks = ({ type, attributes }: Node): boolean =>
  type === "Gemm" && numberIn(attributes.transA, 0) === 1 && numberIn(attributes.transB, 0) === 0;

const continues = (last: Node, next: Node): boolean =>
  numberIn(next.attributes.beta, 1) === 1 && numberIn(next.attributes.alpha, 1) === numberIn(last.attributes.alpha, 1);

function stack(terms: readonly Node[]): Node[] {
  const last = terms[terms.length - 1];
  const [left, right] = [0, 1].map((side) =>
    joined(
      terms.map((term) => term.inputs[side]),
      last.origin,
    ),
  );
  const { beta: _, ...attributes } = last.attributes;
  return [left, right, { ...last, inputs: [left.outputs[0], right.outputs[0]], attributes }];
}

function joined(parts: readonly string[], origin: string): Node {
  const attributes = { axis: integer(0) };
  return { type: "Concat", domain: "", inputs: parts, outputs: [`stacked ${parts.join(" ")}`], attributes, origin };
}
