/**
 * WebAssembly written as nested lists of bytes: an expression is its operands' bytes followed by its own. Numbers of instructions are those of
 * the WebAssembly core specification, version 2, chapter 5 (Binary Format), and of its relaxed SIMD proposal.
 */

export type Code = number | readonly Code[];

export type ValueType = "i32" | "f32" | "f64" | "v128";

/** Number of a parameter or local of a function. */
export type Local = number;

const TYPE_BYTE: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** LEB128 of a whole number from 0 on. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** Signed LEB128 of a number of 32 bits. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 127) | 128);
    rest >>= 7;
  }
  return [...bytes, rest & 127];
}

const littleEndian = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];

const instruction =
  (...bytes: number[]) =>
  (...operands: readonly Code[]): Code => [operands, bytes];

const vector = (number: number) => instruction(0xfd, ...unsigned(number));

export const i32 = (value: number): Code => [0x41, signed(value)];
export const f32 = (value: number): Code => [0x43, littleEndian(value)];
export const get = (local: Local): Code => [0x20, unsigned(local)];
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local)];
export const call = (index: number, ...operands: readonly Code[]): Code => [operands, 0x10, unsigned(index)];

export const add = instruction(0x6a);
export const sub = instruction(0x6b);
export const mul = instruction(0x6c);
const lessThan = instruction(0x49);
const notBelow = instruction(0x4f);

/** local += value */
export const advance = (local: Local, value: number | Code): Code =>
  set(local, add(get(local), typeof value === "number" ? i32(value) : value));

/** Reads and writes at an address plus `offset` bytes. */
const reads =
  (...bytes: number[]) =>
  (address: Code, offset = 0): Code => [address, bytes, 0, unsigned(offset)];
const writes =
  (...bytes: number[]) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, bytes, 0, unsigned(offset)];

export const load = {
  i32: reads(0x28),
  f32: reads(0x2a),
  v128: reads(0xfd, 0),
  splat: reads(0xfd, 9),
  lane: reads(0xfd, 92),
};
export const store = { i32: writes(0x36), f32: writes(0x38), v128: writes(0xfd, 11) };
/** The first number of a vector. */
export const storeLane = (address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  0xfd,
  90,
  0,
  unsigned(offset),
  0,
];

/** Four float32 numbers at once. */
export const f32x4 = {
  splat: vector(0x13),
  eq: vector(0x41),
  lt: vector(0x43),
  gt: vector(0x44),
  le: vector(0x45),
  ge: vector(0x46),
  abs: vector(0xe0),
  neg: vector(0xe1),
  sqrt: vector(0xe3),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  div: vector(0xe7),
  /** NaN where either is. */
  min: vector(0xe8),
  max: vector(0xe9),
  /** b < a ? b : a */
  pmin: vector(0xea),
  /** a < b ? b : a */
  pmax: vector(0xeb),
  floor: vector(0x68),
  ceil: vector(0x67),
  trunc: vector(0x69),
  nearest: vector(0x6a),
  fromInt: vector(0xfa),
  /** a b + c, rounded once or twice. */
  relaxedMadd: vector(0x105),
  demoteZero: vector(0x5e),
  /** Number `lane` as a float32. */
  extract: (value: Code, lane: number): Code => [value, 0xfd, 0x1f, lane],
};

/** Four whole numbers, or 128 bits. */
export const i32x4 = {
  splat: vector(0x11),
  add: vector(0xae),
  sub: vector(0xb1),
  mul: vector(0xb5),
  min: vector(0xb6),
  max: vector(0xb8),
  eq: vector(0x37),
  lt: vector(0x39),
  le: vector(0x3d),
  abs: vector(0xa0),
  neg: vector(0xa1),
  shiftLeft: vector(0xab),
  shiftRight: vector(0xac),
  fromFloat: vector(0xf8),
};

export const bits = {
  not: vector(0x4d),
  and: vector(0x4e),
  andNot: vector(0x4f),
  or: vector(0x50),
  xor: vector(0x51),
  /** a where the mask has ones, else b. */
  select: (a: Code, b: Code, mask: Code): Code => vector(0x52)(a, b, mask),
};

export const f64x2 = { add: vector(0xf0), mul: vector(0xf2), promoteLow: vector(0x5f), splat: vector(0x14) };

/** Bytes of two vectors by their numbers, 0 to 15 of the first, 16 to 31 of the second. */
export const shuffle = (a: Code, b: Code, order: readonly number[]): Code => [a, b, 0xfd, 13, [...order]];

