/** onnxruntime-node: the one place that loads it. */
import type { InferenceSession, Tensor as RuntimeTensor } from "onnxruntime-node";
import { UsageError } from "../../math/errors.js";
import type { HostTensor } from "../protocols.js";
import { RuntimeRefusal } from "./errors.js";

type Runtime = typeof import("onnxruntime-node");

/** Failures arrive as exceptions; the runtime need not print them as well. */
const FATAL_ONLY = 4;

/** One thread: the networks are small, and trainings run side by side, one to a core. */
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ["cpu"],
  executionMode: "sequential",
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: FATAL_ONLY,
};

let runtime: Promise<Runtime> | undefined;

/** Loads the package once. Throws whatever the import throws when it is not installed or does not fit the machine. */
export async function loadRuntime(): Promise<Runtime> {
  runtime ??= import("onnxruntime-node");
  const loaded = await runtime;
  loaded.env.logLevel = "fatal";
  return loaded;
}

/** Whether the native engine can be used here, and why not. */
export async function nativeAvailable(): Promise<{ readonly available: boolean; readonly reason: string }> {
  try {
    await loadRuntime();
    return { available: true, reason: "onnxruntime-node is installed" };
  } catch (error) {
    const detail = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return { available: false, reason: `onnxruntime-node does not load: ${detail}` };
  }
}

/** A model loaded for running. */
export class Session {
  private constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
  ) {}

  /** Throws RuntimeRefusal when the runtime rejects the model. */
  static async create(model: Uint8Array): Promise<Session> {
    const runtime = await loadRuntime();
    try {
      return new Session(runtime, await runtime.InferenceSession.create(model, OPTIONS));
    } catch (error) {
      throw new RuntimeRefusal("rejects", messageOf(error), { cause: error });
    }
  }

  /** Throws RuntimeRefusal with the runtime's message when a node fails, e.g. on a row number outside the data. */
  async run(inputs: ReadonlyMap<string, HostTensor>, steps: number): Promise<ReadonlyMap<string, HostTensor>> {
    const feeds: Record<string, RuntimeTensor> = {
      steps: new this.runtime.Tensor("int64", BigInt64Array.of(BigInt(steps)), []),
    };
    for (const [name, { data, shape }] of inputs) {
      const type = data instanceof Int32Array ? "int32" : "float32";
      feeds[name] = new this.runtime.Tensor(type, data, shape);
    }
    try {
      const results = await this.session.run(feeds, { logSeverityLevel: FATAL_ONLY });
      return new Map(Object.entries(results).map(([name, tensor]) => [name, toHost(tensor)]));
    } catch (error) {
      throw new RuntimeRefusal("could not run", messageOf(error), { cause: error });
    }
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

function toHost(tensor: RuntimeTensor): HostTensor {
  const { data, dims } = tensor;
  if (data instanceof Float32Array || data instanceof Int32Array) return { shape: dims, data };
  throw new UsageError(`onnxruntime-node returned ${tensor.type} numbers`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
