/** Every experiment by its name, and what an experiment of one's own is made of. */
export * from "./frame/index.js";
export { abridged, experiments, headlines } from "./registry.js";
