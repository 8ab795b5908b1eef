/** rho = max u'Ru / c(u) at the best modular code: how far single-factor neurons are from optimal (docs/theory.md, section 3). */
import { cloudOracle } from "./cloudOracle.js";
import { bestModular } from "./modular.js";
import { reduceProblem } from "./problem.js";
import { scaleProblem } from "./scaled.js";
import type { CodingProblem } from "./types.js";

/** 1 where modular is optimal, to 1e-9. */
export function worstRatio(problem: CodingProblem): number {
  const reduced = reduceProblem(problem);
  const scaled = scaleProblem(reduced);
  const { saving } = bestModular(reduced, scaled, { tolerance: 1e-6, deadline: Infinity });
  if (saving === undefined) throw new Error("the target leaves the saving form undetermined");
  const oracle = cloudOracle(scaled);
  // a search stops at any direction above its threshold: raise that until there is none
  for (let worst = 1; ; ) {
    const { found } = oracle.search(saving.form, worst * (1 + 1e-9), Infinity);
    if (found.length === 0) return worst;
    worst = found[0].ratio;
  }
}
