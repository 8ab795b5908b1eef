export * from "./activeUnits.js";
export * from "./representation.js";
export * from "./select.js";
