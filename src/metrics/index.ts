export * from "./entry.js";
export * from "./intervals.js";
export * from "./mir.js";
export * from "./mutualInformation.js";
export * from "./nulls.js";
export * from "./registry.js";
