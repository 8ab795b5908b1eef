export * from "./categories.js";
export * from "./cubedInputs.js";
export * from "./images/index.js";
export * from "./linearMixture.js";
export * from "./mixing.js";
export * from "./pairedFactors.js";
export * from "./randomGenerator.js";
export * from "./space/index.js";
