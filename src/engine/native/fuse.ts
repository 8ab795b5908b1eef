/** Matrix products take in what follows them: Gemm computes alpha A B + beta C at the price of A B. */
import { type Attribute, float, type Node } from "./onnx.js";

/** What a graph knows of its values. */
export interface Facts {
  shapeOf(name: string): readonly number[] | undefined;
  /** The number of a scalar constant. */
  numberOf(name: string): number | undefined;
  /** Values that must stay available under their names. */
  readonly kept: ReadonlySet<string>;
}

/** The same nodes with factors and sums folded into the matrix products that nothing else reads. */
export function fuse(nodes: readonly Node[], facts: Facts): Node[] {
  const uses = new Map<string, number>();
  for (const name of nodes.flatMap((node) => node.inputs)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const products = new Map<string, Node>();
  const reshaped = new Map<string, Node>();
  const fused = new Map<string, Node>();
  const multiples = multiplesIn(nodes, facts);
  for (const node of nodes) {
    const fusion = withBias(node, reshaped, products, facts) ?? fuseNode(node, products, multiples, facts);
    for (const name of fusion?.gone ?? []) {
      fused.delete(name);
      products.delete(name);
    }
    // What it was a multiple of is no longer there under its name.
    if (fusion) multiples.delete(node.outputs[0]);
    for (const result of fusion?.results ?? [node]) {
      const [name] = result.outputs;
      fused.set(name, result);
      if (uses.get(name) !== 1 || facts.kept.has(name)) continue;
      if (result.type === "Gemm" || result.type === "FusedMatMul") products.set(name, result);
      if (result.type === "Reshape") reshaped.set(name, result);
    }
  }
  return [...fused.values()];
}

/** What takes the place of a node, and the values that it makes needless. */
interface Fusion {
  readonly gone: readonly string[];
  readonly results: readonly Node[];
}

/** A tensor times a number. */
interface Multiple {
  readonly tensor: string;
  readonly factor: number;
}

/** By name: values that are a multiple of another. */
function multiplesIn(nodes: readonly Node[], { numberOf }: Facts): Map<string, Multiple> {
  const entries = nodes.flatMap(({ type, inputs: [a, b], outputs: [name] }): [string, Multiple][] => {
    const factor = type === "Neg" ? -1 : type === "Mul" ? numberOf(b) : undefined;
    return factor === undefined ? [] : [[name, { tensor: a, factor }]];
  });
  return new Map(entries);
}

function fuseNode(
  node: Node,
  products: ReadonlyMap<string, Node>,
  multiples: ReadonlyMap<string, Multiple>,
  facts: Facts,
): Fusion | undefined {
  if (node.type === "Neg") return timesConstant(node, products.get(node.inputs[0]), -1);
  const [a, b] = node.inputs;
  if (node.type === "Mul") {
    return (
      timesConstant(node, products.get(a), facts.numberOf(b)) ?? timesConstant(node, products.get(b), facts.numberOf(a))
    );
  }
  if (node.type !== "Add" && node.type !== "Sub") return undefined;
  const second = node.type === "Sub" ? -1 : 1;
  return (
    plusTensor(node, products.get(a), { product: 1, summand: second }, multiples.get(b) ?? once(b), facts) ??
    plusTensor(node, products.get(b), { product: second, summand: 1 }, multiples.get(a) ?? once(a), facts)
  );
}

/** A vector that is added to the last axis of a product in another shape, as the bias of a convolution: the product takes it in. */
function withBias(
  { type, inputs: [a, b], outputs }: Node,
  reshaped: ReadonlyMap<string, Node>,
  products: ReadonlyMap<string, Node>,
  { shapeOf }: Facts,
): Fusion | undefined {
  if (type !== "Add") return undefined;
  const [reshape, bias] = [reshaped.get(a) ?? reshaped.get(b), reshaped.has(a) ? b : a];
  const product = reshape && products.get(reshape.inputs[0]);
  if (!reshape || product?.type !== "Gemm" || product.inputs.length > 2) return undefined;
  const features = shapeOf(product.outputs[0])?.at(-1);
  const added = shapeOf(bias) ?? [];
  if (added.length !== 1 || added[0] !== features || shapeOf(reshape.outputs[0])?.at(-1) !== features) return undefined;
  const attributes = { ...product.attributes, beta: float(1) };
  const results = [
    { ...product, inputs: [...product.inputs, bias], attributes },
    { ...reshape, outputs },
  ];
  return { gone: [product.outputs[0], reshape.outputs[0]], results };
}

const once = (tensor: string): Multiple => ({ tensor, factor: 1 });

const numberIn = (attribute: Attribute | undefined, absent: number): number =>
  attribute?.kind === "float" ? attribute.value : absent;

function timesConstant(node: Node, product: Node | undefined, factor: number | undefined): Fusion | undefined {
  if (!product || factor === undefined) return undefined;
  const { alpha, beta, ...others } = product.attributes;
  const scaledAlpha = { alpha: float(numberIn(alpha, 1) * factor) };
  const scaledBeta = product.inputs.length === 3 ? { beta: float(numberIn(beta, 1) * factor) } : {};
  const attributes = { ...others, ...scaledAlpha, ...scaledBeta };
  return { gone: product.outputs, results: [{ ...product, outputs: node.outputs, attributes }] };
}

function plusTensor(
  node: Node,
  product: Node | undefined,
  signs: { readonly product: number; readonly summand: number },
  { tensor, factor }: Multiple,
  facts: Facts,
): Fusion | undefined {
  if (product?.type !== "Gemm" || product.inputs.length > 2) return undefined;
  const [shape, added] = [facts.shapeOf(product.outputs[0]), facts.shapeOf(tensor)];
  if (!shape || !added || !broadcastsTo(added, shape)) return undefined;
  const alpha = float(numberIn(product.attributes.alpha, 1) * signs.product);
  const attributes = { ...product.attributes, alpha, beta: float(factor * signs.summand) };
  return {
    gone: product.outputs,
    results: [{ ...product, inputs: [...product.inputs, tensor], outputs: node.outputs, attributes }],
  };
}

/** Whether a shape repeats to fill another without enlarging it. */
function broadcastsTo(from: readonly number[], to: readonly number[]): boolean {
  const missing = to.length - from.length;
  return missing >= 0 && from.every((length, axis) => length === 1 || length === to[axis + missing]);
}
