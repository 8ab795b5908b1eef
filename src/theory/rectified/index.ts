export { rectifiedFloor } from "./floor.js";
export {
  type OneFactor,
  type OnOffCode,
  type OnOffNeuron,
  onOffActivity,
  onOffCode,
  onOffPrices,
  type Sides,
  sidesOf,
} from "./onOff.js";
export { predictRectified, type RectifiedNeuron, type RectifiedPrediction } from "./predict.js";
export type { Rows } from "./protocols.js";
export type { FactorThreshold, LinearThreshold } from "./threshold.js";
