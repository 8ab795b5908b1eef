/** Whittington et al. 2023, Table 1: what the experiments train has as many parameters as the networks of the paper. */
import { expect, test } from "vitest";
import { key } from "../math/random.js";
import { convVae } from "../models/index.js";
import type { Model } from "../protocols.js";
import { cubedNetworks, fig3Linear, fig3Nonlinear, linearNetworks } from "./deep/fig3.js";
import { autoencoders, fig4Nonlinear } from "./deep/fig4Nonlinear.js";
import { fig5 } from "./images/fig5.js";
import { imageArms, vaeOptions } from "./images/study.js";
import { shapesStudy } from "./images/tasks.js";
import { fig2, drawTask as supervised } from "./linear/fig2.js";
import { drawTask as autoencoding, fig4Linear } from "./linear/fig4Linear.js";
import { linearPlan } from "./linear/study.js";

const parameters = ({ initialise }: Model): number =>
  Object.values(initialise(key(0))).reduce((sum, { data }) => sum + data.length, 0);

const job = { id: "all-seed0", condition: "all", seed: 0 };
/** The size of the data set changes no network. */
const few = { samples: 1 };

/** The paper's autoencoders have a second head as large as the code, of which nothing is said and which is left out here. */
const secondHead = (inputs: number, code: number): number => (inputs + 1) * code;

test("Fig. 2: 2450", () => {
  const settings = fig2.settings.parse(few);
  expect(parameters(linearPlan(supervised(0, settings), job, settings).model)).toBe(2450);
});

test("Fig. 3: 138,574, whatever nonnegativity is read as", () => {
  const linear = fig3Linear.settings.parse({ activation: "linear" });
  const cubed = fig3Nonlinear.settings.parse({});
  expect(parameters(linearNetworks.network(linearNetworks.drawTask(0, linear), linear))).toBe(138_574);
  expect(parameters(cubedNetworks.network(cubedNetworks.drawTask(0, cubed), cubed))).toBe(138_574);
});

test("Fig. 4A-B: 1570 with the second head", () => {
  const settings = fig4Linear.settings.parse(few);
  const { model } = linearPlan(autoencoding(0, settings), job, settings);
  expect(parameters(model) + secondHead(50, 10)).toBe(1570);
});

test("Fig. 4C-D: 414,870 with the second head; only the code is constrained", () => {
  const settings = fig4Nonlinear.settings.parse({});
  const model = autoencoders.network(autoencoders.drawTask(0, settings), settings);
  expect(parameters(model) + secondHead(100, 10)).toBe(414_870);
  expect(model.layers).toEqual({ code: 10 });
});

test("Fig. 5: 766,295, with both heads, at the published size", () => {
  const settings = fig5.settings.parse(fig5.sizes.full);
  const networks = imageArms(settings).map((arm) => vaeOptions(shapesStudy, arm, settings));
  expect(parameters(convVae(networks[0]))).toBe(766_295);
  // Arms differ in rectification alone.
  for (const network of networks)
    expect({ ...network, rectified: false }).toEqual({ ...networks[0], rectified: false });
});
