/** The coding problem of a cloud, as all that the lab works out of it poses it. */
import { type CloudSettings, cloudSamples, cloudSettings, problemOf } from "../../../src/experiments/points/index.js";
import type { Matrix } from "../../../src/math/matrix.js";
import type { CodingProblem } from "../../../src/theory/index.js";
import type { Values } from "../values.js";

export const CLOUD_NAMES = ["factor 1", "factor 2"] as const;

export interface CloudProblem {
  readonly chosen: CloudSettings;
  /** [points x 2] */
  readonly samples: Matrix;
  readonly problem: CodingProblem;
}

/** Throws as `cloudSamples` does, and DependentFactors later where the points lie on a line. */
export function cloudProblem(settings: Values): CloudProblem {
  const chosen = cloudSettings.parse(settings);
  const samples = cloudSamples(chosen);
  const plain = problemOf({ samples }, chosen);
  return { chosen, samples, problem: { ...plain, support: { ...plain.support, names: [...CLOUD_NAMES] } } };
}

export function correlationOf({ support: { covariance } }: CodingProblem): number {
  const [a, b, , c] = covariance.data;
  return b / Math.sqrt(a * c);
}
