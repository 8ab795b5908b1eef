/** The native engine: a step function traced once, lowered to ONNX, and run K steps per call. */
import { UsageError } from "../../math/errors.js";
import type { Compile, CompiledStep, HostTensor, HostTree, StepInputs, StepOutputs } from "../protocols.js";
import { startEngine } from "../start.js";
import { RuntimeRefusal, UnsupportedPrimitive } from "./errors.js";
import { locate } from "./locate.js";
import {
  dataInput,
  INDICES,
  type LoopModel,
  loopModel,
  metricOutput,
  perStepInput,
  stateInput,
  stateOutput,
} from "./loop.js";
import { Session } from "./session.node.js";
import { type TracedStep, traceStep } from "./trace.js";

/**
 * Compiles a training step for onnxruntime-node, on one thread.
 * Throws UnsupportedPrimitive (a UsageError) when the step holds something that cannot be lowered.
 */
export const compileNative: Compile = async (step, example) => {
  await startEngine();
  const traced = traceStep(step, example);
  const traceAgain = () => void traceStep(step, example);
  const { bytes, metricFactors } = lowered(traced, traceAgain);
  const session = await located(Session.create(bytes), traceAgain);
  return new NativeStep(traced, metricFactors, session, traceAgain);
};

/** The step as a model; a refusal also says which line of the step it is about. */
function lowered(traced: TracedStep, traceAgain: () => void): LoopModel {
  try {
    return loopModel(traced);
  } catch (error) {
    if (!(error instanceof UnsupportedPrimitive)) throw error;
    throw new UnsupportedPrimitive(error.primitive, error.detail, locate(error.primitive, traceAgain));
  }
}

/** What the runtime does; where it refuses, the error also says which line of the step it is about. */
async function located<Result>(work: Promise<Result>, traceAgain: () => void): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RuntimeRefusal) || error.primitive === undefined) throw error;
    const { verb, runtimeMessage, cause, primitive } = error;
    throw new RuntimeRefusal(verb, runtimeMessage, { cause }, locate(primitive, traceAgain));
  }
}

class NativeStep implements CompiledStep {
  readonly backend = "native";

  constructor(
    private readonly traced: TracedStep,
    private readonly metricFactors: readonly number[],
    private readonly session: Session,
    private readonly traceAgain: () => void,
  ) {}

  async run(state: HostTree, inputs: StepInputs): Promise<StepOutputs> {
    const running = this.session.run(this.feeds(state, inputs), inputs.indices.shape[0]);
    const results = await located(running, this.traceAgain);
    const next = this.traced.state.map(({ name }) => [name, result(results, stateOutput(name))] as const);
    const metrics = this.traced.metrics.map((name, i) => {
      const values = floats(result(results, metricOutput(name)));
      return [name, values.map((value) => value * this.metricFactors[i])] as const;
    });
    return { state: Object.fromEntries(next), metrics: Object.fromEntries(metrics) };
  }

  dispose(): void {
    void this.session.release();
  }

  private feeds(state: HostTree, { data, indices, perStep }: StepInputs): Map<string, HostTensor> {
    const feeds = new Map([[INDICES, indices]]);
    for (const { name } of this.traced.state) feeds.set(stateInput(name), entry(state, name));
    for (const { name } of this.traced.data) feeds.set(dataInput(name), entry(data, name));
    for (const { name } of this.traced.perStep) feeds.set(perStepInput(name), entry(perStep, name));
    return feeds;
  }
}

function entry(tree: HostTree, name: string): HostTensor {
  const tensor = tree[name];
  if (!tensor) throw new UsageError(`the step was compiled with "${name}", which is not among ${Object.keys(tree)}`);
  return tensor;
}

function result(results: ReadonlyMap<string, HostTensor>, name: string): HostTensor {
  const tensor = results.get(name);
  if (!tensor) throw new UsageError(`onnxruntime-node did not return "${name}"`);
  return tensor;
}

function floats({ data }: HostTensor): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new UsageError("a metric is a float32 number");
}
