/**
 * What any nonnegative code, linear in the factors or not, must cost (docs/theory.md, section 5). When factors are as likely
 * as their mirror images (s and -s),  E >= 2 sqrt(2 alpha lambda_out) sum sqrt(eig(Sigma G)),  and without an input-weight
 * price pairs (relu(a), relu(-a)) attain it along any factorisation of Q*: rectified codes have no preference for factors.
 */
import { squareRoot, symmetricEigen } from "../math/linearAlgebra.js";
import { congruence, reduceProblem } from "./problem.js";
import type { CodingProblem } from "./types.js";

/** The floor; valid only for a distribution symmetric about its mean, which a support alone cannot show. */
export function reluFloor(problem: CodingProblem): number {
  const { covariance, targetGram, alpha, lambdaOut } = reduceProblem(problem);
  const { values } = symmetricEigen(congruence(squareRoot(covariance), targetGram));
  const sum = values.reduce((total, value) => total + Math.sqrt(Math.max(0, value)), 0);
  return 2 * Math.sqrt(2 * alpha * lambdaOut) * sum;
}
