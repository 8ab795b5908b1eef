/**
 * Separation: different places must have different codes. Dorrell et al. 2023 (arXiv 2209.15563), their functional loss,
 *   mean_ij chi(x_i, x_j) exp(-|g_i - g_j|^2 / (2 sigma^2)),   chi = 1 - exp(-|x_i - x_j|^2 / (2 l^2)),
 * over all pairs of a batch of places, a place with itself included (chi = 0 there). It can be read as the interference in a
 * linear readout of places of size l. Rival: reading places out with weights and a cross-entropy (Whittington et al. 2023, A.9).
 */
import { exp, squaredDistances, sumAll } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";

export interface SeparationOptions {
  /** Name under which it is logged. */
  readonly name: string;
  /** Rows of output and target that hold the codes and their places, [first, end). */
  readonly rows: readonly [number, number];
  /** l: places much closer than this need not be told apart. */
  readonly resolution: number;
  /** sigma^2: codes much closer than this in squared distance are not told apart. */
  readonly codeVariance: number;
}

/** The output holds codes [places x units], the target the places [places x dimensions]. */
export function separation({ name, rows, resolution, codeVariance }: SeparationOptions): ObjectiveTerm {
  const count = rows[1] - rows[0];
  return {
    name,
    value({ output, target }) {
      const near = exp(squaredDistances(target.ref.slice([...rows])).mul(-1 / (2 * resolution ** 2)));
      const alike = exp(squaredDistances(output.ref.slice([...rows])).mul(-1 / (2 * codeVariance)));
      return sumAll(near.neg().add(1).mul(alike)).mul(1 / count ** 2);
    },
  };
}
