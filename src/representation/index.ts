export * from "./activeUnits.js";
export { type Descriptions, readDescriptions, SCHEMA_VERSION } from "./descriptions.js";
export * from "./file.js";
export * from "./recording.js";
export type { ActivityPart, RowSelection } from "./recordingRows.js";
export * from "./representation.js";
export * from "./select.js";
export * from "./spacedRows.js";
export * from "./unitStatistics.js";
