export * from "./deepAutoencoder.js";
export * from "./initialisation.js";
export * from "./layers.js";
export * from "./linearNetwork.js";
export * from "./mlp.js";
export * from "./spatialCode.js";
export * from "./tightLinearNetwork.js";
export * from "./waveVectors.js";
