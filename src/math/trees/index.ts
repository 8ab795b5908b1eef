export * from "./binFeatures.js";
export * from "./gradientBoosting.js";
export * from "./randomForest.js";
