export * from "./conditions.js";
export * from "./dsprites.js";
export * from "./factorGrid.js";
export * from "./layouts.js";
export * from "./renderedTask.js";
export * from "./resized.js";
export * from "./shapes3d/shapes3d.js";
