/** Chains of operations that work entry by entry, as one pass over memory. */
import type { ElementType } from "../native/onnx.js";
import {
  type Assembly,
  advance,
  type Code,
  get,
  i32,
  type Local,
  type Locals,
  load,
  repeat,
  set,
  store,
  storeLane,
  vectorOf,
} from "./assembler.js";
import { type Operation, operate } from "./operators.js";

/** An operand: a constant word for all entries, what is read from memory, or the result of an earlier operation. */
export type Source =
  | { readonly kind: "constant"; readonly word: number }
  | { readonly kind: "memory"; readonly input: number }
  | { readonly kind: "result"; readonly operation: number };

export interface ChainOperation extends Operation {
  readonly operands: readonly Source[];
}

export interface Chain {
  /** Lengths of the axes that are walked, the last fastest. */
  readonly dims: readonly number[];
  /** Of each input, in entries. Along the last axis 1, or 0 where it repeats. */
  readonly inputs: readonly (readonly number[])[];
  readonly operations: readonly ChainOperation[];
  /** Numbers of the operations whose results are stored, all entries one behind the other. */
  readonly outputs: readonly number[];
}

const BYTES = 4;
const LANES = 4;

/** A function of the addresses of inputs, then of outputs. */
export function defineChain(assembly: Assembly, chain: Chain): number {
  const { dims, inputs, outputs } = chain;
  const parameters = [...inputs, ...outputs].map(() => "i32" as const);
  return assembly.define(`chain ${JSON.stringify(chain)}`, parameters, (locals, ...pointers) => {
    const strides = [...inputs, ...outputs.map(() => contiguous(dims))];
    const held = locals.many("v128", inputs.length);
    const walk: Walk = { chain, pointers, strides, held };
    const everywhere = strides.map((steps) => steps.every((step) => step === 0));
    const fixed = inputs.map((_, i) => (everywhere[i] ? set(held[i], load.splat(get(pointers[i]))) : []));
    return [fixed, nest(locals, walk, 0)];
  });
}

interface Walk {
  readonly chain: Chain;
  /** Of inputs, then outputs. */
  readonly pointers: readonly Local[];
  readonly strides: readonly (readonly number[])[];
  /** What was last read of each input. */
  readonly held: readonly Local[];
}

function contiguous(dims: readonly number[]): number[] {
  return dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
}

/** The loop over one axis, with those over the later ones inside. */
function nest(locals: Locals, walk: Walk, axis: number): Code {
  const { dims } = walk.chain;
  if (axis === dims.length - 1) return innermost(locals, walk, dims[axis]);
  const counter = locals.make("i32");
  const inner = nest(locals, walk, axis + 1);
  const moves = walk.pointers.map((pointer, i) => {
    const [step, ahead] = walk.strides[i].slice(axis);
    const gone = ahead * dims[axis + 1];
    return step === gone ? [] : advance(pointer, BYTES * (step - gone));
  });
  return [set(counter, i32(0)), repeat(counter, i32(dims[axis]), i32(1), [inner, moves])];
}

function innermost(locals: Locals, walk: Walk, length: number): Code {
  const { chain, pointers, strides, held } = walk;
  const last = chain.dims.length - 1;
  const repeats = (i: number) => strides[i][last] === 0;
  const varies = (i: number) => strides[i].some((step) => step !== 0);
  const first = chain.inputs.map((_, i) => (repeats(i) && varies(i) ? set(held[i], load.splat(get(pointers[i]))) : []));
  const turn = (single: boolean): Code => [
    chain.inputs.map((_, i) => (repeats(i) ? [] : set(held[i], (single ? load.lane : load.v128)(get(pointers[i]))))),
    evaluated(locals, walk, single),
    pointers.map((pointer, i) => (repeats(i) ? [] : advance(pointer, single ? BYTES : LANES * BYTES))),
  ];
  const [vectors, singles] = [Math.floor(length / LANES), length % LANES];
  return [first, turns(locals, vectors, () => turn(false)), turns(locals, singles, () => turn(true))];
}

function turns(locals: Locals, count: number, turn: () => Code): Code {
  if (count === 0) return [];
  if (count === 1) return turn();
  const counter = locals.make("i32");
  return [set(counter, i32(0)), repeat(counter, i32(count), i32(1), turn())];
}

/** All operations on what is held, and their results stored. */
function evaluated(locals: Locals, { chain, pointers, held }: Walk, single: boolean): Code {
  const results: Local[] = [];
  const code = chain.operations.map((operation) => {
    const operands = operation.operands.map((source) => codeOf(source, held, results));
    const result = locals.make("v128");
    results.push(result);
    return operate(locals, operation, operands, result);
  });
  const stored = chain.outputs.map((operation, i) => {
    const address = get(pointers[chain.inputs.length + i]);
    return single ? storeLane(address, get(results[operation])) : store.v128(address, get(results[operation]));
  });
  return [code, stored];
}

function codeOf(source: Source, held: readonly Local[], results: readonly Local[]): Code {
  if (source.kind === "constant") return vectorOf([source.word, source.word, source.word, source.word]);
  return get(source.kind === "memory" ? held[source.input] : results[source.operation]);
}

/** The word by which kernels hold a number. */
export function wordOf(value: number, dtype: ElementType): number {
  if (dtype === "float32") return new Int32Array(Float32Array.of(value).buffer)[0];
  return dtype === "bool" ? -Number(value !== 0) : Math.trunc(value);
}
