/** The results of `fig1`, read back. */
import { z } from "zod";
import { type Matrix, matrix } from "../../../math/matrix.js";
import { extent } from "../../../math/statistics.js";
import type { JobResult } from "../../../protocols.js";
import { supportFromSamples } from "../../../theory/index.js";
import { type PointResult, pointResult } from "../job.js";
import { codeEnergies } from "./sampledCode.js";

const energies = z.object({ signed: z.number(), shifted: z.number(), aligned: z.number() });

export interface Fig1Result extends PointResult {
  readonly energies: z.infer<typeof energies>;
  /** [angles], degrees */
  readonly degrees: readonly number[];
  /** [angles], energy of the nonnegative code turned by that angle */
  readonly rotationEnergy: readonly number[];
  /** A few samples of the factors [points x 2]. */
  readonly drawn: Matrix;
  /** E|z|^2 / sum Var z of the trained code, on the grid it was trained on. */
  readonly relativeCost: number;
  /** The same of an aligned code: 1 + a^2 / s2. */
  readonly leastRelativeCost: number;
}

export function fig1Result(result: JobResult): Fig1Result {
  const trained = pointResult(result);
  const support = supportFromSamples(trained.samples);
  const cost = codeEnergies(support, trained.code);
  const { drawn } = result.arrays;
  const [, halfRange] = extent(support.points.data);
  return {
    ...trained,
    energies: energies.parse(result.values),
    degrees: [...result.arrays.degrees.data],
    rotationEnergy: [...result.arrays.rotationEnergy.data],
    drawn: matrix(drawn.shape[0], 2, Float64Array.from(drawn.data)),
    relativeCost: cost.nonnegative / cost.signed,
    leastRelativeCost: 1 + halfRange ** 2 / support.covariance.data[0],
  };
}
