/** The `wasm` engine: the step run by kernels of our own, or jitted by the tensor library. Runs in browsers and everywhere else. */
import { withKeptInstances } from "./keptInstances.js";
import { jit } from "./library.js";
import { batchAt, hostTensor, mapTree, toDevice } from "./libraryArrays.js";
import type { CompiledStep, StepExample, StepFunction, StepInputs, StepOutputs } from "./protocols.js";
import { startEngine } from "./start.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "./tensor.js";

function toHost(tensor: Tensor): HostTensor {
  const shape = [...tensor.shape];
  return hostTensor(shape, tensor.dataSync());
}

class WasmStep implements CompiledStep {
  readonly backend = "wasm";
  readonly #step;

  constructor(step: StepFunction) {
    this.#step = jit((state: Record<string, Tensor>, batch: Record<string, Tensor>) => {
      const next = step(state, batch);
      return { state: { ...next.state }, metrics: { ...next.metrics } };
    });
  }

  async run(initial: HostTree, inputs: StepInputs): Promise<StepOutputs> {
    return withKeptInstances(() => this.#train(initial, inputs));
  }

  #train(initial: HostTree, inputs: StepInputs): StepOutputs {
    const steps = inputs.indices.shape[0];
    let state: TensorTree = mapTree(initial, toDevice);
    const metrics: Record<string, Float32Array> = {};
    for (let k = 0; k < steps; k++) {
      const next = this.#step({ ...state }, { ...batchAt(inputs, k) });
      state = next.state;
      for (const [name, value] of Object.entries(next.metrics)) {
        const { size } = value;
        metrics[name] ??= new Float32Array(steps * size);
        metrics[name].set(value.dataSync(), k * size);
      }
    }
    return { state: mapTree(state, toHost), metrics };
  }

  dispose(): void {
    this.#step.dispose();
  }
}

/** Compiles for WebAssembly: by kernels of our own, or by the tensor library where the step holds something that they have not. */
export async function compileWasm(step: StepFunction, example: StepExample): Promise<CompiledStep> {
  await startEngine();
  return (await compileKernels(step, example)) ?? new WasmStep(step);
}

/** The library's own way, by which ours is checked. The first `run` traces and compiles (0.1 to 2 s); later ones do not. */
export async function compileLibrary(step: StepFunction): Promise<CompiledStep> {
  await startEngine();
  return new WasmStep(step);
}

async function compileKernels(step: StepFunction, example: StepExample): Promise<CompiledStep | undefined> {
  // Without an example nothing is known of the shapes; the library learns them when the step is first run.
  if (Object.keys(example.state).length === 0) return undefined;
  const { compileKernels, NoKernel } = await import("./portable/index.js");
  const { UnsupportedPrimitive } = await import("./native/errors.js");
  try {
    return compileKernels(step, example);
  } catch (error) {
    if (error instanceof NoKernel || error instanceof UnsupportedPrimitive) return undefined;
    throw error;
  }
}
