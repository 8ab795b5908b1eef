/** Which engines this computer has, and the choice among them. */
import { UsageError } from "../math/errors.js";
import { installOptional } from "../math/optionalPackages.node.js";
import type { Backend, BackendChoice, Compile, CompiledStep, StepExample, StepFunction } from "./protocols.js";

export interface EngineChoice {
  readonly backend: Backend;
  /** Why this one: shown by `doctor`, kept with every result. */
  readonly reason: string;
}

/** The reason for an engine that a person chose. */
export const ASKED_FOR = "asked for";

/** Resolves `auto` to the fastest engine of a core that loads. Throws UsageError when the one asked for cannot be used. */
export async function chooseEngine(choice: BackendChoice): Promise<EngineChoice> {
  if (choice === "wasm") return { backend: "wasm", reason: ASKED_FOR };
  if (choice === "webgpu") return chooseAccelerator();
  const { nativeAvailable } = await import("./native/session.node.js");
  const native = await nativeAvailable();
  if (native.available) return { backend: "native", reason: choice === "native" ? ASKED_FOR : native.reason };
  if (choice === "auto") return { backend: "wasm", reason: native.reason };
  throw new UsageError(
    `the native engine cannot be used: ${native.reason}. Use --engine wasm, or add it: ${installOptional()}`,
  );
}

/** What `auto` will choose, as far as can be seen without loading it: for estimates. */
export function likelyEngine(): Backend {
  try {
    import.meta.resolve("onnxruntime-node");
    return "native";
  } catch {
    return "wasm";
  }
}

async function chooseAccelerator(): Promise<EngineChoice> {
  const { findAccelerator, INSTALL_WEBGPU } = await import("./accelerator.node.js");
  const { available, found } = await findAccelerator();
  if (available) return { backend: "webgpu", reason: found };
  throw new UsageError(
    `no graphics processor can be used: ${found}. Use --device cpu, or add WebGPU: ${INSTALL_WEBGPU}`,
  );
}

/** The compiler of one engine, loaded on first use. */
export function compilerFor(backend: Backend): Compile {
  if (backend === "webgpu") return compileOnAccelerator;
  if (backend === "wasm") return async (step, example) => (await import("./wasm.js")).compileWasm(step, example);
  return async (step, example) => (await import("./native/index.node.js")).compileNative(step, example);
}

const compileOnAccelerator: Compile = async (step, example) => {
  await chooseAccelerator();
  return (await import("./webgpu.js")).compileWebgpu(step, example);
};

export interface StepChoice {
  readonly compiled: CompiledStep;
  /** Why this engine. */
  readonly reason: string;
}

/**
 * Compiles a step for the engine asked for. `auto` takes the native engine where the package loads and the whole step can be lowered
 * to it, else WebAssembly, and says why. Throws UsageError when `native` is asked for and either is not so.
 */
export async function compileStep(
  step: StepFunction,
  example: StepExample,
  choice: BackendChoice = "auto",
): Promise<StepChoice> {
  const { backend, reason } = await chooseEngine(choice);
  if (choice !== "auto" || backend === "wasm") return { compiled: await compilerFor(backend)(step, example), reason };
  const { RuntimeRefusal, UnsupportedPrimitive } = await import("./native/errors.js");
  try {
    return { compiled: await compilerFor("native")(step, example), reason };
  } catch (error) {
    if (!(error instanceof UnsupportedPrimitive || error instanceof RuntimeRefusal)) throw error;
    return { compiled: await compilerFor("wasm")(step, example), reason: error.message };
  }
}
