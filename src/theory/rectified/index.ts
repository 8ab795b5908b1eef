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
export { predictRectified } from "./predict.js";
export type { FactorThreshold, LinearThreshold, RectifiedNeuron, RectifiedPrediction, Rows } from "./protocols.js";
