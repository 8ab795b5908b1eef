/** Runs a trained model forward on many samples, in batches of one size so that one compiled program serves all. */
import { disposeAll } from "../engine/ops.js";
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

/** Activity and output for `input` [samples x inputs]; with several rows a sample, [samples rows x width]. */
export async function runForward(
  model: Model,
  parameters: HostTree,
  input: Float32Array,
  compile: Compile,
  { batch = 500, rows = 1 }: ForwardOptions = {},
): Promise<Recording> {
  const samples = input.length / model.inputs;
  const widths = { ...model.layers, output: model.outputs };
  const blank = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [
      `out.${name}`,
      { shape: [batch * rows, width], data: new Float32Array(batch * rows * width) },
    ]),
  );
  const example = { shape: [batch, model.inputs], data: new Float32Array(batch * model.inputs) };
  const state = { ...parameters, ...blank };
  const step = await compile((trees, { input: some }) => forwardStep(model, Object.keys(parameters), trees, some), {
    state,
    data: { input: example },
    perStep: {},
  });
  const out = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [name, new Float32Array(samples * rows * width)]),
  );
  for (let start = 0; start < samples; start += batch) {
    const taken = Int32Array.from({ length: batch }, (_, i) => Math.min(start + i, samples - 1));
    const inputs = { data: { input: { shape: [samples, model.inputs], data: input } }, perStep: {} };
    const result = await step.run(state, { ...inputs, indices: { shape: [1, batch], data: taken } });
    const kept = rows * Math.min(batch, samples - start);
    for (const [name, width] of Object.entries(widths)) {
      out[name].set(
        Float32Array.from(result.state[`out.${name}`].data.subarray(0, kept * width)),
        start * rows * width,
      );
    }
  }
  step.dispose();
  const { output, ...activity } = out;
  return { activity, output };
}

/** A "step" whose next state holds the layers' activity: forward passes need no machinery of their own. */
function forwardStep(model: Model, names: readonly string[], trees: Readonly<Record<string, Tensor>>, input: Tensor) {
  const parameters = Object.fromEntries(names.map((name) => [name, trees[name].ref]));
  const { output, activity, latent = {} } = model.forward(parameters, input);
  disposeAll(Object.values(latent));
  const next: Record<string, Tensor> = { "out.output": output };
  for (const name of names) next[name] = trees[name];
  for (const [name, values] of Object.entries(activity)) next[`out.${name}`] = values;
  return { state: next, metrics: {} };
}
