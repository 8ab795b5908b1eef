/**
 * An experiment of one's own: does a linear network need nonnegativity to grow pure neurons?
 *
 *   purecell run examples/06-your-own-experiment.js --quick     a few seconds, not judged
 *   purecell run examples/06-your-own-experiment.js             three seeds, judged
 */
import { adam, constant } from "purecell/engine";
import {
  costOn,
  design,
  digits,
  experiment,
  keyOf,
  layerCodes,
  score,
  seedsField,
  spread,
  trainJob,
  verdict,
  whole,
  z,
} from "purecell/experiments";
import { drawFigure, seedBars } from "purecell/figures";
import { mir } from "purecell/metrics";
import { linearNetwork } from "purecell/models";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "purecell/objectives";
import { supervisedMixture } from "purecell/tasks";
import { parametersOf } from "purecell/training";

const CONDITIONS = [
  { id: "nonnegative", strength: 2 },
  { id: "signed", strength: 0 },
];

/** What is trained: the network of example 02, with or without the penalty on negative activity. */
function planOf(seed, strength, { updates }) {
  const task = supervisedMixture(keyOf(seed, "task"), 3);
  const plan = {
    model: linearNetwork({ inputs: 3, code: 12, outputs: 3 }),
    objective: [
      { term: squaredError(), strength: constant(1) },
      { term: nonnegativity(), strength: constant(strength) },
      { term: activityEnergy(), strength: constant(1e-2) },
      { term: weightEnergy(), strength: constant(1e-3) },
    ],
    optimiser: adam({ learningRate: constant(1e-2) }),
    data: task.sample(keyOf(seed, "training data"), 10_000),
    batch: 64,
    steps: updates,
    key: keyOf(seed, "training"),
  };
  return { plan, fresh: task.sample(keyOf(seed, "fresh data"), 2000) };
}

export default experiment({
  id: "sign-matters",
  title: "Nonnegativity makes neurons pure",
  source: "an example",
  claim: "The same linear network grows purer neurons with nonnegativity than without it.",
  version: 1,
  settings: z.object({
    seeds: seedsField([0, 1, 2], "one task, data set and network per seed"),
    updates: whole(1).default(4000).describe("updates of the weights"),
  }),
  sizes: { quick: { seeds: [0], updates: 200 }, start: {}, full: { seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } },
  design: () => design(CONDITIONS, ({ id }) => id),
  expectedSeconds: ({ seeds, updates }, backend) =>
    (seeds.length * CONDITIONS.length * updates * costOn({ native: 0.05, wasm: 0.2 }, backend)) / 1000,
  measures: z.object({ mir: score }),
  async run({ strength }, seed, settings, context) {
    const { plan, fresh } = planOf(seed, strength, settings);
    const { state } = await trainJob(plan, context);
    const { code } = await layerCodes(plan, parametersOf(plan, state), fresh, context.compile);
    return { values: { mir: mir(code).score } };
  },
  claims(rows, { seeds, updates }) {
    const leads = seeds.map((seed) => {
      const [nonnegative, signed] = CONDITIONS.map(({ id }) =>
        rows.find((row) => row.seed === seed && row.condition === id),
      );
      return { seed, lead: (nonnegative?.mir ?? Number.NaN) - (signed?.mir ?? Number.NaN) };
    });
    return [
      verdict({
        id: "sign-matters.purer",
        claim: "Neurons are purer with nonnegativity.",
        criterion: "MIR with nonnegativity larger by at least 0.2 than without it, in every seed",
        settings: `${updates} updates; MIR of 2000 fresh samples, 20 bins`,
        of: rows.length === 0 ? [] : leads,
        enough: seeds.length >= 3 && updates >= 4000,
        every: ({ lead }) => lead >= 0.2,
        measured: () => `larger by ${spread(leads.map(({ lead }) => lead))}`,
        value: ({ seed, lead }) => ({ label: `seed ${seed}`, value: Number(digits(lead)) }),
      }),
    ];
  },
  figures(rows) {
    if (rows.length === 0) return [];
    const conditions = CONDITIONS.map(({ id }) => ({
      label: id,
      values: rows.filter(({ condition }) => condition === id).map(({ mir: value }) => value),
    }));
    return [
      drawFigure({
        id: "sign-matters",
        title: "Purity with and without nonnegativity",
        caption: "MIR of every seed.",
        summary: "One bar for each condition, one dot for each seed.",
        panels: [seedBars({ title: "MIR", valueLabel: "mutual information ratio", conditions })],
      }),
    ];
  },
  recorded: { "sign-matters.purer": "reproduced" },
});
