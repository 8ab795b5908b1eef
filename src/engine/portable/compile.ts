/** Steps run by kernels of our own. */
import type { CompiledStep, HostTensor, HostTree, StepExample, StepFunction, StepInputs, StepOutputs } from "../protocols.js";
import { type TracedStep, traceStep } from "../native/trace.js";
import { product } from "../native/view.js";
import { loweredStep } from "./lowered.js";
import { type Program, programOf } from "./program.js";

const BYTES = 4;

export class KernelStep implements CompiledStep {
  readonly backend = "wasm";
  private readonly memory: WebAssembly.Memory;
  private readonly step: () => void;

  constructor(
    private readonly traced: TracedStep,
    private readonly program: Program,
  ) {
    this.memory = new WebAssembly.Memory({ initial: program.pages, maximum: program.pages });
    const { step } = new WebAssembly.Instance(new WebAssembly.Module(program.module), { env: { memory: this.memory } }).exports;
    if (typeof step !== "function") throw new TypeError("a program without its function");
    this.step = () => void step();
    for (const [place, words] of program.fixed) new Int32Array(this.memory.buffer, place, words.length).set(words);
  }

  async run(state: HostTree, inputs: StepInputs): Promise<StepOutputs> {
    const { traced, program } = this;
    const ports = [...traced.state, ...traced.data, ...traced.perStep];
    const places = new Map(ports.map((port, i) => [port, this.words(port, program.inputs[i])]));
    const write = (port: (typeof ports)[number], data: Words) => places.get(port)?.set(data);
    for (const port of traced.state) write(port, state[port.name].data);
    const steps = inputs.indices.shape[0];
    const sizes = traced.metrics.map((_, i) => product(program.metricShapes[i]));
    const metrics = traced.metrics.map((_, i) => new Float32Array(steps * sizes[i]));
    const read = program.metrics.map((place, i) => new Float32Array(this.memory.buffer, place, sizes[i]));
    for (let k = 0; k < steps; k++) {
      for (const port of traced.data) gather(inputs.data[port.name], rowsAt(inputs.indices, k), places.get(port));
      for (const port of traced.perStep) {
        const size = product(port.shape);
        write(port, inputs.perStep[port.name].data.subarray(k * size, (k + 1) * size));
      }
      this.step();
      for (const [i, values] of metrics.entries()) values.set(read[i], k * sizes[i]);
    }
    const next = traced.state.map((port): [string, HostTensor] => [
      port.name,
      { shape: port.shape, data: (places.get(port) ?? new Float32Array()).slice() },
    ]);
    return {
      state: Object.fromEntries(next),
      metrics: Object.fromEntries(traced.metrics.map((name, i) => [name, metrics[i]])),
    };
  }

  dispose(): void {}

  private words({ dtype, shape }: TracedStep["state"][number], place: number): Words {
    const Kind = dtype === "int32" ? Int32Array : Float32Array;
    return new Kind(this.memory.buffer, place, product(shape));
  }
}

type Words = Float32Array | Int32Array;

const rowsAt = ({ shape: [, batch], data }: HostTensor, k: number): Words => data.subarray(k * batch, (k + 1) * batch);

function gather({ shape, data }: HostTensor, rows: Words, to: Words | undefined): void {
  const size = product(shape.slice(1));
  if (size < 32) {
    if (to) for (let i = 0; i < rows.length; i++) for (let j = 0; j < size; j++) to[i * size + j] = data[rows[i] * size + j];
    return;
  }
  for (let i = 0; i < rows.length; i++) to?.set(data.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
}

/** The tensor library must have been started. Throws NoKernel, or UnsupportedPrimitive, where the step holds what has no kernel. */
export function compileKernels(step: StepFunction, example: StepExample): KernelStep {
  const traced = traceStep(step, example);
  return new KernelStep(traced, programOf(loweredStep(traced)));
}
