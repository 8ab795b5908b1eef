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
  const fused = new Map<string, Node>();
  const multiples = multiplesIn(nodes, facts);
  const reshaped = new Map<string, Node>();
  for (const node of nodes) {
    const biased = biasedBehindReshape(node, reshaped, products, facts);
    if (biased) {
      for (const name of [biased.product.outputs[0], biased.old]) fused.delete(name);
      products.delete(biased.product.outputs[0]);
      fused.set(biased.product.outputs[0], biased.product);
      fused.set(node.outputs[0], biased.reshape);
      continue;
    }
    const taken = fuseNode(node, products, multiples, facts);
    const result = taken?.result ?? node;
    if (taken) {
      fused.delete(taken.product.outputs[0]);
      products.delete(taken.product.outputs[0]);
      // What it was a multiple of is no longer there under its name.
      multiples.delete(node.outputs[0]);
    }
    fused.set(result.outputs[0], result);
    const readOnce = uses.get(result.outputs[0]) === 1 && !facts.kept.has(result.outputs[0]);
    if (readOnce && result.type === "Reshape") reshaped.set(result.outputs[0], result);
    if (readOnce && (result.type === "Gemm" || result.type === "FusedMatMul")) products.set(result.outputs[0], result);
  }
  return [...fused.values()];
}

interface Fusion {
  readonly product: Node;
  readonly result: Node;
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
function biasedBehindReshape(
  { type, inputs: [a, b], outputs }: Node,
  reshaped: ReadonlyMap<string, Node>,
  products: ReadonlyMap<string, Node>,
  { shapeOf }: Facts,
): { readonly product: Node; readonly reshape: Node; readonly old: string } | undefined {
  if (type !== "Add") return undefined;
  for (const [name, bias] of [
    [a, b],
    [b, a],
  ]) {
    const reshape = reshaped.get(name);
    const product = reshape && products.get(reshape.inputs[0]);
    if (!reshape || product?.type !== "Gemm" || product.inputs.length > 2) continue;
    const [shape, last] = [shapeOf(bias), shapeOf(product.outputs[0])?.at(-1)];
    if (shape?.length !== 1 || shape[0] !== last || shapeOf(name)?.at(-1) !== last) continue;
    const attributes = { ...product.attributes, beta: float(1) };
    return {
      product: { ...product, inputs: [...product.inputs, bias], attributes },
      reshape: { ...reshape, outputs },
      old: name,
    };
  }
  return undefined;
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
  return { product, result: { ...product, outputs: node.outputs, attributes } };
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
  return { product, result: { ...product, inputs: [...product.inputs, tensor], outputs: node.outputs, attributes } };
}

/** Whether a shape repeats to fill another without enlarging it. */
function broadcastsTo(from: readonly number[], to: readonly number[]): boolean {
  const missing = to.length - from.length;
  return missing >= 0 && from.every((length, axis) => length === 1 || length === to[axis + missing]);
}
