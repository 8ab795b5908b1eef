export * from "./certificate.js";
export * from "./modular.js";
export { price, quadraticPrice, smallestBias } from "./price.js";
export { type ReducedProblem, reduceProblem } from "./problem.js";
export { solveOptimum } from "./solve.js";
export { type SampleOptions, SupportAccumulator, supportFromSamples, supportFromVertices } from "./support.js";
export type * from "./types.js";
