/** Tensors and steps that are compiled: operations, gradients, optimisers, schedules, weights in files. (On Node: purecell/engine/node.) */
export { conv4s2, deconv4s2 } from "./convolution.js";
export { flatten } from "./flatten.js";
export { type Loss, type LossAndGradient, lossAndGradient } from "./gradient.js";
export {
  absolute,
  batchMean,
  cos,
  disposeAll,
  exp,
  fixed,
  held,
  log,
  logSumExp,
  matmul,
  maximumOverRows,
  nearestValue,
  negativePart,
  relu,
  roll,
  sin,
  softplus,
  sqrt,
  square,
  squaredDistances,
  stackColumns,
  stackRows,
  straightThrough,
  sumAll,
} from "./ops.js";
export { type AdamOptions, adam, clipGlobalNorm, type MomentumOptions, type Optimiser, sgd } from "./optimisers.js";
export type {
  Backend,
  BackendChoice,
  Compile,
  CompiledStep,
  HostTensor,
  HostTree,
  StepExample,
  StepFunction,
  StepInputs,
  StepOutputs,
  Tensor,
  TensorTree,
} from "./protocols.js";
export { fromSafetensors, type SafetensorsFile, type StoredFloat, toSafetensors } from "./safetensors.js";
export {
  constant,
  cosine,
  cosineTo,
  fallingFirstHalf,
  linearSecondHalf,
  risingFirstHalf,
  type Schedule,
  type ScheduleName,
  schedules,
} from "./schedules.js";
export { startEngine } from "./start.js";
export { compileWasm } from "./wasm.js";
