/** Steps run by kernels of our own. */
import { UsageError } from "../../math/errors.js";
import { type Port, type TracedStep, traceStep } from "../native/trace.js";
import { product } from "../native/view.js";
import type {
  CompiledStep,
  HostTensor,
  HostTree,
  StepExample,
  StepFunction,
  StepInputs,
  StepOutputs,
} from "../protocols.js";
import { loweredStep } from "./lowered.js";
import { borrowMemory, returnMemory } from "./memory.js";
import { type Program, programOf } from "./program.js";

/** The tensor library must have been started. Throws NoKernel, or UnsupportedPrimitive, where the step holds what has no kernel. */
export function compileKernels(step: StepFunction, example: StepExample): CompiledStep {
  const traced = traceStep(step, example);
  return new KernelStep(traced, new Machine(programOf(loweredStep(traced))));
}

type Words = Float32Array | Int32Array;
type Places = ReadonlyMap<Port, Words>;

/** A program on the memory that it shares with others. */
class Machine {
  private readonly memory: WebAssembly.Memory;
  readonly step: () => void;

  constructor(readonly program: Program) {
    const { pages, module } = program;
    this.memory = borrowMemory(pages);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory: this.memory } });
    const { step } = exports;
    if (typeof step !== "function") throw new TypeError("a program without its function");
    this.step = () => void step();
  }

  /** What never changes; others may have been here. */
  writeFixed(): void {
    for (const [place, words] of this.program.fixed) new Int32Array(this.memory.buffer, place, words.length).set(words);
  }

  release(): void {
    returnMemory();
  }

  /** The numbers at a place. */
  words(place: number, shape: readonly number[], dtype = "float32"): Words {
    const Kind = dtype === "int32" ? Int32Array : Float32Array;
    return new Kind(this.memory.buffer, place, product(shape));
  }
}

class KernelStep implements CompiledStep {
  readonly backend = "wasm";
  private machine: Machine | undefined;

  constructor(
    private readonly traced: TracedStep,
    machine: Machine,
  ) {
    this.machine = machine;
  }

  /** Waits for nothing in between, so that no other step meets its numbers. */
  async run(state: HostTree, inputs: StepInputs): Promise<StepOutputs> {
    if (!this.machine) throw new UsageError("a step was run after it was disposed of");
    const { traced, machine } = this;
    const { program } = machine;
    machine.writeFixed();
    const places = this.placesIn(machine);
    for (const port of traced.state) writeWhole(places, port, known(state, port));
    const steps = inputs.indices.shape[0];
    const current = program.metrics.map((place, i) => machine.words(place, program.metricShapes[i]));
    const metrics = current.map(({ length }) => new Float32Array(steps * length));
    for (let k = 0; k < steps; k++) {
      writeBatch(traced, places, inputs, k);
      machine.step();
      for (const [i, values] of current.entries()) metrics[i].set(values, k * values.length);
    }
    const next = traced.state.map(
      (port) => [port.name, { shape: port.shape, data: wordsOf(places, port).slice() }] as const,
    );
    return {
      state: Object.fromEntries(next),
      metrics: Object.fromEntries(traced.metrics.map((name, i) => [name, metrics[i]])),
    };
  }

  dispose(): void {
    this.machine?.release();
    this.machine = undefined;
  }

  /** Where what goes in is put. */
  private placesIn(machine: Machine): Places {
    const { state, data, perStep } = this.traced;
    const ports = [...state, ...data, ...perStep];
    return new Map(ports.map((port, i) => [port, machine.words(machine.program.inputs[i], port.shape, port.dtype)]));
  }
}

function wordsOf(places: Places, port: Port): Words {
  const words = places.get(port);
  if (!words) throw new RangeError(`"${port.name}" has no place`);
  return words;
}

function writeWhole(places: Places, port: Port, { shape, data }: HostTensor): void {
  const words = wordsOf(places, port);
  if (data.length !== words.length)
    throw new UsageError(`the step was compiled with "${port.name}" of [${port.shape}], not of [${shape}]`);
  words.set(data);
}

/** What step k reads. */
function writeBatch(step: TracedStep, places: Places, inputs: StepInputs, k: number): void {
  const [, batch] = inputs.indices.shape;
  const rows = inputs.indices.data.subarray(k * batch, (k + 1) * batch);
  for (const port of step.data) {
    const tensor = known(inputs.data, port);
    checkRows(port, tensor, rows);
    copyRows(tensor, rows, wordsOf(places, port));
  }
  for (const port of step.perStep) {
    const words = wordsOf(places, port);
    words.set(known(inputs.perStep, port).data.subarray(k * words.length, (k + 1) * words.length));
  }
}

function known(tree: HostTree, { name }: Port): HostTensor {
  const tensor = tree[name];
  if (!tensor) throw new UsageError(`the step was compiled with "${name}", which is not among ${Object.keys(tree)}`);
  return tensor;
}

/** What lies outside the data would be read as whatever an array has there. */
function checkRows({ name }: Port, { shape: [count] }: HostTensor, rows: Words): void {
  const outside = rows.find((row) => !(row >= 0 && row < count));
  if (outside !== undefined)
    throw new UsageError(`"${name}" has no row ${outside}: its ${count} rows are numbered from 0`);
}

/** Rows of fewer numbers are copied one number after another: a view of a row costs more. */
const FEWEST_AT_ONCE = 32;

function copyRows({ shape, data }: HostTensor, rows: Words, to: Words): void {
  const size = product(shape.slice(1));
  if (rows.length * size !== to.length)
    throw new UsageError(`the step was compiled for batches of ${to.length / size} rows, not of ${rows.length}`);
  for (let i = 0; i < rows.length; i++) {
    const first = rows[i] * size;
    if (size >= FEWEST_AT_ONCE) to.set(data.subarray(first, first + size), i * size);
    else for (let j = 0; j < size; j++) to[i * size + j] = data[first + j];
  }
}
