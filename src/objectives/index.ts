/** What a network is charged for: one term each, added up by name. */
export { absoluteActivity, absoluteWeights } from "./absolute.js";
export { activityEnergy } from "./activityEnergy.js";
export { klDivergence } from "./klDivergence.js";
export { meanWeightEnergy } from "./meanWeightEnergy.js";
export { type NonnegativityOn, nonnegativity } from "./nonnegativity.js";
export { pathIntegrationEnergy } from "./pathIntegrationEnergy.js";
export { squaredError } from "./prediction.js";
export { commitment, quantisation } from "./quantisation.js";
export { type SeparationOptions, separation } from "./separation.js";
export { type ColumnsOptions, sigmoid, sigmoidCrossEntropy, sigmoidCrossEntropyOf } from "./sigmoidCrossEntropy.js";
export { columnMean, placeCrossEntropy, softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
export { squaredNegativity } from "./squaredNegativity.js";
export { addAll, weightedSum } from "./sum.js";
export { totalCorrelation } from "./totalCorrelation.js";
export { weightEnergy } from "./weightEnergy.js";
