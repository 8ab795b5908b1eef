/** Codes of space: the experiments, the plans that others train by, and maps of what neurons do. */
export { ALIVE, factorMeasures, PURE } from "./factorMeasures.js";
export { fig6 } from "./fig6/index.js";
export { fig7 } from "./fig7/index.js";
export { gridCells } from "./gridCells/index.js";
export { mapPlaces, rateMapOf } from "./maps.js";
export { factorResults, gridResults } from "./measures.js";
export { gridPlan, objectPlan, type SpatialPlan } from "./study.js";
