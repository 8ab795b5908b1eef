/**
 * A thousand random and degenerate clouds (collinear, duplicated, tiny, huge, weights of zero, ...): no wrong certificate and no crash,
 * with exact and with tolerant nonnegativity: `node --import tsx bench/clouds.ts [clouds]`.
 */
import { quadraticForm } from "../src/math/linearAlgebra.js";
import { fold, key, normal, uniformStream } from "../src/math/random.js";
import { spoiltCloud } from "../src/theory/clouds.fixture.js";
import { checkOptimality, DependentFactors, solveOptimum } from "../src/theory/index.js";
import { reduceProblem } from "../src/theory/problem.js";
import { tolerantEstimate } from "../src/theory/samples/estimate.js";
import { reducedRows } from "../src/theory/samples/tolerantProblem.js";

const SOURCE = key(43);
const [clouds = "1000"] = process.argv.slice(2);
const next = uniformStream(fold(SOURCE, "rare"));
const counts = new Map<string, number>();
const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
let wrong = 0;
const began = process.cpuUsage();

/** Counts what happened; prints what is wrong. */
function attempt(name: string, solve: () => { readonly status: string; readonly failures: readonly string[] }): void {
  try {
    const { status, failures } = solve();
    count(`${name.split(",")[0]}: ${status}`);
    if (failures.length === 0) return;
    wrong++;
    console.log(`${name}: ${failures.join("; ")}`);
  } catch (error) {
    if (error instanceof DependentFactors) count(`${name.split(",")[0]}: refused, factors depend on one another`);
    else {
      wrong++;
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

for (let k = 0; k < Number(clouds); k++) {
  const { shape, samples, weights, problem } = spoiltCloud(SOURCE, k);
  const rare = 10 ** (-3 * next());
  attempt(`exact, ${shape}, cloud ${k}`, () => {
    const optimum = solveOptimum(problem());
    return { status: optimum.status, failures: checkOptimality(problem(), optimum, 6).failures };
  });
  attempt(`tolerant, ${shape}, cloud ${k}`, () => {
    const reduced = reduceProblem(problem());
    const found = tolerantEstimate(reduced, reducedRows(reduced, samples, weights), rare, { tolerance: 1e-3 });
    const directions = Array.from({ length: 40 }, (_, trial) =>
      normal(fold(fold(SOURCE, k), trial), reduced.dimension),
    );
    const above = directions.filter(
      (u) => quadraticForm(found.best.dual, u) > found.prepared.oracle.price(u) * (1 + 1e-8),
    );
    const failures = [
      ...(above.length > 0 ? [`the dual exceeds ${above.length} prices`] : []),
      ...(found.lowerBound <= found.energy ? [] : ["the lower bound exceeds the energy"]),
    ];
    return { status: found.status, failures };
  });
}
for (const [what, times] of [...counts].sort()) console.log(`${String(times).padStart(5)}  ${what}`);
const { user, system } = process.cpuUsage(began);
console.log(`${wrong} wrong; ${((user + system) / 1e6).toFixed(0)} s of processor time`);
