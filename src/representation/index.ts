export * from "./activeUnits.js";
export { type Descriptions, readDescriptions, SCHEMA_VERSION } from "./descriptions.js";
export * from "./file.js";
export * from "./recording.js";
export * from "./representation.js";
export * from "./select.js";
