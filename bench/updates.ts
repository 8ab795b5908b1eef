/**
 * How many updates the linear studies need. The rule, fixed before any information ratio was looked at: the least of the
 * candidate numbers at which the full objective, on fresh samples, is within 2 % of a training three times as long, for
 * seeds 1000 and 1001, which no report uses. Run: node --import tsx bench/updates.ts fig2|fig4-linear
 */
import { compileWasm } from "../src/engine/wasm.js";
import { evaluate, keyOf } from "../src/experiments/frame/index.js";
import {
  fig2,
  drawFig2 as fig2Task,
  fig4Linear,
  drawFig4 as fig4Task,
  linearPlan,
} from "../src/experiments/linear/index.js";
import { parametersOf } from "../src/training/plan.js";
import { compilePlan, trainToEnd } from "../src/training/train.js";

const CANDIDATES = [10_000, 20_000, 40_000];
const study = process.argv[2] === "fig4-linear" ? { ...fig4Linear, draw: fig4Task } : { ...fig2, draw: fig2Task };

for (const seed of [1000, 1001]) {
  for (const updates of CANDIDATES) {
    const losses = [];
    for (const steps of [updates, 3 * updates]) {
      const settings = study.settings.parse({ updates: steps });
      const task = study.draw(seed, settings);
      const plan = linearPlan(task, { id: "calibration", condition: "all", seed }, settings);
      const state = await trainToEnd(plan, await compilePlan(plan, compileWasm));
      const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);
      const { energies } = await evaluate(plan, parametersOf(plan, state), fresh, compileWasm, settings);
      losses.push(energies.objective);
    }
    const excess = 100 * (losses[0] / losses[1] - 1);
    console.log(
      `seed ${seed}: ${updates} updates ${losses[0].toPrecision(6)}, three times as many ${losses[1].toPrecision(6)}: ${excess.toFixed(2)} % above`,
    );
    if (excess < 2) break;
  }
}
