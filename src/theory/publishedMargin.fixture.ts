/** The modularity condition as the published code of Dorrell et al. 2025 evaluates it: on equally spaced directions. */
import type { Matrix } from "../math/matrix.js";
import { modularityForm, modularityMargin } from "./modularity.js";
import { reduceProblem } from "./problem.js";
import { supportFromSamples } from "./support.js";

/** Least h(u)^2 - u'Fu over unit directions at angles 0.01 + 2 pi k / count; samples [rows x 2]. */
export function leastMargin(samples: Matrix, count = 2000): number {
  const problem = reduceProblem({ support: supportFromSamples(samples) });
  const form = modularityForm(problem);
  const margins = Array.from({ length: count }, (_, k) => {
    const angle = (2 * Math.PI * k) / count + 0.01;
    return modularityMargin(problem, form, [Math.cos(angle), Math.sin(angle)]);
  });
  return Math.min(...margins);
}
