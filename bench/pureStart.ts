/**
 * Is a deep network of pure neurons stable under training, and is it cheaper than what training finds? Objective, its terms and
 * the information ratio of every layer on the task of fig3-linear, for a seed that no report uses, from random initial
 * weights or from the network of src/experiments/deep/pureNetwork.ts (its weights with a hundredth of the random ones added).
 * The penalty falls on what rectified layers pass on, where it is nothing, unless told otherwise (docs/decisions/deep-linear-purity.md).
 * Run: node --import tsx bench/pureStart.ts 100 pure 20000 0.0001
 */
import { compilerFor } from "../src/engine/compilers.node.js";
import type { HostTree } from "../src/engine/tensor.js";
import {
  evaluateNetwork,
  fig3Linear,
  linearNetworks,
  networkPlan,
  pureNetwork,
  pureNetworkCost,
} from "../src/experiments/deep/index.js";
import { keyOf } from "../src/experiments/frame/index.js";
import { mir } from "../src/metrics/index.js";
import { supervisedMixture } from "../src/tasks/index.js";
import { layoutOf, pack } from "../src/training/layout.js";
import { initialState, parametersOf } from "../src/training/plan.js";
import { compilePlan, train } from "../src/training/train.js";

const [
  seedText,
  start,
  updatesText,
  rateText,
  energyStart = "1",
  initialisation = "torch-default",
  nonnegativityOn = "activity",
] = process.argv.slice(2);
const seed = Number(seedText);
const settings = fig3Linear.settings.parse({
  updates: Number(updatesText),
  learningRate: Number(rateText),
  energyStart: Number(energyStart),
  initialisation,
  nonnegativityOn,
});
const compile = compilerFor("native");
const task = linearNetworks.drawTask(seed, settings);
const mixture = supervisedMixture(keyOf(seed, "task"), settings.factors);
const plan = networkPlan(linearNetworks, task, { id: "calibration", condition: "all", seed }, settings);
const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);

/** The pure network, with a hundredth of the random weights. */
function disturbed(random: HostTree): HostTree {
  const hidden = settings.hidden.map((units, l) => ({ name: `layer ${l + 1}`, units }));
  const pure = pureNetwork(mixture, hidden, settings);
  return Object.fromEntries(
    Object.entries(pure).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data, (value, i) => value + random[name].data[i] / 100) },
    ]),
  );
}

let state = initialState(plan);
if (start === "pure") {
  const parameters = disturbed(parametersOf(plan, state));
  state = { ...state, tensors: { ...state.tensors, parameters: pack(parameters, layoutOf(parameters)) } };
}
console.log(`cheapest pure network ${pureNetworkCost(mixture, settings.hidden.length, settings).toPrecision(4)}`);
const step = await compilePlan(plan, compile);
for (let point = 1; point <= 10; point++) {
  const until = Math.round((settings.updates * point) / 10);
  for await (const moment of train(plan, step, { from: state, until })) state = moment.state;
  const { energies, codes } = await evaluateNetwork(plan, parametersOf(plan, state), fresh, compile, settings);
  const ratios = Object.values(codes).map((code) => mir(code).score.toFixed(2));
  console.log(
    `${until}: objective ${energies.objective.toPrecision(5)}, squared error ${energies.prediction.toPrecision(3)}, ` +
      `activity ${energies.activityEnergy.toPrecision(4)}, weights ${energies.weightEnergy.toPrecision(4)}, MIR ${ratios.join(" ")}`,
  );
}
