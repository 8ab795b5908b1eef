import { expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { mir } from "../../metrics/index.js";
import { supervisedMixture } from "../../tasks/index.js";
import { evaluate } from "../frame/evaluate.js";
import { keyOf } from "../frame/fields.js";
import { fig3Linear, linearNetworks } from "./fig3.js";
import { pureNetwork, pureNetworkCost } from "./pureNetwork.js";
import { networkPlan } from "./study.js";

test("the network built by hand predicts exactly, has pure layers, and costs what the chain says", async () => {
  const settings = fig3Linear.settings.parse({ hidden: [13, 12, 18], samples: 300 });
  const task = linearNetworks.drawTask(3, settings);
  const plan = networkPlan(linearNetworks, task, { id: "all-seed3", condition: "all", seed: 3 }, settings);
  const hidden = settings.hidden.map((units, l) => ({ name: `layer ${l + 1}`, units }));
  const mixture = supervisedMixture(keyOf(3, "task"), settings.factors);
  const parameters = pureNetwork(mixture, hidden, settings);
  const fresh = task.sample(keyOf(3, "evaluation"), 20_000);
  const { energies, codes } = await evaluate(plan, parameters, fresh, compileWasm, settings);
  expect(energies.prediction).toBeLessThan(1e-8);
  expect(energies.objective / pureNetworkCost(mixture, 3, settings)).toBeCloseTo(1, 2);
  for (const code of Object.values(codes)) expect(mir(code).score).toBeGreaterThan(0.95);
  expect(codes["layer 1"].units).toBe(13);
});

test("a layer narrower than the factors cannot be pure in all of them", () => {
  const mixture = supervisedMixture(keyOf(0, "task"), 4);
  const strengths = { activityEnergy: 1e-3, weightEnergy: 1e-4 };
  expect(() => pureNetwork(mixture, [{ name: "layer 1", units: 3 }], strengths)).toThrow(/no unit for each/);
});
