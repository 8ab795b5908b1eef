/**
 * How many updates, and which learning rate, the deep studies take: the full objective on fresh samples after trainings of
 * several lengths, with all constraints, for seeds that no report uses. No information ratio is looked at.
 * Run: node --import tsx bench/deepUpdates.ts fig3-linear 1000 5000,10000 0.001,0.003
 */
import { compilerFor } from "../src/engine/compilers.node.js";
import {
  autoencoders,
  categoryNetworks,
  cubedNetworks,
  evaluateNetwork,
  fig3Linear,
  fig3Nonlinear,
  fig4Nonlinear,
  fig11,
  linearNetworks,
  networkPlan,
} from "../src/experiments/deep/index.js";
import { keyOf } from "../src/experiments/frame/index.js";
import { parametersOf } from "../src/training/plan.js";
import { compilePlan, trainToEnd } from "../src/training/train.js";

const [name, seedText, updatesText, ratesText] = process.argv.slice(2);
const seed = Number(seedText);
const compile = compilerFor("native");

const objectiveAfter: Record<string, (updates: number, learningRate: number) => Promise<string>> = {
  "fig3-linear": (updates, learningRate) =>
    describe(linearNetworks, fig3Linear.settings.parse({ updates, learningRate })),
  "fig3-nonlinear": (updates, learningRate) =>
    describe(cubedNetworks, fig3Nonlinear.settings.parse({ updates, learningRate })),
  fig11: (updates, learningRate) => describe(categoryNetworks, fig11.settings.parse({ updates, learningRate })),
  "fig4-nonlinear": (updates, learningRate) =>
    describe(autoencoders, fig4Nonlinear.settings.parse({ updates, learningRate })),
};

async function describe<Settings extends Parameters<typeof networkPlan>[3]>(
  study: Parameters<typeof networkPlan<Settings>>[0],
  settings: Settings,
): Promise<string> {
  const task = study.drawTask(seed, settings);
  const plan = networkPlan(study, task, { id: "calibration", condition: "all", seed }, settings);
  const begun = performance.now();
  const state = await trainToEnd(plan, await compilePlan(plan, compile));
  const perStep = (performance.now() - begun) / settings.updates;
  const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);
  const { energies, explained } = await evaluateNetwork(plan, parametersOf(plan, state), fresh, compile, settings);
  return `objective ${energies.objective.toPrecision(5)}, share predicted ${explained.toFixed(4)}, ${perStep.toFixed(2)} ms a step`;
}

for (const learningRate of ratesText.split(",").map(Number)) {
  for (const updates of updatesText.split(",").map(Number)) {
    console.log(
      `${name} seed ${seed}, ${updates} updates at ${learningRate}: ${await objectiveAfter[name](updates, learningRate)}`,
    );
  }
}
