/** Comparisons, choices and conversions. */
import { UnsupportedPrimitive } from "../errors.js";
import type { Graph } from "../graph.js";
import { elementType, type Lowering, type Rule, resultDims, resultType } from "../lowering.js";
import type { ElementType } from "../onnx.js";
import { castTo, pointwise } from "../pointwise.js";
import { type Atom, type Equation, isLiteral } from "../program.js";
import { broadcastTo, constantOf, scaled, uniform, unscaled, type View } from "../view.js";
import { rectified } from "./arithmetic.js";

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
  if (other === 0 && Number.isFinite(number)) return scaled(castTo(graph, condition, yes.dtype), number);
  if (number !== 0 || !Number.isFinite(other)) return undefined;
  return scaled(castTo(graph, pointwise(graph, "Not", [condition], condition.dims), yes.dtype), other);
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
