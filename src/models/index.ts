export * from "./convAutoencoder.js";
export * from "./convVae.js";
export * from "./deepAutoencoder.js";
export * from "./fastIca.js";
export {
  halfSize,
  type ImageNetworkOptions,
  imageDecoder,
  isDecoderMatrix,
  pixelsOf,
  published,
} from "./imageNetworks.js";
export * from "./initialisation.js";
export * from "./layers.js";
export * from "./linearCode.js";
export * from "./linearNetwork.js";
export * from "./maskedAutoencoder.js";
export * from "./mlp.js";
export * from "./nmf.js";
export * from "./patternFormation.js";
export * from "./pca.js";
export * from "./preactivations.js";
export * from "./recurrentCode.js";
export * from "./spatialCode.js";
export * from "./tightLinearNetwork.js";
export * from "./waveVectors.js";
