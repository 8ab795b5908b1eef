export * from "./linearMixture.js";
export * from "./mixing.js";