/** Whole numbers of two vectors by their numbers, 0 to 3 of the first, 4 to 7 of the second. */
export const shuffleWords = (a: Code, b: Code, order: readonly number[]): Code =>
  shuffle(
    a,
    b,
    order.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)),
  );

export const vectorOf = (words: readonly number[]): Code => [
  0xfd,
  12,
  [...new Uint8Array(Int32Array.from(words).buffer)],
];
export const zeros: Code = vectorOf([0, 0, 0, 0]);
export const floats = (value: number): Code => [0xfd, 12, [0, 1, 2, 3].map(() => littleEndian(value))];

export const copyMemory = (to: Code, from: Code, bytes: Code): Code => [to, from, bytes, 0xfc, 10, 0, 0];
export const clearMemory = (at: Code, bytes: Code): Code => [at, i32(0), bytes, 0xfc, 11, 0];

/** Runs `body` at least once, for `counter` as it is, then raised by `step`, as long as it is below `end`. */
export const repeat = (counter: Local, end: Code, step: Code, body: Code): Code => [
  [0x03, 0x40],
  body,
  set(counter, add(get(counter), step)),
  lessThan(get(counter), end),
  [0x0d, 0, 0x0b],
];

/** The same, but not at all where `counter` is not below `end`. */
export const whileBelow = (counter: Local, end: Code, step: Code, body: Code): Code => [
  lessThan(get(counter), end),
  [0x04, 0x40],
  repeat(counter, end, step, body),
  0x0b,
];

/** `body`, where a number is not below `least`. */
export const atLeast = (value: Code, least: number, body: Code): Code => [
  notBelow(value, i32(least)),
  [0x04, 0x40],
  body,
  0x0b,
];

/** The locals of a function under construction. */
export class Locals {
  private readonly types: ValueType[] = [];

  constructor(private readonly parameters: number) {}

  make(type: ValueType): Local {
    return this.parameters + this.types.push(type) - 1;
  }

  many(type: ValueType, count: number): Local[] {
    return Array.from({ length: count }, () => this.make(type));
  }

  bytes(): Code {
    return [unsigned(this.types.length), this.types.map((type) => [1, TYPE_BYTE[type]])];
  }
}

/** Writes a function: its code, given its locals and the numbers of its parameters. */
export type Build = (locals: Locals, ...parameters: Local[]) => Code;

interface Func {
  readonly parameters: readonly ValueType[];
  readonly code: number[];
}

/** A module that works on a memory given as "memory" of "env". No function of it returns anything. */
export class Assembly {
  private readonly functions: Func[] = [];

  /** @param relaxed whether there is an instruction for a b + c, which may round once */
  constructor(readonly relaxed: boolean) {}

  private readonly known = new Map<string, number>();

  /** The number of a function, which is built where there is none of this name. */
  define(name: string, parameters: readonly ValueType[], build: Build): number {
    const existing = this.known.get(name);
    if (existing !== undefined) return existing;
    const locals = new Locals(parameters.length);
    const body = build(locals, ...parameters.keys());
    const code = flat([locals.bytes(), body, 0x0b]);
    const index = this.functions.push({ parameters, code }) - 1;
    this.known.set(name, index);
    return index;
  }

  /** a b + c */
  multiplyAdd(a: Code, b: Code, c: Code): Code {
    return this.relaxed ? f32x4.relaxedMadd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
  }

  /** The module; functions are exported by the names given. */
  bytes(exported: Readonly<Record<string, number>>): Uint8Array<ArrayBuffer> {
    const entries = Object.entries(exported);
    return Uint8Array.from(
      flat([
        [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        section(
          1,
          this.functions.map(({ parameters }) => [0x60, vectorBytes(parameters.map((type) => TYPE_BYTE[type])), 0]),
        ),
        section(2, [[text("env"), text("memory"), 2, 0, 0]]),
        section(
          3,
          this.functions.map((_, index) => unsigned(index)),
        ),
        section(
          7,
          entries.map(([name, index]) => [text(name), 0, unsigned(index)]),
        ),
        section(
          10,
          this.functions.map(({ code }) => [unsigned(code.length), code]),
        ),
      ]),
    );
  }
}

const vectorBytes = (entries: readonly Code[]): Code => [unsigned(entries.length), entries];

const text = (value: string): Code => vectorBytes([...new TextEncoder().encode(value)]);

function section(id: number, entries: readonly Code[]): Code {
  const content = flat(vectorBytes(entries));
  return [id, unsigned(content.length), content];
}

function flat(code: Code): number[] {
  const bytes: number[] = [];
  const add = (part: Code): void => {
    if (typeof part === "number") bytes.push(part);
    else for (const each of part) add(each);
  };
  add(code);
  return bytes;
}
