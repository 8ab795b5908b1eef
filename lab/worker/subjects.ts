/** The experiments that the lab can show, each loaded when first named. */
import type { z } from "zod";
import { cloudWords as cloud } from "../../src/experiments/points/index.js";
import { unknownName } from "../../src/math/knownNames.js";

/** What the page needs of an experiment before anything is trained. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly source: string;
  readonly version: number;
  readonly settings: z.ZodObject;
}

const others: Readonly<Record<string, () => Promise<Subject>>> = {
  fig2: async () => (await import("../../src/experiments/linear/index.js")).fig2,
  "fig4-linear": async () => (await import("../../src/experiments/linear/index.js")).fig4Linear,
  "fig3-linear": async () => (await import("../../src/experiments/deep/index.js")).fig3Linear,
  "fig3-nonlinear": async () => (await import("../../src/experiments/deep/index.js")).fig3Nonlinear,
  fig7: async () => (await import("../../src/experiments/space/index.js")).fig7,
  fig13: async () => (await import("../../src/experiments/images/index.js")).fig13,
  fig5: async () => (await import("../../src/experiments/images/index.js")).fig5,
  sinusoids: async () => (await import("../../src/experiments/sequences/index.js")).sinusoids,
  "sequence-memory": async () => (await import("../../src/experiments/sequences/index.js")).sequenceMemory,
  "grid-cells": async () => (await import("../../src/experiments/space/index.js")).gridCells,
};

/** Throws UsageError with the nearest name. */
export async function subjectOf(experiment: string): Promise<Subject> {
  if (experiment === cloud.id) return cloud;
  if (!Object.hasOwn(others, experiment)) {
    throw unknownName("experiment", experiment, [cloud.id, ...Object.keys(others)]);
  }
  return others[experiment]();
}
