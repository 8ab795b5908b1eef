/** A plan -> steps of training, one at a time or many at once, and the networks of autoencoders by objective. */
export {
  autoencoder,
  type BioAeStrengths,
  type BioVaeStrengths,
  betaTcvae,
  betaVae,
  bioAe,
  bioVae,
  type QlaeStrengths,
  qlae,
} from "./autoencoderObjectives.js";
export type { ChunkOptions } from "./chunks.js";
export { type ForwardOptions, type OpenForward, openForward, type Recording, runForward } from "./forward.js";
export type { Layout, LayoutEntry } from "./layout.js";
export { allRows, minibatches } from "./minibatches.js";
export {
  type AnyPlan,
  checkPlan,
  fromCheckpoint,
  initialState,
  type Learning,
  parametersOf,
  type StreamedPlan,
  type TrainingPlan,
  type TrainingState,
  toCheckpoint,
  type WeightedTerm,
  withParameters,
} from "./plan.js";
export { trainingStep } from "./step.js";
export { compilePlan, type TrainingMoment, type TrainOptions, train, trainChunk, trainToEnd } from "./train.js";
export { type NetworkMoment, trainMany } from "./trainMany.js";
