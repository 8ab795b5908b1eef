/** Sums, products and what follows from them, on scaled views: factors are carried along and merged, not computed. */
import type { Graph } from "../graph.js";
import { type Lowering, type Rule, resultDims, resultType } from "../lowering.js";
import { type ElementType, integer } from "../onnx.js";
import { castTo, pointwise } from "../pointwise.js";
import type { Atom, Equation } from "../program.js";
import { broadcastTo, constantOf, distinct, sameEntries, scaled, uniform, unscaled, type View } from "../view.js";

/** Factors further apart than this are multiplied out rather than divided by each other. */
const LARGEST_RATIO = 1e12;

const isFloat = (dtype: ElementType): boolean => dtype === "float32";

/** A rule for two operands, both in the type of the result. */
function binary(rule: (graph: Graph, a: View, b: View, dims: readonly number[]) => View): Rule {
  return ({ graph }, equation, operands) => {
    const [a, b] = operands.map((operand) => castTo(graph, operand, resultType(equation)));
    return [rule(graph, a, b, resultDims(equation))];
  };
}

export const neg: Rule = (_, __, [operand]) => [scaled(operand, -1)];

export const add: Rule = binary((graph, a, b, dims) => sum(graph, a, b, dims));

/** a + b. */
export function sum(graph: Graph, a: View, b: View, dims: readonly number[]): View {
  if (a.dtype === "bool") return pointwise(graph, "Or", [a, b], dims);
  const [p, q] = [broadcastTo(a, dims), broadcastTo(b, dims)];
  const [constantP, constantQ] = [constantOf(p), constantOf(q)];
  if (constantP !== undefined && constantQ !== undefined) return uniform(constantP + constantQ, a.dtype, dims);
  if (constantP === 0) return q;
  if (constantQ === 0) return p;
  if (p.scale === 0 || q.scale === 0) return pointwise(graph, "Add", [p, q], dims);
  if (sameEntries(p, q)) return { ...p, scale: p.scale + q.scale };
  return distinct(p) >= distinct(q) ? sumOfScaled(graph, p, q, dims) : sumOfScaled(graph, q, p, dims);
}

/** large + small, taking the factor of `large` out of the sum. */
function sumOfScaled(graph: Graph, large: View, small: View, dims: readonly number[]): View {
  if (large.scale === -1 && small.scale === 1) return pointwise(graph, "Sub", [small, unscaled(large)], dims);
  const ratio = 1 / large.scale;
  const exact = large.scale === small.scale || large.scale === -small.scale;
  const divisible = exact || (isFloat(large.dtype) && Math.abs(Math.log(Math.abs(ratio))) < Math.log(LARGEST_RATIO));
  if (!divisible) return pointwise(graph, "Add", [large, small], dims);
  const rest = scaled(small, ratio);
  const total =
    rest.scale === -1
      ? pointwise(graph, "Sub", [unscaled(large), unscaled(rest)], dims)
      : pointwise(graph, "Add", [unscaled(large), rest], dims);
  return scaled(total, large.scale);
}

export const mul: Rule = (lowering, equation, operands) => {
  const dims = resultDims(equation);
  const quotient = asQuotient(lowering, equation);
  if (quotient) return [divide(lowering.graph, quotient[0], quotient[1], dims)];
  const [a, b] = operands.map((operand) => castTo(lowering.graph, operand, resultType(equation)));
  return [multiply(lowering.graph, a, b, dims)];
};

/** a b. */
export function multiply(graph: Graph, a: View, b: View, dims: readonly number[]): View {
  if (a.dtype === "bool") return pointwise(graph, "And", [a, b], dims);
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantA !== undefined) return scaled(broadcastTo(b, dims), constantA);
  if (constantB !== undefined) return scaled(broadcastTo(a, dims), constantB);
  const [p, q, scale] = factorWithNumber(a, b) ??
    factorWithNumber(b, a) ?? [unscaled(a), unscaled(b), a.scale * b.scale];
  return scaled(pointwise(graph, "Mul", [p, q], dims), scale);
}

/** A tensor and a single number to be multiplied: the factor goes to the number, since on the product it would cost a pass; the sign stays. */
function factorWithNumber(tensor: View, number: View): readonly [View, View, number] | undefined {
  if (distinct(number) > 1 || distinct(tensor) === 1 || !isFloat(tensor.dtype)) return undefined;
  const scale = tensor.scale * number.scale;
  return [unscaled(tensor), scaled(unscaled(number), Math.abs(scale)), Math.sign(scale)];
}

