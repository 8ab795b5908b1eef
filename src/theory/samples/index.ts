export type * from "./cornerMass.js";
export * from "./sampling.js";
export type * from "./types.js";
export * from "./words.js";
