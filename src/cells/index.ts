/** Recorded cells in space: rate maps, grid, border, object-vector and head-direction scores, and their tests. */

export { type NullTest, nullTest } from "./againstNull.js";
export {
  type AnalysedCell,
  type AnalyseOptions,
  analyseCells,
  analyseDefaults,
  type CellFound,
  type CellTask,
  cellRounds,
  cellTester,
} from "./analyseCells.js";
export {
  type AnalysedMap,
  analyseMaps,
  borderTest,
  type MapOptions,
  type MapTask,
  type MapTests,
  mapRounds,
  mapTester,
} from "./analyseMaps.js";
export {
  GRID_NULLS,
  type GridNull,
  type SpatialTestOptions,
  type SpatialTests,
  spatialTestDefaults,
  spatialTests,
  TIME_NULLS,
  type TimeNull,
} from "./cellTests.js";
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
export { type GridGeometry, gridGeometry } from "./grid/gridGeometry.js";
export { largestModule, type ModuleCandidate, type ModuleOptions, moduleDefaults } from "./grid/gridModule.js";
export { type GridTest, type GridTestOptions, gridTest, hasLattice } from "./grid/gridNull.js";
export { type CommonLattice, type GridPhase, gridPhase, type PhaseTest, phaseTest } from "./grid/gridPhase.js";
export { type BaninoScore, gridScoreBanino } from "./grid/gridScoreBanino.js";
export { type EllipticOptions, gridScoreElliptic } from "./grid/gridScoreElliptic.js";
export { type GridScore, gridScoreExpanding } from "./grid/gridScoreExpanding.js";
export { gridScoreFixed } from "./grid/gridScoreFixed.js";
export { GRID_SCORES, type GridScoreName, type GridScorer, gridScorer, type ScoredMap } from "./grid/gridScorer.js";
export { gridScoreTolerant } from "./grid/gridScoreTolerant.js";
export {
  type ModuleClusterOptions,
  type ModuleClusters,
  type ModulePoint,
  moduleClusterDefaults,
  moduleClusters,
} from "./grid/moduleClusters.js";
export { type AutocorrelogramOptions, autocorrelogram, autocorrelogramDefaults } from "./map/autocorrelogram.js";
export { type BorderScore, borderScore } from "./map/borderScore.js";
export { type FieldOptions, type FiringField, fieldDefaults, firingFields } from "./map/firingFields.js";
export { mapCorrelation } from "./map/mapCorrelation.js";
export {
  type ObjectFrame,
  type ObjectVectorMap,
  type ObjectVectorOptions,
  objectFrame,
  objectVectorMap,
  objectVectorScore,
  preferredVector,
} from "./map/objectVector.js";
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
} from "./map/rateMap.js";
export { smoothRandomMaps } from "./map/smoothRandomMaps.js";
export { coherence, type SpatialInformation, skaggsInformation, spatialInformation } from "./map/spatialInformation.js";
export type { Autocorrelogram, Point, RateMap, Refusable } from "./map/types.js";
export { type AnalyseProgress, oneByOne, type Rounds } from "./rounds.js";
export {
  activityOf,
  type CellActivity,
  type Placed,
  placeShifted,
  requireRoomForShifts,
  spikesOf,
} from "./session/cellActivity.js";
export {
  type DirectionOptions,
  type DirectionTuner,
  type DirectionTuning,
  directionDefaults,
  directionTuner,
  meanVector,
} from "./session/headDirection.js";
export { movementDirection } from "./session/movementDirection.js";
export { phaseSurrogates } from "./session/phaseSurrogate.js";
export { type Path, type PathOptions, pathDefaults, type Session, session } from "./session/session.js";
export {
  type ShiftedSpeedScore,
  type SpeedOptions,
  type SpeedScorer,
  speedDefaults,
  speedScorer,
} from "./session/speedScore.js";
export { type VectorContest, vectorAdvantage } from "./session/vectorAdvantage.js";
export { type SpatialFrame, type SpatialFrameOptions, spatialFrame } from "./spatialFrame.js";
