/** Functions of one number. */
import type { Rule } from "../lowering.js";
import { pointwise } from "../pointwise.js";
import { constantOf, scaled, uniform } from "../view.js";
import { sum } from "./arithmetic.js";

function unary(type: string, ofNumber: (x: number) => number): Rule {
  return ({ graph }, _, [operand]) => {
    const constant = constantOf(operand);
    if (constant !== undefined) return [uniform(ofNumber(constant), operand.dtype, operand.dims)];
    return [pointwise(graph, type, [operand], operand.dims)];
  };
}

export const exp = unary("Exp", Math.exp);
export const log = unary("Log", Math.log);
export const sqrt = unary("Sqrt", Math.sqrt);
export const sin = unary("Sin", Math.sin);
export const cos = unary("Cos", Math.cos);
export const asin = unary("Asin", Math.asin);
export const atan = unary("Atan", Math.atan);
export const floor = unary("Floor", Math.floor);
export const ceil = unary("Ceil", Math.ceil);

export const erf: Rule = ({ graph }, _, [operand]) => [pointwise(graph, "Erf", [operand], operand.dims)];

/** erfc(x) = 1 - erf(x); its relative accuracy is lost where erf(x) is nearly 1. */
export const erfc: Rule = ({ graph }, _, [operand]) => {
  const complement = scaled(pointwise(graph, "Erf", [operand], operand.dims), -1);
  return [sum(graph, uniform(1, operand.dtype), complement, operand.dims)];
};
