/** When a neuron counts as active, as one object's, and as mixed. */
import type { CategoryReading } from "../categoryReading.js";

/** Below this part of the largest variance a unit is silent. */
export const ACTIVE = 0.02;
/** Share on an object from which a unit is taken for one of that object's. */
const OWN = 0.9;
/** Share below which a unit is called mixed. */
export const MIXED = 0.8;

/** Units of one object, by a reading on all of them. */
export const ownedBy = ({ parts }: CategoryReading, units: readonly number[], object: number): number[] =>
  units.filter((unit) => parts[unit][object] >= OWN * parts[unit].reduce((a, b) => a + b, 0));
