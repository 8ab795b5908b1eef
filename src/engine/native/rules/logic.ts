/** Comparisons, choices and conversions. */
import { UnsupportedPrimitive } from "../errors.js";
import type { Graph } from "../graph.js";
import { elementType, type Lowering, type Rule, resultDims, resultType } from "../lowering.js";
import { type ElementType, float } from "../onnx.js";
import { castTo, pointwise } from "../pointwise.js";
import { type Atom, type Equation, isLiteral } from "../program.js";
import { broadcastTo, constantOf, equalNumbers, scaled, uniform, unscaled, type View } from "../view.js";
import { isNonnegative, multiply, rectified } from "./arithmetic.js";

const RANK: readonly ElementType[] = ["bool", "uint32", "int32", "float32"];

/** The type in which two operands are compared: a weakly typed one (a plain number) follows the other. */
function commonType(a: Atom, b: Atom): ElementType {
  const [typeA, typeB] = [elementType(a.aval.dtype), elementType(b.aval.dtype)];
  if (a.aval.weakType !== b.aval.weakType) {
    const strong = a.aval.weakType ? typeB : typeA;
    return strong === "bool" ? "uint32" : strong;
  }
  return RANK.indexOf(typeA) > RANK.indexOf(typeB) ? typeA : typeB;
}

/** ONNX has no order of bool and of uint32; both fit where it has. */
const ORDERED: Partial<Record<ElementType, ElementType>> = { bool: "int32", uint32: "int64" };

const compareNumbers: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  less: (a, b) => a < b,
  less_equal: (a, b) => a <= b,
  equal: (a, b) => a === b,
  not_equal: (a, b) => a !== b,
};

const COMPARE_TYPES: Readonly<Record<string, string>> = {
  less: "Less",
  less_equal: "LessOrEqual",
  equal: "Equal",
  not_equal: "Equal",
};

export const compare: Rule = ({ graph }, equation, operands) => {
  const op: string = equation.params.op;
  const dims = resultDims(equation);
  const common = commonType(equation.inputs[0], equation.inputs[1]);
  const [a, b] = operands.map((operand) => castTo(graph, operand, common));
  const [constantA, constantB] = [constantOf(a), constantOf(b)];
  if (constantA !== undefined && constantB !== undefined) {
    return [uniform(Number(compareNumbers[op](constantA, constantB)), "bool", dims)];
  }
  const known = knownBySign(graph, op, ...withoutFactors(a, b));
  if (known !== undefined) return [uniform(Number(known), "bool", dims)];
  const [p, q] = withoutFactors(a, b).map((view) => castTo(graph, view, ORDERED[common] ?? common));
  const result = pointwise(graph, COMPARE_TYPES[op], [p, q], dims, { dtype: "bool" });
  return [op === "not_equal" ? pointwise(graph, "Not", [result], dims) : result];
};

/** Against zero a factor matters only by its sign: -x < 0 is 0 < x. */
function withoutFactors(a: View, b: View): readonly [View, View] {
  if (constantOf(b) === 0 && a.scale !== 0) return a.scale > 0 ? [unscaled(a), b] : [b, unscaled(a)];
  if (constantOf(a) === 0 && b.scale !== 0) return b.scale > 0 ? [a, unscaled(b)] : [unscaled(b), a];
  return [a, b];
}

/** What is nonnegative is never below 0. */
function knownBySign(graph: Graph, op: string, a: View, b: View): boolean | undefined {
  if (op === "less_equal" && constantOf(a) === 0 && isNonnegative(graph, b)) return true;
  return op === "less" && constantOf(b) === 0 && isNonnegative(graph, a) ? false : undefined;
}

export const where: Rule = (lowering, equation, [condition, ...branches]) => {
  const { graph } = lowering;
  const dims = resultDims(equation);
  const [yes, no] = branches.map((branch) => castTo(graph, branch, resultType(equation)));
  const sign = signKept(lowering, equation);
  if (sign !== undefined && no.dtype === "float32") return [rectified(graph, sign, no)];
  return [choose(graph, condition, yes, no, dims)];
};

/**
 * 1 when the equation says "0 where x <= 0, else x", -1 when it says "0 where x >= 0, else x". Written as a maximum or
 * minimum it takes one pass; either way a NaN stays NaN.
 */
function signKept(lowering: Lowering, { inputs: [condition, yes, no] }: Equation): 1 | -1 | undefined {
  const comparison = lowering.definition(condition, "compare");
  if (!comparison || !isZero(yes) || !String(comparison.params.op).startsWith("less")) return undefined;
  const [low, high] = comparison.inputs;
  if (isZero(high) && low === no) return 1;
  return isZero(low) && high === no ? -1 : undefined;
}

const isZero = (atom: Atom): boolean => isLiteral(atom) && atom.value === 0;

