/** Populations against theory: what an efficient, nonnegative brain would have, and how close a recorded one comes. */

export { powerDefaults, powerOf, trialsOfDesign } from "./design/power.js";
export type { Change, Judged, Power, PowerOptions, Proposal, SearchLimits } from "./design/protocols.js";
export { judgeDesign, searchChanges } from "./design/search.js";
export { designOf } from "./design/table.js";
export { leaveOut } from "./leaveOut.js";
export type {
  Efficiency,
  Hidden,
  LeaveOut,
  NeuronResult,
  Population,
  PopulationTest,
  Purity,
  TestOptions,
  Trials,
} from "./protocols.js";
export { type TestListener, testDefaults, testPopulation } from "./testPopulation.js";
