/** How pure a code is: published metrics under named conventions, with chance levels and intervals. */
export { type ActiveRule, activeLatents } from "./activeLatents.js";
export { type AllRows, binsCounted, needsCountsAlone, onAllRows } from "./allRows.js";
export { type BetaVaeOptions, betaVae, betaVaeDefaults } from "./betaVae.js";
export { biasWarnings } from "./biasWarnings.js";
export {
  type CellTypeOptions,
  type CellTypeTest,
  cellTypeDefaults,
  cellTypeTest,
  factorCoefficients,
} from "./cellTypes.js";
export { type CinfomOptions, cinfom, cinfomDefaults } from "./cinfom.js";
export { CONVENTIONS, type Convention, conventionOptions, type Sampled, withConvention } from "./convention.js";
export { InformationCounts, type UnitRanges } from "./countedInformation.js";
export { type ConcentrationScore, completeness, type DciOptions, dci, dciDefaults, disentanglement } from "./dci.js";
export {
  type Draw,
  type Drawn,
  type DrawnScore,
  drawsOf,
  judge,
  keep,
  makeSamplers,
  type Samplers,
  scoresOnDraw,
} from "./drawing.js";
export { type PlannedDraws, plannedDraws, workPlanned } from "./drawPlan.js";
export { type Chance, DRAWS, type MetricDescription, type MetricEntry, metricEntry } from "./entry.js";
export type { EpochMeasure } from "./epochs/compare.js";
export {
  type EncodedInEpoch,
  type EpochComparison,
  type EpochLabels,
  type EpochMeasures,
  type EpochOptions,
  type EpochSummary,
  epochDefaults,
  epochMeasures,
} from "./epochs/epochMeasures.js";
export { type ExplicitnessOptions, explicitness, explicitnessDefaults } from "./explicitness.js";
export { type FactorVaeOptions, factorVae, factorVaeDefaults } from "./factorVae.js";
export type { HalvesInterval } from "./halves.js";
export { type HoldOutOptions, holdOutDefaults } from "./holdOut.js";
export { conventions, type InfomecOptions, infomec, infomecDefaults } from "./infomec.js";
export {
  type Binning,
  factorLabels,
  type InformationMatrix,
  type InformationOptions,
  type InformationSource,
  informationDefaults,
  informationMatrix,
  unitLabels,
} from "./informationMatrix.js";
export { type IntervalOptions, intervalDefaults, type SubsampleInterval, subsampleInterval } from "./intervals.js";
export { type IrsOptions, irs, irsDefaults } from "./irs.js";
export { type LargestShares, largestShares } from "./largestShares.js";
export { type LinearCinfomOptions, linearCinfom, linearCinfomDefaults } from "./linearCinfom.js";
export { type LinearDecodingOptions, linearDecoding, linearDecodingDefaults } from "./linearDecoding.js";
export { type MatchingOptions, matchingDefaults } from "./matchedDraws.js";
export { type MeasureOptions, measure, type OwnMetric, withChance } from "./measure.js";
export {
  type DrawingOptions,
  type DrawSource,
  drawingDefaults,
  drawnAs,
  type FirstScore,
  firstScore,
  hasResult,
  isRefusal,
  type JudgedScore,
  type MeasuredMetric,
  type MetricRequest,
  timedAgain,
} from "./measuring.js";
export { type MigOptions, mig, migDefaults } from "./mig.js";
export {
  type DeadUnitRule,
  type EnergyWeightedMirOptions,
  energyWeightedMir,
  type MirAtRule,
  type MirOptions,
  mir,
  mirByRule,
  mirDefaults,
} from "./mir.js";
export { type ModularityOptions, modularity, modularityDefaults, unitModularity } from "./modularity.js";
export { mutualInformation } from "./mutualInformation.js";
export { type NeighbourOptions, neighbourDefaults } from "./neighbourInformation.js";
export {
  type ChanceLevel,
  chanceLevel,
  type NullKind,
  type NullOptions,
  nullDefaults,
  nullSampler,
  type Score,
  withinChance,
} from "./nulls.js";
export { type Parallelism, parallelism } from "./parallelism.js";
export {
  type ParticipationRatioOptions,
  participationRatio,
  participationRatioDefaults,
} from "./participationRatio.js";
export {
  type OverlapChance,
  type OverlapChanceOptions,
  overlapByChance,
  overlapChanceDefaults,
  type PeriodOverlap,
  periodOverlap,
} from "./periodOverlap.js";
export { principalAngles } from "./principalAngles.js";
export { type MetricName, metrics } from "./registry.js";
export { type SapOptions, sap, sapDefaults } from "./sap.js";
export {
  affordableBins,
  type SelectivityClass,
  type SelectivityOptions,
  type SelectivityReport,
  selectivity,
  selectivityDefaults,
  selectivityReport,
  selectivityShares,
  selectivityTests,
  selectivityWork,
  shareModels,
  type UnitSelectivity,
  type UnitTests,
} from "./selectivity.js";
export { selectivityDraws, selectivityKey, selectivityPlan } from "./selectivityPlan.js";
export { type Sensitivity, type SensitivityLine, sensitivity } from "./sensitivity.js";
export { shareWork } from "./sharedWork.js";
export { hoyer, type SparsenessOptions, sparseness, sparsenessDefaults, trevesRolls } from "./sparseness.js";
export { gaussianTotalCorrelation, totalCorrelation } from "./totalCorrelation.js";
export { type TuningPoint, tuningCurve } from "./tuningCurve.js";
export { gaussianWasserstein, wassersteinCorrelation } from "./wassersteinCorrelation.js";
