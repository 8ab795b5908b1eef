export type * from "./cornerMass.js";
export { tolerantEnergies } from "./estimate.js";
export * from "./sampling.js";
export type * from "./types.js";
export * from "./words.js";
