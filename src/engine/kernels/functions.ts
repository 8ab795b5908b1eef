/**
 * Functions of four float32 numbers by S. Moshier's Cephes library (expf.c, logf.c, sinf.c, 1992): the argument is brought into a short
 * interval, where a polynomial serves. Exponentials and logarithms are good to 2e-7 of their value, sine and cosine to 1e-7 up to
 * arguments of some thousands.
 */
import { bits, type Code, f32x4, floats, get, i32, i32x4, type Locals, set, vectorOf } from "./assembler.js";

const { add, sub, mul } = f32x4;

/** c[0] x^n + ... + c[n] */
const polynomial = (x: Code, [first, ...rest]: readonly number[]): Code =>
  rest.reduce((sum: Code, coefficient) => add(mul(sum, x), floats(coefficient)), floats(first));

const LOG2_E = Math.LOG2E;
/** ln 2 in two parts, the first so short that its multiples are exact. */
const [LN2_HIGH, LN2_LOW] = [0.693359375, -2.1219444e-4];
const EXP = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];
/** Beyond these the result is 0 or infinite. */
const [LEAST, MOST] = [-104, 89];

/** 2 to the power of whole numbers from -126 to 127. */
const powerOfTwo = (exponent: Code): Code =>
  i32x4.shiftLeft(i32x4.add(exponent, vectorOf([127, 127, 127, 127])), i32(23));

export function exponential(locals: Locals, x: Code): Code {
  const [rest, power, whole, half, result] = locals.many("v128", 5);
  return [
    // Asked this way round, NaN stays NaN.
    set(rest, f32x4.pmax(f32x4.pmin(x, floats(MOST)), floats(LEAST))),
    set(power, f32x4.nearest(mul(get(rest), floats(LOG2_E)))),
    set(rest, sub(sub(get(rest), mul(get(power), floats(LN2_HIGH))), mul(get(power), floats(LN2_LOW)))),
    set(result, add(mul(mul(polynomial(get(rest), EXP), get(rest)), get(rest)), add(get(rest), floats(1)))),
    set(whole, i32x4.fromFloat(get(power))),
    set(half, i32x4.shiftRight(get(whole), i32(1))),
    // In two factors, since a power below 2^-126 or above 2^127 is no number, though the result may be.
    mul(mul(get(result), powerOfTwo(get(half))), powerOfTwo(i32x4.sub(get(whole), get(half)))),
  ];
}

const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];
const SMALLEST_NORMAL = 2 ** -126;
const ROOT_HALF = Math.SQRT1_2;
const HALF_BITS = 0x3f000000;
const MANTISSA_BITS = 0x007fffff;

export function logarithm(locals: Locals, of: Code): Code {
  const [x, tiny, normal, exponent, mantissa, small, square, result] = locals.many("v128", 8);
  const fraction = bits.or(bits.and(get(normal), allFour(MANTISSA_BITS)), allFour(HALF_BITS));
  return [
    set(x, of),
    set(tiny, f32x4.lt(get(x), floats(SMALLEST_NORMAL))),
    set(normal, bits.select(mul(get(x), floats(2 ** 23)), get(x), get(tiny))),
    set(exponent, i32x4.sub(i32x4.shiftRight(get(normal), i32(23)), allFour(126))),
    set(exponent, i32x4.sub(get(exponent), bits.and(get(tiny), allFour(23)))),
    set(mantissa, fraction),
    set(small, f32x4.lt(get(mantissa), floats(ROOT_HALF))),
    set(exponent, i32x4.add(get(exponent), get(small))),
    set(mantissa, sub(add(get(mantissa), bits.and(get(small), get(mantissa))), floats(1))),
    set(square, mul(get(mantissa), get(mantissa))),
    set(exponent, f32x4.fromInt(get(exponent))),
    set(result, mul(mul(polynomial(get(mantissa), LOG), get(mantissa)), get(square))),
    set(result, add(get(result), mul(get(exponent), floats(LN2_LOW)))),
    set(result, sub(get(result), mul(get(square), floats(0.5)))),
    set(result, add(add(get(mantissa), get(result)), mul(get(exponent), floats(LN2_HIGH)))),
    atTheEdges(get(x), get(result)),
  ];
}

const allFour = (word: number): Code => vectorOf([word, word, word, word]);

/** -Infinity at 0, Infinity at Infinity, NaN below 0 and of NaN. */
function atTheEdges(x: Code, result: Code): Code {
  const finite = bits.select(floats(Number.POSITIVE_INFINITY), result, f32x4.eq(x, floats(Number.POSITIVE_INFINITY)));
  const above = bits.select(floats(Number.NEGATIVE_INFINITY), finite, f32x4.eq(x, floats(0)));
  return bits.select(above, floats(Number.NaN), f32x4.ge(x, floats(0)));
}

const SINE = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1];
const COSINE = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2];
/** pi / 2 in three parts, the first two so short that their multiples are exact. */
const HALF_PI = [1.5703125, 4.837512969970703e-4, 7.549789948768648e-8];

/** The sine, or where `quarters` is 1 the cosine: the sine a quarter of a turn on. */
function turned(locals: Locals, x: Code, quarters: 0 | 1): Code {
  const [rest, count, turns, square, odd, sine, cosine] = locals.many("v128", 7);
  const isOdd = i32x4.eq(bits.and(get(turns), allFour(1)), allFour(1));
  const signOf = i32x4.shiftLeft(bits.and(get(turns), allFour(2)), i32(30));
  return [
    set(rest, x),
    set(count, f32x4.nearest(mul(get(rest), floats(2 / Math.PI)))),
    set(turns, i32x4.add(i32x4.fromFloat(get(count)), allFour(quarters))),
    HALF_PI.map((part) => set(rest, sub(get(rest), mul(get(count), floats(part))))),
    set(square, mul(get(rest), get(rest))),
    set(odd, isOdd),
    set(sine, add(mul(mul(polynomial(get(square), SINE), get(square)), get(rest)), get(rest))),
    set(cosine, mul(mul(polynomial(get(square), COSINE), get(square)), get(square))),
    set(cosine, add(sub(get(cosine), mul(get(square), floats(0.5))), floats(1))),
    bits.xor(bits.select(get(cosine), get(sine), get(odd)), signOf),
  ];
}

export const sine = (locals: Locals, x: Code): Code => turned(locals, x, 0);

export const cosine = (locals: Locals, x: Code): Code => turned(locals, x, 1);
