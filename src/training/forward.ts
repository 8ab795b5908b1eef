/** Runs a trained model forward on many samples, in batches of one size so that one compiled program serves all. */
import { disposeAll } from "../engine/ops.js";
import type { Compile, HostTree, Model, Tensor } from "../protocols.js";

const BATCH = 500;

export interface Recording {
  /** Each exposed layer's activity, Float32 [samples x units] */
  readonly activity: Readonly<Record<string, Float32Array>>;
  /** Float32 [samples x outputs] */
  readonly output: Float32Array;
}

/** Activity and output for `input` [samples x inputs]. */
export async function runForward(
  model: Model,
  parameters: HostTree,
  input: Float32Array,
  compile: Compile,
): Promise<Recording> {
  const samples = input.length / model.inputs;
  const widths = { ...model.layers, output: model.outputs };
  const blank = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [
      `out.${name}`,
      { shape: [BATCH, width], data: new Float32Array(BATCH * width) },
    ]),
  );
  const example = { shape: [BATCH, model.inputs], data: new Float32Array(BATCH * model.inputs) };
  const state = { ...parameters, ...blank };
  const step = await compile((trees, batch) => forwardStep(model, Object.keys(parameters), trees, batch.input), {
    state,
    data: { input: example },
    perStep: {},
  });
  const out = Object.fromEntries(
    Object.entries(widths).map(([name, width]) => [name, new Float32Array(samples * width)]),
  );
  for (let start = 0; start < samples; start += BATCH) {
    const rows = Int32Array.from({ length: BATCH }, (_, i) => Math.min(start + i, samples - 1));
    const inputs = { data: { input: { shape: [samples, model.inputs], data: input } }, perStep: {} };
    const result = await step.run(state, { ...inputs, indices: { shape: [1, BATCH], data: rows } });
    const kept = Math.min(BATCH, samples - start);
    for (const [name, width] of Object.entries(widths)) {
      out[name].set(Float32Array.from(result.state[`out.${name}`].data.subarray(0, kept * width)), start * width);
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
