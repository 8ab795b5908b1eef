export * from "./distributions.js";
export * from "./errors.js";
export * from "./information/index.js";
export * from "./matrix.js";
export * from "./orthogonal.js";
export * from "./random.js";
export * from "./statistics.js";
export * from "./statisticsPaired.js";
