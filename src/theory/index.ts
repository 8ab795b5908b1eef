/** Factors -> the cheapest neurons, certified: problem, prediction, reasons, sensitivity. */
export { categoryEnergy, categoryProblem } from "./categories.js";
export { checkOptimality, codeEnergy, type OptimalityCheck } from "./certificate.js";
export {
  type CodedColumn,
  codeColumns,
  coordinateGroups,
  coordinateNames,
  levelsInOrder,
  requireFewLevels,
} from "./coordinates.js";
export { blocksOf, columnSpreads, equalised } from "./equalScale.js";
export { pairReaches, worstFacet } from "./explain.js";
export { independentCodeEnergy, modularGainsOfTargets } from "./fixedVariance.js";
export { leastEnergy, type PricedNeuron } from "./leastEnergy.js";
export { mainShare } from "./mainShare.js";
export { modularEnergy, modularGains, modularPrices } from "./modular.js";
export { type FacetTest, facetTest, modularityForm, modularityMargin } from "./modularity.js";
export { recurrentEnergy } from "./moves/recurrentEnergy.js";
export type { Changed, Move, MoveCost, RecurrentEnergy, RecurrentOptions } from "./moves/types.js";
export { recurrentTexts } from "./moves/words.js";
export { codeActivity, type LinearNetwork, type NetworkEnergy, networkEnergy } from "./network.js";
export { type DirectionPart, isListed, partsText, unlistedText, visibleParts } from "./neuronWords.js";
export { boxIsModular, boxPairRules, cosineThreshold, type PairRule, type SymmetricFactor } from "./pairwise.js";
export { predictNeurons } from "./predict.js";
export { price, quadraticPrice, smallestBias } from "./price.js";
export { DependentFactors, type Prices, type ReducedProblem, reduceProblem } from "./problem.js";
export { cheapestChain, type EnergyStrengths, type PureChain } from "./pureChain.js";
export type { Ranges } from "./reasons/declared.js";
export { type Evidence, type ExplainedPrediction, evidenceOf, explainNeurons, MOST_JUDGED } from "./reasons/explain.js";
export type { Explanation, RangeVerdict, Reason, ReasonEnd, ReasonLine } from "./reasons/reason.js";
export { type Reading, readingOf } from "./reasons/rowReading.js";
export { describePair, fillings, reasonTexts } from "./reasons/words.js";
export {
  type FactorThreshold,
  type LinearThreshold,
  type OneFactor,
  type OnOffCode,
  type OnOffNeuron,
  onOffActivity,
  onOffCode,
  onOffPrices,
  predictRectified,
  type RectifiedNeuron,
  type RectifiedPrediction,
  type Rows,
  rectifiedFloor,
  type Sides,
  sidesOf,
} from "./rectified/index.js";
export { reluFloor } from "./reluFloor.js";
export {
  type AtRare,
  type CornerEnd,
  type CornerMass,
  cornerEndText,
  cornerText,
  emptierCorners,
  FEWEST_EXPECTED,
  type Interval,
  judgeSample,
  RARE,
  rangeText,
  type SampledEnergy,
  type SampledUnits,
  type SampledVerdict,
  type SampleRows,
  type Sampling,
  type SamplingOptions,
  samplingTexts,
  statementOf,
  tolerantEnergies,
} from "./samples/index.js";
export { type Box, boxOf, ranges } from "./scaled.js";
export {
  bayesianBootstrap,
  bootstrapReplicate,
  hullSensitivity,
  type Outcome,
  type SensitivityOptions,
  subsampleTrend,
  type VertexOutcome,
} from "./sensitivity.js";
export { type LeastActivity, Service, type Variables } from "./service.js";
export { silentText } from "./silence.js";
export { type SoftReadout, softReadout } from "./softPrediction.js";
export { solveOptimum } from "./solve.js";
export {
  requireFewFactors,
  type SampleOptions,
  SupportAccumulator,
  selectRows,
  spreadsOf,
  supportFromSamples,
  supportFromVertices,
} from "./support.js";
export {
  cheapestNetwork,
  claimOfCode,
  codeOf,
  codeOfNeurons,
  codeSelectivity,
  neuronsOfCode,
  smallestBiases,
} from "./trainedCode.js";
export type {
  CodingProblem,
  Neuron,
  Optimum,
  PairReach,
  Prediction,
  PredictionSettings,
  PredictOptions,
  SelectivityRange,
  Silence,
  SolverOptions,
  Status,
  Support,
  VerdictName,
  WorstFacet,
} from "./types.js";
