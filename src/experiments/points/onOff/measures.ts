/** The results of `on-off`, read back: one network and the certified optimum at every place. */
import { z } from "zod";
import type { JobResult } from "../../../protocols.js";
import type { Sides } from "../../../theory/index.js";
import { pairRatio } from "./factor.js";
import { KINDS, type Kind, type OnOffSettings } from "./settings.js";

/** What is kept of every network of a job, and of the optimum at its place; each an array [weight strengths]. */
export const PLACE_VALUES = [
  "off",
  "overlap",
  "energy",
  "optimalOff",
  "optimalOverlap",
  "optimalEnergy",
  "optimalLowerBound",
] as const;
export type PlaceValue = (typeof PLACE_VALUES)[number];

export interface Place extends Readonly<Record<PlaceValue, number>> {
  readonly kind: Kind;
  readonly tenths: number;
  readonly weightStrength: number;
  readonly seed: number;
  /** Price of an ON/OFF pair over that of one linear neuron. */
  readonly ratio: number;
}

const where = z.object({ kind: z.enum(KINDS), tenths: z.number() });
const numbers = z.record(z.enum(PLACE_VALUES), z.union([z.number(), z.nan()]));

export const placesOf = (results: readonly JobResult[], chosen: OnOffSettings): Place[] =>
  results.flatMap(({ job: { seed }, values, arrays }) => {
    const { kind, tenths } = where.parse(values);
    return chosen.weightStrengths.map((weightStrength, k) => {
      const own = Object.fromEntries(PLACE_VALUES.map((name) => [name, arrays[name].data[k]]));
      const ratio = pairRatio(kind, tenths, chosen, weightStrength);
      return { ...numbers.parse(own), kind, tenths, weightStrength, seed, ratio };
    });
  });

export const trainedSides = ({ off, overlap }: Place): Sides => ({ off, overlap });
export const optimalSides = ({ optimalOff, optimalOverlap }: Place): Sides => ({
  off: optimalOff,
  overlap: optimalOverlap,
});

/** Least share of squared gain that both sides hold, and greatest overlap, of a code that counts as split. */
export const SPLIT = { share: 0.2, overlap: 0.2 } as const;

const weakerSide = ({ off }: Sides): number => Math.min(off, 1 - off);

export const isSplit = (sides: Sides): boolean => weakerSide(sides) >= SPLIT.share && sides.overlap <= SPLIT.overlap;

/** 1: two sides of equal gain that are never active together; 0: one side alone. */
export const separation = (sides: Sides): number => 2 * weakerSide(sides) * (1 - sides.overlap);