/** `yes` where the condition holds, else `no`. */
export function choose(graph: Graph, condition: View, yes: View, no: View, dims: readonly number[]): View {
  const known = constantOf(condition);
  if (known !== undefined) return broadcastTo(known !== 0 ? yes : no, dims);
  const indicated = multipleOfIndicator(graph, condition, yes, no);
  if (indicated) return broadcastTo(indicated, dims);
  const masked = maskedBranch(graph, condition, yes, no, dims);
  if (masked) return masked;
  if (constantOf(no) === 0) return factoredChoice(graph, condition, yes, no, dims, yes.scale);
  if (constantOf(yes) === 0 || yes.scale === no.scale) {
    return factoredChoice(graph, condition, yes, no, dims, no.scale);
  }
  return pointwise(graph, "Where", [condition, yes, no], dims, { dtype: yes.dtype });
}

/** A choice between a number and 0 is a multiple of the condition as 0 or 1: a fifth of the time of a choice. */
function multipleOfIndicator(graph: Graph, condition: View, yes: View, no: View): View | undefined {
  const [number, other] = [constantOf(yes), constantOf(no)];
  if (number === undefined || other === undefined || yes.dtype !== "float32") return undefined;
  if (other === 0 && Number.isFinite(number)) return scaled(indicator(graph, condition, true), number);
  if (number !== 0 || !Number.isFinite(other)) return undefined;
  return scaled(indicator(graph, condition, false), other);
}

/** A choice by a sign between 0 and what is finite, such as the gradient of a rectified layer: a product takes half the time of a choice. */
function maskedBranch(graph: Graph, condition: View, yes: View, no: View, dims: readonly number[]): View | undefined {
  const kept = constantOf(yes) === 0 ? no : constantOf(no) === 0 ? yes : undefined;
  if (kept === undefined || kept.dtype !== "float32" || typeof kept.source !== "object") return undefined;
  if (!graph.staysFinite(kept.source)) return undefined;
  const mask = indicatorOfSign(graph, condition, kept === yes);
  return mask && multiply(graph, kept, mask, dims);
}

/** 1 where the condition holds, or does not, else 0. */
function indicator(graph: Graph, condition: View, holds: boolean): View {
  const bySign = indicatorOfSign(graph, condition, holds);
  if (bySign) return bySign;
  return castTo(graph, holds ? condition : pointwise(graph, "Not", [condition], condition.dims), "float32");
}

/** Times this, numbers on either side of 0 lie beyond -1 and 1, all but those below 1e-38 that processors are slow with. */
const STEEP = 3e38;

/** The same of a comparison with 0, in one pass: a ramp from 0 to 1 so steep that it is a step. */
function indicatorOfSign(graph: Graph, condition: View, holds: boolean): View | undefined {
  if (typeof condition.source !== "object") return undefined;
  const { shape } = condition.source;
  const comparison = graph.maker(condition.source);
  const isAboutSign = comparison?.type === "Less" || comparison?.type === "LessOrEqual";
  const [low = "", high = ""] = isAboutSign ? comparison.inputs : [];
  const rises = graph.numberOf(low) === 0;
  const compared = rises ? high : low;
  const tensor = graph.tensor(compared);
  if (tensor?.dtype !== "float32" || !equalNumbers(tensor.shape, shape)) return undefined;
  if (!rises && graph.numberOf(high) !== 0) return undefined;
  const holdsAtZero = (comparison?.type === "LessOrEqual") === holds;
  const attributes = { alpha: float(rises === holds ? STEEP : -STEEP), beta: float(Number(holdsAtZero)) };
  // What is above 0 is so when rectified, too; if nothing else reads the layer as it was, its product takes that in.
  const isAbove = rises === holds && !holdsAtZero;
  const read = (isAbove ? graph.found("Relu", [tensor]) : undefined) ?? tensor;
  const source = graph.apply("HardSigmoid", [read], shape, { attributes, dtype: "float32" });
  return { ...condition, source, dtype: "float32" };
}

/** A choice whose branches share a factor (zero has any). */
function factoredChoice(graph: Graph, condition: View, yes: View, no: View, dims: readonly number[], factor: number) {
  const operands = [condition, unscaled(yes), unscaled(no)];
  return scaled(pointwise(graph, "Where", operands, dims, { dtype: yes.dtype }), factor);
}

export const cast: Rule = ({ graph }, equation, [operand]) => [castTo(graph, operand, resultType(equation))];

const LOGICAL: Readonly<Record<string, string>> = { and: "And", or: "Or", xor: "Xor" };
const BITWISE: Readonly<Record<string, string>> = { and: "BitwiseAnd", or: "BitwiseOr", xor: "BitwiseXor" };

export const bitCombine: Rule = ({ graph }, equation, operands) => {
  const dtype = resultType(equation);
  const type = (dtype === "bool" ? LOGICAL : BITWISE)[equation.params.op];
  if (type === undefined) throw new UnsupportedPrimitive("bit_combine", `operation ${equation.params.op}`);
  const inType = operands.map((operand) => castTo(graph, operand, dtype));
  return [pointwise(graph, type, inType, resultDims(equation))];
};
