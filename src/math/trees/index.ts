export * from "./binFeatures.js";
export * from "./gradientBoosting.js";
export type { Criterion } from "./impurity.js";
export * from "./randomForest.js";
