/** Networks as plain functions over their parameters, and the classical codes they are compared with. */
export { type ConvAutoencoderOptions, convAutoencoder } from "./convAutoencoder.js";
export { type ConvVaeOptions, convVae, imageEncoder } from "./convVae.js";
export { type CuedRecallOptions, cuedRecall, DELAY_CODE } from "./cuedRecall.js";
export { type DeepAutoencoderOptions, deepAutoencoder } from "./deepAutoencoder.js";
export { type FastIcaOptions, fastIca, type IndependentComponents } from "./fastIca.js";
export {
  halfSize,
  type ImageNetworkOptions,
  imageDecoder,
  isDecoderMatrix,
  pixelsOf,
  published,
} from "./imageNetworks.js";
export {
  glorotUniform,
  heNormal,
  type Initialisation,
  type InitialisationName,
  initialisations,
  torchDefault,
} from "./initialisation.js";
export { type Activation, activations, applyLayer, initialiseLayers, type Layer } from "./layers.js";
export type { FittedCode } from "./linearCode.js";
export { type LinearNetworkOptions, type LinearWeights, linearNetwork, linearWeights } from "./linearNetwork.js";
export { type MaskedAutoencoderOptions, maskedAutoencoder } from "./maskedAutoencoder.js";
export { type HiddenLayer, type MlpOptions, mlp } from "./mlp.js";
export { type NmfOptions, type NonnegativeFactors, nmf } from "./nmf.js";
export { PATTERN_COLUMNS, type PatternOptions, patternFormation, readoutName } from "./patternFormation.js";
export { type PrincipalComponents, pca, whitening } from "./pca.js";
export { withPreactivations } from "./preactivations.js";
export {
  type RecurrentCodeOptions,
  recurrentCode,
  type TrainedRecurrentCode,
  trainedRecurrentCode,
} from "./recurrentCode.js";
export {
  INPUT_WEIGHT,
  OUTPUT_BIAS,
  OUTPUT_WEIGHT,
  orthogonalRecurrence,
  RECURRENT_BIAS,
  type RecurrentActivity,
  type RecurrentNetworkOptions,
  recurrentNetwork,
  recurrentWeight,
  runRecurrentNetwork,
} from "./recurrentNetwork.js";
export {
  alteredCode,
  type CodeAlteration,
  codeAt,
  type FourierSeries,
  fourierSeries,
  type SpatialCodeOptions,
  spatialCode,
  tuningPower,
  type View,
} from "./spatialCode.js";
export { tightLinearNetwork } from "./tightLinearNetwork.js";
export {
  halfPlane,
  positionWaves,
  type TwoFactorReach,
  twoFactorWaves,
  type Wave,
  type WaveKind,
} from "./waveVectors.js";
