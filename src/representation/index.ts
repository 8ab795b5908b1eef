export * from "./activeUnits.js";
export * from "./file.js";
export * from "./representation.js";
export * from "./select.js";
