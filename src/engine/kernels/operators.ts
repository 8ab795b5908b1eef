/** Operators of ONNX that work entry by entry, on four numbers at once. A truth value is a word of ones or zeros. */
import type { Attributes, ElementType } from "../native/onnx.js";
import { bits, type Code, f32x4, floats, i32x4, type Locals, set, vectorOf, zeros } from "./assembler.js";
import { cosine, exponential, logarithm, sine } from "./functions.js";

export interface Operation {
  readonly type: string;
  readonly attributes: Attributes;
  /** Of the operands and of the result. */
  readonly from: ElementType;
  readonly to: ElementType;
}

/** Code of the result, given locals that hold the operands. */
type Operator = (locals: Locals, operands: readonly Code[], operation: Operation) => Code;

const ONE_BITS = 0x3f800000;
const allFour = (word: number): Code => vectorOf([word, word, word, word]);
const least = (a: Code, b: Code): Code => f32x4.pmin(a, b);

const numberIn = ({ attributes }: Operation, name: string, absent: number): number => {
  const attribute = attributes[name];
  return attribute?.kind === "float" || attribute?.kind === "integer" ? attribute.value : absent;
};

/** The larger, or NaN where either is. */
function extreme(choose: typeof f32x4.pmin): Operator {
  return (_, [a, b]) => {
    const chosen = choose(a, b);
    // The choice is its first operand, a, where either is NaN.
    return bits.select(chosen, f32x4.add(a, b), f32x4.eq(b, b));
  };
}

/** A ramp from 0 to 1; NaN stays NaN. */
const hardSigmoid: Operator = (_, [x], operation) => {
  const ramp = f32x4.add(
    f32x4.mul(x, floats(numberIn(operation, "alpha", 0.2))),
    floats(numberIn(operation, "beta", 0.5)),
  );
  return f32x4.pmax(least(ramp, floats(1)), floats(0));
};

const onFloats: Readonly<Record<string, Operator>> = {
  Add: (_, [a, b]) => f32x4.add(a, b),
  Sub: (_, [a, b]) => f32x4.sub(a, b),
  Mul: (_, [a, b]) => f32x4.mul(a, b),
  Div: (_, [a, b]) => f32x4.div(a, b),
  Neg: (_, [a]) => f32x4.neg(a),
  Abs: (_, [a]) => f32x4.abs(a),
  Sqrt: (_, [a]) => f32x4.sqrt(a),
  Floor: (_, [a]) => f32x4.floor(a),
  Ceil: (_, [a]) => f32x4.ceil(a),
  Reciprocal: (_, [a]) => f32x4.div(floats(1), a),
  Relu: (_, [a]) => f32x4.pmax(a, zeros),
  Max: extreme(f32x4.pmax),
  Min: extreme(f32x4.pmin),
  Exp: (locals, [a]) => exponential(locals, a),
  Log: (locals, [a]) => logarithm(locals, a),
  Sin: (locals, [a]) => sine(locals, a),
  Cos: (locals, [a]) => cosine(locals, a),
  HardSigmoid: hardSigmoid,
  Less: (_, [a, b]) => f32x4.lt(a, b),
  LessOrEqual: (_, [a, b]) => f32x4.le(a, b),
  Equal: (_, [a, b]) => f32x4.eq(a, b),
};

const onIntegers: Readonly<Record<string, Operator>> = {
  Add: (_, [a, b]) => i32x4.add(a, b),
  Sub: (_, [a, b]) => i32x4.sub(a, b),
  Mul: (_, [a, b]) => i32x4.mul(a, b),
  Neg: (_, [a]) => i32x4.neg(a),
  Abs: (_, [a]) => i32x4.abs(a),
  Max: (_, [a, b]) => i32x4.max(a, b),
  Min: (_, [a, b]) => i32x4.min(a, b),
  Less: (_, [a, b]) => i32x4.lt(a, b),
  LessOrEqual: (_, [a, b]) => i32x4.le(a, b),
  Equal: (_, [a, b]) => i32x4.eq(a, b),
};

const onTruths: Readonly<Record<string, Operator>> = {
  And: (_, [a, b]) => bits.and(a, b),
  Or: (_, [a, b]) => bits.or(a, b),
  Xor: (_, [a, b]) => bits.xor(a, b),
  Not: (_, [a]) => bits.not(a),
  Equal: (_, [a, b]) => i32x4.eq(a, b),
};

const onType: Partial<Record<ElementType, Readonly<Record<string, Operator>>>> = {
  float32: onFloats,
  int32: onIntegers,
  bool: onTruths,
};

/** By C's rules: fractions are cut off, a truth is 1, "not zero" is true. */
const casts: Readonly<Record<string, (a: Code) => Code>> = {
  "bool float32": (a) => bits.and(a, allFour(ONE_BITS)),
  "bool int32": (a) => bits.and(a, allFour(1)),
  "float32 bool": (a) => bits.not(f32x4.eq(a, zeros)),
  "int32 bool": (a) => bits.not(i32x4.eq(a, zeros)),
  "int32 float32": f32x4.fromInt,
  "float32 int32": i32x4.fromFloat,
};

/** Undefined where there is none for these types. */
function operatorOf({ type, from, to }: Operation): Operator | undefined {
  if (type === "Identity") return (_, [a]) => a;
  if (type === "Where") return (_, [condition, yes, no]) => bits.select(yes, no, condition);
  if (type !== "Cast") return onType[from]?.[type];
  const cast = casts[`${from} ${to}`];
  return cast && ((_, [a]) => cast(a));
}

export const hasOperator = (operation: Operation): boolean => operatorOf(operation) !== undefined;

/** Sets `result`; operands are locals or constants, and may be read several times. */
export function operate(locals: Locals, operation: Operation, operands: readonly Code[], result: number): Code {
  const operator = operatorOf(operation);
  if (!operator) throw new RangeError(`no kernel for ${operation.type} of ${operation.from}`);
  return set(result, operator(locals, operands, operation));
}
