/** What the arrays of a file are: the one place where that is decided. */
export { areSamples, plainName, secondsPerUnit, unitInName } from "./names.js";
export {
  directionRole,
  type Found,
  givenPosition,
  isNamedPosition,
  type PositionRoles,
  positionRole,
  sessionRole,
  timeRole,
} from "./session.js";
export { cellOf, type SpikeNames, type SpikeRoles, spikeRoles } from "./spikes.js";
export * from "./table.js";
