/** The experiments that the lab can show, each loaded when first named. */
import type { z } from "zod";
import { cloudSettings } from "../../src/experiments/cloudSettings.js";
import { UsageError } from "../../src/math/errors.js";
import { unknownName } from "../../src/runs/nearest.js";

/** What the page needs of an experiment before anything is trained. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly source: string;
  readonly version: number;
  readonly settings: z.ZodObject;
}

/** The first page must not wait for figures and networks, so it has its schema without the experiment. */
const cloud: Subject = {
  id: "cloud",
  title: "A cloud of two factors",
  claim: "Which neurons are optimal for these factors, and do trained networks find them?",
  source: "after Dorrell et al. 2025, Figs. 1 and 2",
  version: 1,
  settings: cloudSettings,
};

const others = ["fig2", "fig4-linear", "fig3-linear", "fig3-nonlinear", "fig7", "grid-cells"];

/** Throws UsageError with the nearest name. */
export async function subjectOf(experiment: string): Promise<Subject> {
  if (experiment === cloud.id) return cloud;
  if (!others.includes(experiment)) throw unknownName("experiment", experiment, [cloud.id, ...others]);
  const { experiments } = await import("../../src/experiments/registry.js");
  const found: Subject | undefined = experiments[experiment];
  if (found === undefined) throw new UsageError(`${experiment} is not in this version of purecell`);
  return found;
}
