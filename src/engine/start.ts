/** Wakes the tensor library once per thread, on its WebAssembly backend. */
import { PurecellError } from "../math/errors.js";
import { loadLibrary } from "./library.js";

let ready: Promise<void> | undefined;

/** The library names Float16Array when float64 arrays are made; Node 20 lacks it and any class of that name serves. */
function standInForFloat16(): void {
  if (!("Float16Array" in globalThis)) Object.defineProperty(globalThis, "Float16Array", { value: class {} });
}

async function start(): Promise<void> {
  standInForFloat16();
  const { defaultDevice, init } = await loadLibrary();
  const started = await init("wasm");
  if (!started.includes("wasm")) {
    throw new PurecellError("WebAssembly is not available here, and training needs it: use Node 20.19 or later", 4);
  }
  defaultDevice("wasm");
}

/** Idempotent. */
export function startEngine(): Promise<void> {
  ready ??= start();
  return ready;
}
