/**
 * Readings of "nonnegative" for the deep networks of Fig. 3: what follows each layer, and what the penalty falls on, when and how
 * strongly. Objective (prediction and energies, without the penalty), share predicted, and the information ratio of what every layer
 * passes on, with the upper end of its rotated null at the end; on a seed that no report uses. docs/decisions/deep-linear-purity.md
 * Run: node --import tsx bench/deepReadings.ts task=cubed seed=100 activations=relu,relu,relu,linear,linear penalised=2
 */
import { compilerFor } from "../src/engine/compilers.node.js";
import { constant, fallingFirstHalf } from "../src/engine/schedules.js";
import {
  cubedNetworks,
  fig3Linear,
  fig3Nonlinear,
  linearNetworks,
  networkPlan,
} from "../src/experiments/deep/index.js";
import { evaluate, keyOf } from "../src/experiments/frame/index.js";
import { chanceLevel, mir } from "../src/metrics/index.js";
import { initialisations } from "../src/models/initialisation.js";
import type { Activation } from "../src/models/layers.js";
import { mlp } from "../src/models/mlp.js";
import { nonnegativity } from "../src/objectives/index.js";
import type { ObjectiveTerm } from "../src/protocols.js";
import { initialState, parametersOf } from "../src/training/plan.js";
import { compilePlan, train } from "../src/training/train.js";

const asked = new Map(process.argv.slice(2).map((argument) => argument.split("=") as [string, string]));
const number = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise);
const seed = number("seed", 100);
const [study, schema] =
  asked.get("task") === "linear" ? [linearNetworks, fig3Linear.settings] : [cubedNetworks, fig3Nonlinear.settings];
const settings = schema.parse({
  updates: number("updates", 150_000),
  learningRate: number("rate", 1e-3),
  energyStart: number("energyStart", 5),
  nonnegativity: number("penalty", 2),
  activityEnergy: number("activity", 1e-3),
});
const activations = (asked.get("activations") ?? settings.hidden.map(() => "relu").join(",")).split(
  ",",
) as Activation[];
/** Of the last so many layers. */
const penalised = number("penalised", settings.hidden.length);
/** Multiple of the penalty at the first update; it falls, or rises, to 1 by the middle of training. */
const penaltyStart = number("penaltyStart", 1);

const names = settings.hidden.map((_, l) => `layer ${l + 1}`);
const charged = new Set(names.slice(names.length - penalised));

const lateNonnegativity: ObjectiveTerm = {
  name: "nonnegativity",
  value({ preactivation = {}, ...inputs }) {
    const late = Object.fromEntries(Object.entries(preactivation).filter(([name]) => charged.has(name)));
    return nonnegativity("preactivation").value({ ...inputs, preactivation: late });
  },
};

const task = study.drawTask(seed, settings);
const planned = networkPlan(study, task, { id: "calibration", condition: "all", seed }, settings);
const plan = {
  ...planned,
  model: mlp({
    inputs: task.inputs,
    outputs: task.outputs,
    hidden: settings.hidden.map((units, l) => ({ name: names[l], units, activation: activations[l] })),
    initialisation: initialisations[settings.initialisation],
    preactivations: true,
  }),
  objective: planned.objective.map((weighted) =>
    weighted.term.name === "nonnegativity"
      ? {
          term: lateNonnegativity,
          strength:
            penaltyStart === 1
              ? constant(settings.nonnegativity)
              : fallingFirstHalf(settings.nonnegativity, penaltyStart),
        }
      : weighted,
  ),
};

const compile = compilerFor("native");
const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);
const step = await compilePlan(plan, compile);
let state = initialState(plan);
console.log(process.argv.slice(2).join(" "));
const began = performance.now();
for (let point = 1; point <= 4; point++) {
  const until = Math.round((settings.updates * point) / 4);
  for await (const moment of train(plan, step, { from: state, until })) state = moment.state;
  const free = { ...settings, nonnegativity: 0 };
  const { energies, codes, explained } = await evaluate(plan, parametersOf(plan, state), fresh, compile, free);
  const ratios = Object.values(codes).map((code) => mir(code).score.toFixed(2));
  console.log(
    `${until}: objective ${energies.objective.toPrecision(4)}, predicted ${explained.toFixed(4)}, MIR ${ratios.join(" ")}, ` +
      `${Math.round((performance.now() - began) / 1000)} s`,
  );
  if (point < 4) continue;
  const nulls = Object.entries(codes).map(([name, code]) =>
    chanceLevel((one) => mir(one).score, code, { kind: "rotated", draws: 20 }, keyOf(seed, name)).interval[1].toFixed(
      2,
    ),
  );
  console.log(`upper ends of the rotated nulls ${nulls.join(" ")}`);
}
