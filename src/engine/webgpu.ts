/**
 * The `webgpu` engine: the step that `wasm` runs, compiled by the tensor library to WebGPU shaders. Wherever `navigator.gpu` has an
 * adapter: browsers, Deno, and Node with the optional package webgpu (accelerator.node.ts). It pays where steps are large; a small
 * network waits longer for the graphics processor than it would compute.
 */
import { UsageError } from "../math/errors.js";
import { defaultDevice, jit, loadLibrary } from "./library.js";
import { batchAt, hostTensor, mapTree, toDevice } from "./libraryArrays.js";
import type { CompiledStep, StepExample, StepFunction, StepInputs, StepOutputs } from "./protocols.js";
import { startEngine } from "./start.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "./tensor.js";

let ready: Promise<void> | undefined;

async function start(): Promise<void> {
  await startEngine();
  const { init } = await loadLibrary();
  const started: readonly string[] = await init("webgpu");
  if (!started.includes("webgpu"))
    throw new UsageError("the tensor library found no WebGPU adapter here: use another engine");
}

/** Runs `act`, which must not wait for anything, with arrays made on the graphics processor. */
function onGpu<Result>(act: () => Result): Result {
  const before = defaultDevice();
  defaultDevice("webgpu");
  try {
    return act();
  } finally {
    defaultDevice(before);
  }
}

async function toHost(tensor: Tensor): Promise<HostTensor> {
  const shape = [...tensor.shape];
  return hostTensor(shape, await tensor.data());
}

class WebgpuStep implements CompiledStep {
  readonly backend = "webgpu";
  readonly #step;

  constructor(step: StepFunction) {
    this.#step = jit((state: Record<string, Tensor>, batch: Record<string, Tensor>) => {
      const next = step(state, batch);
      return { state: { ...next.state }, metrics: { ...next.metrics } };
    });
  }

  /** Steps are queued without waiting; metrics are read when all have been. */
  async run(initial: HostTree, inputs: StepInputs): Promise<StepOutputs> {
    const { state, metrics } = onGpu(() => this.#queue(initial, inputs));
    const read: Record<string, Float32Array> = {};
    for (const [name, values] of Object.entries(metrics)) {
      const parts = await Promise.all(values.map(toHost));
      read[name] = Float32Array.from(parts.flatMap(({ data }) => Array.from(data)));
    }
    const names = Object.keys(state);
    const tensors = await Promise.all(names.map((name) => toHost(state[name])));
    return { state: Object.fromEntries(names.map((name, i) => [name, tensors[i]])), metrics: read };
  }

  #queue(initial: HostTree, inputs: StepInputs) {
    let state: TensorTree = mapTree(initial, toDevice);
    const metrics: Record<string, Tensor[]> = {};
    for (let k = 0; k < inputs.indices.shape[0]; k++) {
      const next = this.#step({ ...state }, { ...batchAt(inputs, k) });
      state = next.state;
      for (const [name, value] of Object.entries(next.metrics)) {
        metrics[name] ??= [];
        metrics[name].push(value);
      }
    }
    return { state, metrics };
  }

  dispose(): void {
    this.#step.dispose();
  }
}

/** Throws UsageError where there is no adapter. The first `run` traces and compiles. */
export async function compileWebgpu(step: StepFunction, _example: StepExample): Promise<CompiledStep> {
  ready ??= start();
  await ready;
  return new WebgpuStep(step);
}
