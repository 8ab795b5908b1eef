/** Activity of units in conditions, with the factors of those conditions: made, checked, selected, read and saved. */
export { activeUnits, meanMagnitude, meanSquare, varyingUnits } from "./activeUnits.js";
export { areOfTrials, type TrialMeans, trialMeans } from "./axes/trialMeans.js";
export { checkSizes } from "./checkSizes.js";
export { type Descriptions, isDescription, readDescriptions, SCHEMA_VERSION } from "./descriptions.js";
export {
  type LoadRepresentationOptions,
  loadRepresentation,
  loadRepresentationDefaults,
  saveRepresentation,
} from "./file.js";
export { fileInside, type Inside, type Intervals, readIntervals } from "./inside.js";
export { checkAnyVaries, checkSupport, type VaryingPart, varyingPart } from "./measurable.js";
export { prepare } from "./prepare.js";
export {
  type FactorOptions,
  openRecording,
  type RecordingOptions,
  readRecording,
  type StoredRecording,
} from "./recording.js";
export type { ActivityPart, RowSelection } from "./recordingRows.js";
export {
  type FactorReading,
  factorFromNames,
  factorFromNumbers,
  type RepresentationParts,
  representation,
  unitName,
} from "./representation.js";
export {
  activityByUnit,
  centredActivity,
  takeConditions,
  takeFactor,
  takeUnits,
  unitActivity,
  withActivity,
  withFactors,
} from "./select.js";
export { type SeparateOptions, separateTrials } from "./separate/open.js";
export {
  type PseudoPopulation,
  type PseudoTrialOptions,
  populationNotes,
  pseudoPopulation,
} from "./separate/pseudoTrials.js";
export { type Recognised, recogniseLongTable, recogniseSeparate } from "./separate/recognise.js";
export type { DesignFactor, SeparateTrials, SeparateUnit } from "./separate/trials.js";
export type { TimeWindow } from "./separate/window.js";
export { evenSpacing, spacedRows } from "./spacedRows.js";
export { type StandIn, standInNote, standInNotes, standInOf } from "./standIns.js";
export { adviceOnTime, describeTime, type LookAtTime, leavesRoom, lookAtTime } from "./timeSeries.js";
export { UnitStatistics } from "./unitStatistics.js";
