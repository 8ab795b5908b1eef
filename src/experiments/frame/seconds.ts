/** Milliseconds per update, by engine, for the estimate that is shown before a run starts. */
import type { Backend } from "../../protocols.js";

/** Milliseconds per update on one core. */
export type UpdateCost = Readonly<Record<"wasm" | "native", number>>;

/** What a graphics processor takes depends on which one it is, and is guessed to be what the native engine takes. */
export const costOn = (cost: UpdateCost, backend: Backend): number => cost[backend === "wasm" ? "wasm" : "native"];
