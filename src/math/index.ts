/** Keyed random numbers, small matrices, statistics, information between variables, fits and trees; what purecell throws. */
export { correlationTime } from "./correlationTime.js";
export { InputError, Interrupted, NumericalError, PurecellError, UsageError } from "./errors.js";
export { falseDiscoveryRate } from "./falseDiscovery.js";
export { conditionalInformation, nearestConditionalInformation } from "./information/conditional.js";
export { equalWidthBins, jointLabels, type Labels, levelLabels, quantileBins } from "./information/discretise.js";
export { type KsgAlgorithm, ksgInformation } from "./information/ksg.js";
export {
  type BiasCorrection,
  entropy,
  jointEntropy,
  mutualInformation,
  mutualInformationTable,
  shuffleCorrectedTable,
} from "./information/plugIn.js";
export { plugInBias, recommendedBins } from "./information/recommended.js";
export { rossInformation } from "./information/ross.js";
export { fitLinear, type LeastSquaresOptions, type LinearRegression, predictLinear } from "./leastSquares.js";
export {
  crossEntropy,
  fitLogistic,
  type LogisticOptions,
  type LogisticRegression,
  logisticDefaults,
  predictProbabilities,
} from "./logisticRegression.js";
export {
  column,
  diagonal,
  fromRows,
  gram,
  identity,
  type Matrix,
  matrix,
  multiply,
  rowOf,
  toRows,
  transpose,
} from "./matrix.js";
export { orthonormalRows, randomOrthonormalRows } from "./orthogonal.js";
export { fold, integers, type Key, key, normal, permutation, split, uniform, uniformStream } from "./random.js";
export { rocAuc } from "./rocAuc.js";
export {
  centralInterval,
  extent,
  mean,
  median,
  pearson,
  quantile,
  ranks,
  spearman,
  standardDeviation,
  standardError,
  sum,
  variance,
} from "./statistics.js";
export {
  binomialUpperTail,
  type MedianInterval,
  medianInterval,
  type PairedDifference,
  pairedDifference,
  studentInterval,
} from "./statisticsPaired.js";
export {
  type Boosted,
  type BoostingOptions,
  boostClassification,
  boostingDefaults,
  boostRegression,
  likeliestClass,
} from "./trees/gradientBoosting.js";
export type { Criterion } from "./trees/impurity.js";
export {
  type Forest,
  type ForestOptions,
  forestClassification,
  forestDefaults,
  forestRegression,
} from "./trees/randomForest.js";
export { wilsonInterval } from "./wilson.js";
