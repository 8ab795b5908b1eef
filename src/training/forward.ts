/** Runs a trained model forward on many samples, in batches of one size so that one compiled program serves all. */
import { disposeAll } from "../engine/ops.js";
import type { CompiledStep } from "../engine/protocols.js";
import type { HostTensor } from "../engine/tensor.js";
import type { Compile, HostTree, Model, Tensor } from "../protocols.js";

export interface ForwardOptions {
  /** Samples at a time. */
  readonly batch?: number;
  /** Rows of activity and output for every sample, e.g. a world's places. */
  readonly rows?: number;
}

export interface Recording {
  /** Each exposed layer's activity, Float32 [samples x units] */
  readonly activity: Readonly<Record<string, Float32Array>>;
  /** Float32 [samples x outputs] */
  readonly output: Float32Array;
}

/** A model's forward pass, compiled, for samples that come in parts. */
export interface OpenForward {
  /**
   * Activity and output for `input` [samples x inputs]; with several rows a sample, [samples rows x width]. Other parameters of the
   * same shapes may take the place of those it was opened with.
   */
  run(input: Float32Array, parameters?: HostTree): Promise<Recording>;
  dispose(): void;
}

/** `run` of an open forward pass, once. */
export async function runForward(
  model: Model,
  parameters: HostTree,
  input: Float32Array,
  compile: Compile,
  options: ForwardOptions = {},
): Promise<Recording> {
  const forward = await openForward(model, parameters, compile, options);
  const recording = await forward.run(input);
  forward.dispose();
  return recording;
}

/**
 * Compiles the model's forward pass for batches of `batch` inputs, to be run as often as one likes and disposed of at the end.
 * `rows` is how many rows of activity one input gives.
 */
export async function openForward(
  model: Model,
  parameters: HostTree,
  compile: Compile,
  { batch = 500, rows = 1 }: ForwardOptions = {},
): Promise<OpenForward> {
  const widths = { ...model.layers, output: model.outputs };
  const blank = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [
      `out.${name}`,
      { shape: [batch * rows, width], data: new Float32Array(batch * rows * width) },
    ]),
  );
  const example = { shape: [batch, model.inputs], data: new Float32Array(batch * model.inputs) };
  const state = { ...parameters, ...blank };
  const step = await compile((trees, given) => forwardStep(model, Object.keys(parameters), trees, given.input), {
    state,
    data: { input: example },
    perStep: {},
  });
  const sizes = { batch, rows, widths };
  return {
    run(input, others = {}) {
      const rows = { shape: [input.length / model.inputs, model.inputs], data: input };
      return inBatches(step, { ...state, ...others }, sizes, rows);
    },
    dispose: () => step.dispose(),
  };
}

interface Sizes extends Required<ForwardOptions> {
  readonly widths: Readonly<Record<string, number>>;
}

async function inBatches(
  step: CompiledStep,
  state: HostTree,
  { batch, rows, widths }: Sizes,
  input: HostTensor,
): Promise<Recording> {
  const [samples] = input.shape;
  const out = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [name, new Float32Array(samples * rows * width)]),
  );
  for (let start = 0; start < samples; start += batch) {
    const chosen = Int32Array.from({ length: batch }, (_, i) => Math.min(start + i, samples - 1));
    const result = await step.run(state, {
      data: { input },
      perStep: {},
      indices: { shape: [1, batch], data: chosen },
    });
    const kept = Math.min(batch, samples - start);
    for (const [name, width] of Object.entries(widths)) {
      out[name].set(
        Float32Array.from(result.state[`out.${name}`].data.subarray(0, kept * rows * width)),
        start * rows * width,
      );
    }
  }
  const { output, ...activity } = out;
  return { activity, output };
}

/** A "step" whose next state holds the layers' activity: forward passes need no machinery of their own. */
function forwardStep(model: Model, names: readonly string[], trees: Readonly<Record<string, Tensor>>, input: Tensor) {
  const parameters = Object.fromEntries(names.map((name) => [name, trees[name].ref]));
  const { output, activity, latent = {}, preactivation = {} } = model.forward(parameters, input);
  disposeAll([...Object.values(latent), ...Object.values(preactivation)]);
  const next: Record<string, Tensor> = { "out.output": output };
  for (const name of names) next[name] = trees[name];
  for (const [name, values] of Object.entries(activity)) next[`out.${name}`] = values;
  return { state: next, metrics: {} };
}
