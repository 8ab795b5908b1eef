/** The `wasm` engine: the step jitted by the tensor library to WebAssembly. Runs in browsers and everywhere else. */
import { jit, numpy } from "./library.js";
import type { CompiledStep, StepExample, StepFunction, StepInputs, StepOutputs } from "./protocols.js";
import { startEngine } from "./start.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "./tensor.js";

const toDevice = (tensor: HostTensor): Tensor =>
  numpy.array(tensor.data, {
    shape: [...tensor.shape],
    dtype: tensor.data instanceof Int32Array ? numpy.int32 : numpy.float32,
  });

const mapTree = <A, B>(tree: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, f(value, name)]));

function toHost(tensor: Tensor): HostTensor {
  const shape = [...tensor.shape];
  const data = tensor.dataSync();
  if (data instanceof Float32Array || data instanceof Int32Array) return { shape, data: data.slice() };
  throw new TypeError(`a step may return float32 and int32 tensors only, not ${data.constructor.name}`);
}

const rowSize = (tensor: HostTensor): number => tensor.shape.slice(1).reduce((product, length) => product * length, 1);

/** Entry `index` along the first axis, not copied. */
function entry(tensor: HostTensor, index: number): HostTensor {
  const size = rowSize(tensor);
  return { shape: tensor.shape.slice(1), data: tensor.data.subarray(index * size, (index + 1) * size) };
}

/** The rows of `tensor` numbered by `rows`, copied. */
function gather(tensor: HostTensor, rows: ArrayLike<number>): HostTensor {
  const size = rowSize(tensor);
  const data =
    tensor.data instanceof Int32Array ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) data.set(tensor.data.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
  return { shape: [rows.length, ...tensor.shape.slice(1)], data };
}

function batchAt(inputs: StepInputs, k: number): TensorTree {
  const rows = entry(inputs.indices, k).data;
  return {
    ...mapTree(inputs.data, (tensor) => toDevice(gather(tensor, rows))),
    ...mapTree(inputs.perStep, (tensor) => toDevice(entry(tensor, k))),
  };
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

/** Compiles for WebAssembly. The first `run` traces and compiles (0.1 to 2 s); later ones do not. */
export async function compileWasm(step: StepFunction, _example: StepExample): Promise<CompiledStep> {
  await startEngine();
  return new WasmStep(step);
}