/** Numerator and denominator when the equation is a product with a reciprocal that nothing else uses. */
function asQuotient(lowering: Lowering, equation: Equation): readonly [View, View] | undefined {
  const denominatorOf = (atom: Atom): Atom | undefined =>
    lowering.uses(atom).length === 1 ? lowering.definition(atom, "reciprocal")?.inputs[0] : undefined;
  const [a, b] = equation.inputs;
  const [denominatorA, denominatorB] = [denominatorOf(a), denominatorOf(b)];
  if (denominatorB) return [lowering.value(a), lowering.value(denominatorB)];
  if (denominatorA) return [lowering.value(b), lowering.value(denominatorA)];
  return undefined;
}

function divide(graph: Graph, a: View, b: View, dims: readonly number[]): View {
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantB !== undefined) return scaled(broadcastTo(castTo(graph, a, "float32"), dims), 1 / constantB);
  if (constantA !== undefined) return scaled(inverse(graph, broadcastTo(b, dims)), constantA);
  const [p, q] = [castTo(graph, a, "float32"), castTo(graph, b, "float32")];
  return scaled(pointwise(graph, "Div", [unscaled(p), unscaled(q)], dims), p.scale / q.scale);
}

/** 1 / a. */
function inverse(graph: Graph, a: View): View {
  const constant = constantOf(a);
  if (constant !== undefined) return uniform(1 / constant, a.dtype, a.dims);
  return scaled(pointwise(graph, "Reciprocal", [unscaled(a)], a.dims), 1 / a.scale);
}

export const reciprocal: Rule = ({ graph }, _, [operand]) => [inverse(graph, operand)];

/** The larger (sign 1) or smaller (sign -1) of two; against 0, a factor is taken outside: max(-x, 0) = -min(x, 0). */
function extreme(graph: Graph, sign: 1 | -1, a: View, b: View, dims: readonly number[]): View {
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantA !== undefined && constantB !== undefined) {
    return uniform(sign * Math.max(sign * constantA, sign * constantB), a.dtype, dims);
  }
  if (constantA === 0) return extreme(graph, sign, b, a, dims);
  if (constantB === 0 && isFloat(a.dtype)) return rectified(graph, sign, broadcastTo(a, dims));
  return pointwise(graph, sign === 1 ? "Max" : "Min", [a, b], dims);
}

/** Whether no entry lies below 0, whatever the numbers that go into the graph. */
export const isNonnegative = (graph: Graph, { source, scale }: View): boolean =>
  typeof source === "object" && scale >= 0 && NONNEGATIVE.has(graph.maker(source)?.type ?? "");

const NONNEGATIVE: ReadonlySet<string> = new Set(["Relu", "Abs", "Sqrt", "ReduceSumSquare"]);

/** max(x, 0) for sign 1, min(x, 0) for sign -1. Of a layer that is rectified already, either itself or 0. */
export function rectified(graph: Graph, sign: 1 | -1, view: View): View {
  const keepsPositive = sign * view.scale > 0;
  if (isNonnegative(graph, scaled(view, Math.sign(view.scale))))
    return keepsPositive ? view : uniform(0, view.dtype, view.dims);
  const plain = unscaled(view);
  const result = keepsPositive
    ? pointwise(graph, "Relu", [plain], view.dims)
    : pointwise(graph, "Min", [plain, uniform(0, view.dtype)], view.dims);
  return scaled(result, view.scale);
}

export const max: Rule = binary((graph, a, b, dims) => extreme(graph, 1, a, b, dims));

export const min: Rule = binary((graph, a, b, dims) => extreme(graph, -1, a, b, dims));

/** Division that cuts off the fraction, of floats too. */
export const idiv: Rule = binary((graph, a, b, dims) => {
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantA !== undefined && constantB !== undefined) {
    return uniform(Math.trunc(constantA / constantB), a.dtype, dims);
  }
  const quotient = pointwise(graph, "Div", [a, b], dims);
  if (!isFloat(a.dtype)) return quotient;
  const magnitude = pointwise(graph, "Floor", [pointwise(graph, "Abs", [quotient], dims)], dims);
  return pointwise(graph, "Mul", [pointwise(graph, "Sign", [quotient], dims), magnitude], dims);
});

/** The remainder with the sign of the dividend, as in C. */
export const mod: Rule = binary((graph, a, b, dims) => {
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantA !== undefined && constantB !== undefined) return uniform(constantA % constantB, a.dtype, dims);
  return pointwise(graph, "Mod", [a, b], dims, { attributes: { fmod: integer(1) } });
});
