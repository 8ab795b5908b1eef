export { type AxesOptions, axesTrials } from "./axes.js";
export { type LongTableOptions, longTableTrials } from "./longTable.js";
export { type SeparateOptions, separateTrials } from "./open.js";
export {
  KEPT,
  type PseudoPopulation,
  type PseudoTrialOptions,
  populationNotes,
  pseudoPopulation,
} from "./pseudoTrials.js";
export { type Recognised, recogniseLongTable, recogniseSeparate } from "./recognise.js";
export { type StructOptions, structTrials, type UnitStructs, unitStructs } from "./structs.js";
export { type DesignFactor, type SeparateTrials, type SeparateUnit, type Trial, TrialTable } from "./trials.js";
export type { TimeWindow } from "./window.js";
