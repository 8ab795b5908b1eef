/** Results of the image studies, read back from job results, and the pairs of runs that reconstruct equally well. */
import { z } from "zod";
import type { JobResult } from "../../protocols.js";
import { score } from "../frame/measures.js";
import { SCORES, type ScoreName } from "./scores.js";
import { type ArmKind, type ImageArm, type ImageSettings, imageArms } from "./study.js";

const interval = z.tuple([score, score]);

/** What a job says of its network. */
export const imageValues = z.object({
  reconstruction: score,
  explained: score,
  scores: z.record(z.enum(SCORES), score),
  chance: z.object({ mig: interval, mir: interval }).optional(),
});

export interface ImageResult {
  readonly arm: ImageArm;
  readonly seed: number;
  /** Nats per image on fresh images. */
  readonly reconstruction: number;
  /** R^2 of pixels. */
  readonly explained: number;
  readonly scores: Readonly<Record<ScoreName, number>>;
  /** Central 95 % of a score over rotations of the code; runs of earlier programs have none. */
  readonly chance?: Readonly<Partial<Record<ScoreName, readonly [low: number, high: number]>>> | undefined;
  readonly arrays: JobResult["arrays"];
}

/** In the order of arms and then seeds; results of other arms are left out. */
export function imageResults(results: readonly JobResult[], settings: ImageSettings): ImageResult[] {
  return imageArms(settings).flatMap((arm) =>
    results
      .filter(({ job }) => job.condition === arm.id)
      .sort((a, b) => a.job.seed - b.job.seed)
      .map(({ job, values, arrays }) => ({ arm, seed: job.seed, arrays, ...imageValues.parse(values.images) })),
  );
}

export const ofKind = (results: readonly ImageResult[], kind: ArmKind): ImageResult[] =>
  results.filter(({ arm }) => arm.kind === kind);

/** Two runs whose reconstruction losses agree. */
export interface MatchedPair {
  readonly constrained: ImageResult;
  readonly other: ImageResult;
}

/** Largest difference of reconstruction losses over the smaller one. */
export const MATCHED = 0.02;

/** Every pair of a constrained run and one of the others, over all strengths and seeds, that agree within 2 %. */
export const matchedPairs = (constrained: readonly ImageResult[], others: readonly ImageResult[]): MatchedPair[] =>
  constrained.flatMap((own) =>
    others
      .filter((other) => agree(own.reconstruction, other.reconstruction))
      .map((other) => ({ constrained: own, other })),
  );

const agree = (a: number, b: number): boolean => Math.abs(a - b) <= MATCHED * Math.min(a, b);

/** The runs of each seed, by ascending seed. */
export function bySeed<Item>(items: readonly Item[], seedOf: (item: Item) => number): (readonly [number, Item[]])[] {
  const seeds = [...new Set(items.map(seedOf))].sort((a, b) => a - b);
  return seeds.map((seed) => [seed, items.filter((item) => seedOf(item) === seed)] as const);
}
