/** Populations against theory: what an efficient, nonnegative brain would have, and how close a recorded one comes. */
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
