export * from "./convolution.js";
export * from "./gradient.js";
export * from "./ops.js";
export * from "./optimisers.js";
export type * from "./protocols.js";
export * from "./safetensors.js";
export * from "./schedules.js";
export * from "./start.js";
export * from "./wasm.js";
