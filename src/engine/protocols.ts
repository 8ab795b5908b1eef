/** The contract of a compiled training step, and of the engines that run it. */
import type { HostTensor, HostTree, Tensor, TensorTree } from "./tensor.js";

/** `webgpu` runs on a graphics processor; the other two on a core. */
export type Backend = "wasm" | "native" | "webgpu";

/** What the user asks for: `auto` takes `native` where it loads and can run the step, else `wasm`; never `webgpu`. */
export type BackendChoice = Backend | "auto";

/**
 * One training step as a pure function: (state, batch) -> (next state, metrics: scalars, or vectors of n). It is traced once, owns its
 * arguments (every tensor is consumed exactly once, extra uses through `.ref`) and may not draw random numbers or read
 * anything outside: noise, dropout masks, learning rates and strengths arrive in the batch.
 */
export type StepFunction = (state: TensorTree, batch: TensorTree) => { state: TensorTree; metrics: TensorTree };

/**
 * What K steps read.
 * - `data`: resident data sets, each [rows x ...]; step k sees the rows `indices[k]`, as [batch x ...] under the same name.
 * - `indices`: Int32 [K x batch], row numbers into every `data` entry. All entries have the same number of rows.
 * - `perStep`: [K x ...]; step k sees entry k, as [...] under the same name. For schedules, strengths and noise.
 * Names of `data` and `perStep` are disjoint.
 */
export interface StepInputs {
  readonly data: HostTree;
  readonly indices: HostTensor;
  readonly perStep: HostTree;
}

export interface StepOutputs {
  /** Same names and shapes as the state given. */
  readonly state: HostTree;
  /** Each metric after each step: Float32 [K], or [K x n] for a vector of n. */
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** A step compiled by one engine. `run` does K = indices.shape[0] steps; K may differ from call to call. */
export interface CompiledStep {
  readonly backend: Backend;
  run(state: HostTree, inputs: StepInputs): Promise<StepOutputs>;
  dispose(): void;
}

/** Shapes by example: one batch as the step function sees it (already gathered, [batch x ...] and [...]). */
export interface StepExample {
  readonly state: HostTree;
  /** Entries that are gathered rows of `data`. */
  readonly data: HostTree;
  /** Entries that arrive once per step. */
  readonly perStep: HostTree;
}

/** An engine: turns a step function into a compiled step, or throws EngineError saying what it cannot do. */
export type Compile = (step: StepFunction, example: StepExample) => Promise<CompiledStep>;

export type { HostTensor, HostTree, Tensor, TensorTree };
