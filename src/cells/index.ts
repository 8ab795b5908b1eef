/** Recorded cells in space: rate maps, grid, border, object-vector and head-direction scores, and their tests. */
export {
  type AnalysedCell,
  type AnalyseOptions,
  type AnalyseProgress,
  analyseCells,
  analyseDefaults,
} from "./analyseCells.js";
export { type AnalysedMap, analyseMaps, borderTest, type MapTests } from "./analyseMaps.js";
export { type AutocorrelogramOptions, autocorrelogram, autocorrelogramDefaults } from "./autocorrelogram.js";
export { type BorderScore, borderScore } from "./borderScore.js";
export { activityOf, type CellActivity, type Placed, placeShifted, spikesOf } from "./cellActivity.js";
export {
  CELL_TYPES,
  type CellLabel,
  type CellType,
  type Classification,
  type ClassifyOptions,
  classify,
  classifyDefaults,
  type Significance,
  testOf,
} from "./classify.js";
export { type FieldOptions, type FiringField, fieldDefaults, firingFields } from "./firingFields.js";
export { type GridGeometry, gridGeometry, type Point } from "./gridGeometry.js";
export { largestModule, type ModuleCandidate, type ModuleOptions, moduleDefaults } from "./gridModule.js";
export { type GridTest, type GridTestOptions, gridTest } from "./gridNull.js";
export { type CommonLattice, type GridPhase, gridPhase, type PhaseTest, phaseTest } from "./gridPhase.js";
export { type BaninoScore, gridScoreBanino } from "./gridScoreBanino.js";
export { type EllipticOptions, gridScoreElliptic } from "./gridScoreElliptic.js";
export { type GridScore, gridScoreExpanding } from "./gridScoreExpanding.js";
export { gridScoreFixed } from "./gridScoreFixed.js";
export { GRID_SCORES, type GridScoreName, type GridScorer, gridScorer, type ScoredMap } from "./gridScorer.js";
export { gridScoreTolerant } from "./gridScoreTolerant.js";
export {
  type DirectionOptions,
  type DirectionTuner,
  type DirectionTuning,
  directionDefaults,
  directionTuner,
  meanVector,
} from "./headDirection.js";
export { mapCorrelation } from "./mapCorrelation.js";
export {
  type ModuleClusterOptions,
  type ModuleClusters,
  type ModulePoint,
  moduleClusterDefaults,
  moduleClusters,
} from "./moduleClusters.js";
export { movementDirection } from "./movementDirection.js";
export { type NullTest, nullTest } from "./nullTest.js";
export {
  type ObjectFrame,
  type ObjectVectorMap,
  type ObjectVectorOptions,
  objectFrame,
  objectVectorMap,
  objectVectorScore,
  preferredVector,
} from "./objectVector.js";
export { phaseSurrogates } from "./phaseSurrogate.js";
export {
  type Bins,
  binOfSamples,
  binsFor,
  type RateMapOptions,
  type RateMapper,
  rateMapDefaults,
  rateMapper,
  SMOOTHING_ORDERS,
  type SmoothingOrder,
} from "./rateMap.js";
export { type Path, type PathOptions, pathDefaults, type Session, session } from "./session.js";
export { smoothRandomMaps } from "./smoothRandomMaps.js";
export { type SpatialFrame, type SpatialFrameOptions, spatialFrame } from "./spatialFrame.js";
export { coherence, type SpatialInformation, skaggsInformation, spatialInformation } from "./spatialInformation.js";
export {
  GRID_NULLS,
  type GridNull,
  type SpatialTestOptions,
  type SpatialTests,
  spatialTestDefaults,
  spatialTests,
  TIME_NULLS,
  type TimeNull,
} from "./spatialTests.js";
export {
  type ShiftedSpeedScore,
  type SpeedOptions,
  type SpeedScorer,
  speedDefaults,
  speedScorer,
} from "./speedScore.js";
export type { Autocorrelogram, RateMap, Refusable } from "./types.js";
export { type VectorContest, vectorAdvantage } from "./vectorAdvantage.js";
