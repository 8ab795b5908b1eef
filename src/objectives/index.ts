export * from "./absolute.js";
export * from "./activityEnergy.js";
export * from "./nonnegativity.js";
export * from "./prediction.js";
export * from "./sigmoidCrossEntropy.js";
export * from "./sum.js";
export * from "./weightEnergy.js";
