/**
 * Factors as the columns of a linear model: an indicator for every level or bin that occurs but the first, and products of two of
 * them. A column is written as the levels that must hold for it to be 1; without any it is the constant.
 */
import { type Labels, levelLabels, quantileBins } from "../math/information/index.js";
import type { Factor } from "../protocols.js";
import { factorLabels, informationDefaults } from "./informationMatrix.js";

/** Levels of a factor; a continuous one is cut into equally filled bins, a circular one into equally wide ones. */
export const designLabels = (factor: Factor, bins: number): Labels =>
  factor.kind === "continuous"
    ? quantileBins(factor.values, bins)
    : factorLabels(factor, { ...informationDefaults, bins });

/** The same with the levels that occur alone, numbered from 0. */
export const occurringLevels = (factor: Factor, bins: number): Labels => levelLabels(designLabels(factor, bins).values);

/** 1 where all of these levels hold. */
export type Indicator = readonly { readonly factor: number; readonly level: number }[];

export const CONSTANT: Indicator = [];

/** One for every level but the first of every factor [factors][columns] */
export const mainEffects = (levels: readonly Labels[]): Indicator[][] =>
  levels.map((own, factor) => Array.from({ length: own.levels - 1 }, (_, i) => [{ factor, level: i + 1 }]));

/** Products of the columns of every two factors [columns] */
export const interactions = (effects: readonly (readonly Indicator[])[]): Indicator[] =>
  effects.flatMap((own, a) =>
    effects.slice(a + 1).flatMap((other) => own.flatMap((x) => other.map((y) => [...x, ...y]))),
  );

/** The column itself [conditions] */
export function columnOf(indicator: Indicator, levels: readonly Labels[], conditions: number): Float64Array {
  const column = new Float64Array(conditions).fill(1);
  for (const { factor, level } of indicator) {
    const { values } = levels[factor];
    for (let i = 0; i < conditions; i++) if (values[i] !== level) column[i] = 0;
  }
  return column;
}
