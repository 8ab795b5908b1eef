import { expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { Interrupted } from "../../math/errors.js";
import { fold } from "../../math/random.js";
import type { HostTree, JobResult } from "../../protocols.js";
import { supervisedMixture } from "../../tasks/index.js";
import { compilePlan, initialState, parametersOf, trainChunk, trainToEnd } from "../../training/index.js";
import { ARMS } from "../frame/arms.js";
import { evaluate, layerCodes } from "../frame/evaluate.js";
import { keyOf } from "../frame/fields.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { evaluateNetwork } from "./evaluateNetwork.js";
import { cubedNetworks, fig3Linear, fig3Nonlinear, linearNetworks } from "./fig3.js";
import { autoencoders, fig4Nonlinear } from "./fig4Nonlinear.js";
import { categoryNetworks, fig11 } from "./fig11.js";
import { pureNetworkCost } from "./pureNetwork.js";
import { networkPlan, runNetworkJob } from "./study.js";

const tiny = { seeds: [0], samples: 300, updates: 40, evaluationSamples: 200, probes: 4 };
const small = fig3Linear.settings.parse({ ...tiny, hidden: [8, 6] });
const job = { id: "all-seed0", condition: "all", seed: 0 };

const LAYERS = ["layer 1", "layer 2", "layer 3", "layer 4", "layer 5"];

/** A finished network with these information ratios by layer; everything else is plain and the same. */
function planted(seed: number, arm: string, mirs: readonly number[], explained = 0.99): JobResult {
  const code = (mir: number) => ({
    mir: Number.isNaN(mir) ? null : mir,
    mirByRule: [0, 1, 2].map(() => ({ mir, activeUnits: 10 })),
    energyWeightedMir: mir,
    interval: [mir, mir],
    rotated: { interval: [0.2, 0.4], median: 0.3, p: 0.5, draws: 20 },
    permuted: { interval: [0.1, 0.12], median: 0.11, p: 0.01, draws: 20 },
  });
  return {
    job: { id: `${arm}-seed${seed}`, condition: arm, seed },
    values: {
      layers: Object.fromEntries(mirs.map((mir, i) => [LAYERS[i], code(mir)])),
      energies: { prediction: 0, nonnegativity: 0, activityEnergy: 1, weightEnergy: 1, objective: 1 },
      explained,
      mirBefore: {},
    },
    arrays: {},
  };
}

const PURE = [0.8, 0.8, 0.8, 0.8, 0.8];
const LATE = [0.3, 0.35, 0.5, 0.7, 0.75];
const CONTROLLED = { arms: ["all", "no-activity-energy", "none"] };
const MIXED = [0.3, 0.3, 0.3, 0.3, 0.3];

const networks = (full: readonly number[], changes: Partial<Record<number, readonly number[]>> = {}): JobResult[] =>
  [0, 1, 2, 3, 4].flatMap((seed) => [
    planted(seed, "all", changes[seed] ?? full),
    planted(seed, "no-nonnegativity", MIXED),
    planted(seed, "no-activity-energy", MIXED),
    planted(seed, "none", MIXED),
  ]);

const judged = (results: readonly JobResult[], experiment = fig3Linear, changes = {}) =>
  Object.fromEntries(
    experiment.check(results, experiment.settings.parse(changes)).map(({ id, met }) => [id.split(".")[1], met]),
  );

test("pure layers in every seed meet every claim of the linear study", () => {
  expect(judged(networks(PURE))).toEqual({
    pure: "met",
    "beats-no-nonnegativity": "met",
    "beats-no-activity-energy": "met",
    predicts: "met",
    "as-cheap-as-pure": "not met",
  });
});

test("a network counts as well trained up to a tenth above the objective of a pure one", () => {
  const chosen = fig3Linear.settings.parse({});
  const pureCost = (seed: number) =>
    pureNetworkCost(supervisedMixture(keyOf(seed, "task"), chosen.factors), chosen.hidden.length, chosen);
  const costing = (factor: number) =>
    networks(PURE).map((result) => {
      const energies = { ...Object(result.values.energies), objective: factor * pureCost(result.job.seed) };
      return { ...result, values: { ...result.values, energies } };
    });
  expect(judged(costing(1.09))["as-cheap-as-pure"]).toBe("met");
  expect(judged(costing(1.11))["as-cheap-as-pure"]).toBe("not met");
});

test("clearly pure is 0.2 above null and control in every layer and four fifths of the seeds", () => {
  const pure = (changes: Parameters<typeof networks>[1], full = PURE) => judged(networks(full, changes)).pure;
  const worst = (mir: number) => [...PURE.slice(0, 2), mir, ...PURE.slice(3)];
  expect(pure({}, worst(0.61))).toBe("met");
  expect(pure({}, worst(0.59))).toBe("not met");
  expect(pure({ 3: worst(0.59) })).toBe("met");
  expect(pure({ 3: worst(0.59), 4: worst(Number.NaN) })).toBe("not met");
  const control = "no-activity-energy";
  const purerControl = networks(PURE).map((result) =>
    result.job.condition === control ? planted(result.job.seed, control, [0.3, 0.3, 0.65, 0.3, 0.3]) : result,
  );
  expect(judged(purerControl)).toMatchObject({ pure: "not met", "beats-no-activity-energy": "met" });
  expect(judged(networks(PURE), fig3Linear, { arms: ["all"] }).pure).toBe("not judged");
});

test("one layer of one seed within its null, or below the control, fails the linear study but not the nonlinear one", () => {
  const oneLayer = networks(LATE, { 3: [0.25, ...LATE.slice(1)] });
  expect(judged(oneLayer)).toMatchObject({ pure: "not met", "beats-no-nonnegativity": "not met", predicts: "met" });
  expect(judged(oneLayer, fig3Nonlinear, CONTROLLED)).toMatchObject({
    pure: "met",
    "deeper-is-purer": "met",
    "beats-none": "met",
  });
});

test("layers alike are not purer with depth, and an undefined ratio is never a success", () => {
  expect(judged(networks(PURE), fig3Nonlinear)["deeper-is-purer"]).toBe("not met");
  const unknown = [Number.NaN, ...LATE.slice(1, 4), Number.NaN];
  const undefinedSeeds = networks(LATE, { 2: unknown, 3: unknown });
  expect(judged(undefinedSeeds, fig3Nonlinear, CONTROLLED)).toMatchObject({
    pure: "not met",
    "deeper-is-purer": "not met",
    "beats-none": "not met",
  });
});

test("a network that does not do its task is told from one that does", () => {
  const failing = [...networks(PURE).slice(4), planted(0, "all", PURE, 0.89), ...networks(PURE).slice(1, 4)];
  expect(judged(failing).predicts).toBe("not met");
});

test("nothing is judged on short trainings, two seeds, or seeds that lack an arm", () => {
  const allUnjudged = (results: readonly JobResult[], changes = {}) =>
    expect(new Set(Object.values(judged(results, fig3Linear, changes)))).toEqual(new Set(["not judged"]));
  allUnjudged(networks(PURE), { updates: 100 });
  allUnjudged(networks(PURE).slice(0, 8));
  allUnjudged(networks(PURE).slice(0, 10));
  allUnjudged([]);
});

test("the arm that all others are compared with cannot be left out", () => {
  expect(fig3Linear.settings.safeParse({ arms: ["none"] }).success).toBe(false);
  expect(fig3Linear.settings.safeParse({ arms: ["sparsity", "all"] }).success).toBe(false);
});

test("a probed job stopped halfway goes on to the very same result, and the probe changes nothing", async () => {
  const whole = await runNetworkJob(linearNetworks, job, small, jobContext(compileWasm));
  const saved: { tree?: HostTree } = {};
  const stop = new AbortController();
  stop.abort();
  const stopped = jobContext(compileWasm, "wasm", saved, stop.signal);
  await expect(runNetworkJob(linearNetworks, job, small, stopped)).rejects.toThrow(Interrupted);
  expect(saved.tree?.step.data[0]).toBeGreaterThan(0);
  expect(await runNetworkJob(linearNetworks, job, small, jobContext(compileWasm, "wasm", saved))).toEqual(whole);

  const plan = networkPlan(linearNetworks, linearNetworks.drawTask(0, small), job, small);
  const parameters = parametersOf(plan, await trainToEnd(plan, await compilePlan(plan, compileWasm)));
  expect(whole.arrays["parameter.layer 2.weight"].data).toEqual(parameters["layer 2.weight"].data);
});

test("the last point of the curves is the ratio of the finished network, whose rectified layers are nonnegative", async () => {
  const { values, arrays } = await runNetworkJob(cubedNetworks, job, small, jobContext(compileWasm));
  expect([...arrays.probeSteps.data]).toEqual([10, 20, 30, 40]);
  expect(values).toHaveProperty(["layers", "layer 2", "mir"], expect.closeTo(arrays["probe.layer 2"].data[3], 5));
  expect(arrays.activity.shape).toEqual([200, 6]);
  expect(Math.min(...arrays.activity.data)).toBeGreaterThanOrEqual(0);
});

test("arms share data, initial weights and minibatches; cross-entropy has its own data", () => {
  const settings = fig4Nonlinear.settings.parse({ ...tiny, encoder: [6], outputs: 9, loss: "cross-entropy" });
  const task = autoencoders.drawTask(1, settings);
  const plans = ARMS.map(({ id }) => networkPlan(autoencoders, task, { id, condition: id, seed: 1 }, settings));
  for (const plan of plans) {
    expect(plan.data).toEqual(plans[0].data);
    expect(plan.key).toEqual(plans[0].key);
  }
  expect(Math.max(...plans[0].data.target)).toBeLessThanOrEqual(1);
  expect(plans.map(({ objective }) => objective.map(({ strength }) => strength(6, 10)))).toEqual([
    [1, 0.5, 5e-3, 1e-3],
    [1, 0, 5e-3, 1e-3],
    [1, 0.5, 0, 1e-3],
    [1, 0.5, 5e-3, 0],
    [1, 0, 0, 0],
  ]);
});

test("energies start at a multiple of their strengths, and the second half trains the published objective", () => {
  const settings = fig4Nonlinear.settings.parse({ ...tiny, encoder: [6], energyStart: 100 });
  const plan = networkPlan(autoencoders, autoencoders.drawTask(1, settings), job, settings);
  const strengths = (step: number) => plan.objective.map(({ strength }) => strength(step, 40));
  expect(strengths(1)).toEqual([1, 0.5, 0.5, 0.1]);
  for (const [i, value] of [1, 0.5, 5e-2, 1e-2].entries()) expect(strengths(11)[i]).toBeCloseTo(value, 12);
  for (const step of [21, 30, 40]) expect(strengths(step)).toEqual([1, 0.5, 5e-3, 1e-3]);
  for (const { sizes, settings: schema } of [fig3Linear, fig3Nonlinear, fig4Nonlinear, fig11]) {
    expect(schema.parse(sizes.full)).toMatchObject({ energyStart: 1, updates: 300_000, schedule: "constant" });
  }
});

test("a batch as large as the data set is every sample once", async () => {
  const settings = fig11.settings.parse({ ...tiny, samples: 6, batch: 6, encoder: [5] });
  const task = categoryNetworks.drawTask(0, settings);
  const plan = networkPlan(categoryNetworks, task, job, settings);
  expect(plan.batch).toBe("all");
  expect(networkPlan(categoryNetworks, task, job, { ...settings, batch: 5 }).batch).toBe(5);
  const { metrics } = await trainChunk(plan, await compilePlan(plan, compileWasm), initialState(plan), 1);
  const { energies } = await evaluate(
    plan,
    plan.model.initialise(fold(plan.key, "initial weights")),
    plan.data,
    compileWasm,
    settings,
  );
  expect(metrics.prediction[0]).toBeCloseTo(energies.prediction, 4);
});

test("what training charges is what is reported, whatever nonnegativity is read as", async () => {
  const own = { ...tiny, samples: 60, batch: 60, hidden: [7, 6], energyStart: 1, nonnegativity: 2 };
  const reported = async (reading: object) => {
    const settings = fig3Linear.settings.parse({ ...own, ...reading });
    const plan = networkPlan(linearNetworks, linearNetworks.drawTask(0, settings), job, settings);
    const { metrics } = await trainChunk(plan, await compilePlan(plan, compileWasm), initialState(plan), 1);
    const initial = plan.model.initialise(fold(plan.key, "initial weights"));
    const evaluated = await evaluateNetwork(plan, initial, plan.data, compileWasm, settings);
    expect(metrics.loss[0] / evaluated.energies.objective).toBeCloseTo(1, 5);
    expect(metrics.nonnegativity[0]).toBeCloseTo(evaluated.energies.nonnegativity, 4);
    return evaluated;
  };
  const penalised = await reported({ activation: "relu", nonnegativityOn: "preactivation" });
  const rectified = await reported({ activation: "relu", nonnegativityOn: "activity" });
  const linear = await reported({ activation: "linear", nonnegativityOn: "activity" });
  expect([penalised.energies.nonnegativity > 0.1, rectified.energies.nonnegativity]).toEqual([true, 0]);
  expect(penalised.codes).toEqual(rectified.codes);
  expect(Object.keys(penalised.before)).toEqual(["layer 1", "layer 2"]);
  expect(linear.before).toEqual({});
  // The first layer's preactivation is the linear layer's activity.
  expect(penalised.before["layer 1"]).toEqual(linear.codes["layer 1"]);
});

test("the codes of an autoencoder of cross-entropy are measured on predictions between 0 and 1", async () => {
  const settings = fig4Nonlinear.settings.parse({ ...tiny, encoder: [6], outputs: 9, loss: "cross-entropy" });
  const { values, arrays } = await runNetworkJob(autoencoders, job, settings, jobContext(compileWasm));
  expect(Object.keys(Object(values.layers))).toEqual(["code"]);
  // Squared error of values in [0, 1], summed over 9 outputs.
  expect(Object(values.energies).prediction).toBeLessThan(9);
  expect(arrays["curve.prediction"].data[0]).toBeGreaterThan(0);
  const plan = networkPlan(autoencoders, autoencoders.drawTask(0, settings), job, settings);
  const fresh = autoencoders.drawTask(0, settings).sample(keyOf(0, "evaluation"), 200);
  const codes = await layerCodes(plan, plan.model.initialise(keyOf(0, "other")), fresh, compileWasm);
  expect(codes.code.units).toBe(10);
});
