import { describe, expect, test } from "vitest";
import { compileNative } from "../../engine/native/compile.node.js";
import { fixed } from "../../engine/ops.js";
import { startEngine } from "../../engine/start.js";
import { compileWasm } from "../../engine/wasm.js";
import { trainedRecurrentCode } from "../../models/index.js";
import { softmaxCrossEntropy } from "../../objectives/index.js";
import { displacement, moved } from "../../tasks/space/roomWalks.js";
import { compilePlan, trainToEnd } from "../../training/index.js";
import { FULL } from "../frame/arms.js";
import { expectEveryArm, type TinyExperiment } from "../frame/everyArm.fixture.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { blindWalks, coveringWalks } from "./job.js";
import { factorContrast, publishedCinfom, varianceShares, walkMeasures } from "./measures.js";
import { pathIntegration } from "./pathIntegration/index.js";
import { rewardRoom } from "./rewardRoom/index.js";
import { leastRoomEnergy } from "./rewardRoom/optimum.js";
import { walkPlan } from "./study.js";

const pathTiny = pathIntegration.settings.parse({
  seeds: [3],
  ablatedSeeds: 1,
  side: 3,
  units: 6,
  walks: 8,
  updates: 12,
});
const rewardTiny = rewardRoom.settings.parse({
  seeds: [3],
  atHome: [1, 0],
  side: 3,
  units: 6,
  walks: 8,
  moves: 3,
  updates: 12,
});

/** A network that path-integrates perfectly, by hand: one neuron for every place, one for every displacement, moved by permutation. */
function perfectNetwork(side: number) {
  const places = side * side;
  const units = 2 * places;
  const start = new Float32Array(places * places * units);
  for (let place = 0; place < places; place++) {
    for (let object = 0; object < places; object++) {
      const row = (place * places + object) * units;
      start[row + place] = 1;
      start[row + places + displacement(place, object, side)] = 1;
    }
  }
  const move = new Float32Array(units * 4 * units);
  for (let action = 0; action < 4; action++) {
    for (let place = 0; place < places; place++) {
      for (const first of [0, places]) {
        move[(first + place) * 4 * units + action * units + first + moved(place, action, side)] = 1;
      }
    }
  }
  const readout = Float32Array.from({ length: units * units }, (_, at) => (at % (units + 1) === 0 ? 1 : 0));
  const tensor = (shape: number[], data: Float32Array) => ({ shape, data });
  return trainedRecurrentCode(
    {
      "start.weight": tensor([places * places, units], start),
      "start.bias": tensor([units], new Float32Array(units)),
      "move.weight": tensor([units, 4 * units], move),
      "move.bias": tensor([4 * units], new Float32Array(4 * units)),
      "output.weight": tensor([units, units], readout),
      "output.bias": tensor([units], new Float32Array(units)),
    },
    "relu",
  );
}

describe("what walking neurons follow", () => {
  test("a perfect network's neurons are of two pure types, with readouts that do not overlap", () => {
    const network = perfectNetwork(3);
    const visited = blindWalks(network, 3, 7);
    expect(visited.places).toHaveLength(4 * 81);
    for (let place = 0; place < 9; place++) {
      expect(visited.places.filter((at) => at === place)).toHaveLength(36);
      expect(network.readout(visited.codes)[visited.places[5] + 5 * 18]).toBe(1);
    }
    const { shares, layoutCorrelations, overlap, contrast, mir } = walkMeasures(visited, network.readoutWeights);
    expect(shares).toHaveLength(18);
    shares.forEach(([position, vector, rest], unit) => {
      expect(unit < 9 ? position : vector).toBeCloseTo(1, 12);
      expect(rest).toBeCloseTo(0, 12);
    });
    expect(layoutCorrelations.slice(0, 9).every((r) => Math.abs(r - 1) < 1e-9)).toBe(true);
    expect(layoutCorrelations.slice(9).every((r) => r < 0)).toBe(true);
    expect([overlap, contrast]).toEqual([0, 1]);
    expect(mir).toBeGreaterThan(0.99);
  });

  test("neurons that add both factors in equal parts have no contrast, products fall to the rest", () => {
    const network = perfectNetwork(3);
    const { codes, ...where } = blindWalks(network, 3, 7);
    const rows = where.places.length;
    const of = (value: (row: number) => number) => ({
      ...where,
      units: 1,
      codes: Float64Array.from({ length: rows }, (_, row) => value(row)),
    });
    const sum = varianceShares(of((row) => codes[row * 18] + codes[row * 18 + 9]));
    expect(sum.shares[0][0]).toBeCloseTo(0.5, 9);
    expect(sum.shares[0][2]).toBeCloseTo(0, 9);
    expect(factorContrast(sum.shares)).toBeCloseTo(0, 9);
    // A product of two indicators of probability 1/9: variance 1/81 (1 - 1/81), by either factor 1/81 (1/9 - 1/81).
    const product = varianceShares(of((row) => codes[row * 18] * codes[row * 18 + 9]));
    expect(product.shares[0][0]).toBeCloseTo((1 / 9 - 1 / 81) / (1 - 1 / 81), 9);
    expect(product.shares[0][2]).toBeCloseTo(1 - (2 * (1 / 9 - 1 / 81)) / (1 - 1 / 81), 9);
  });

  test("the covering walk meets every place once for each object; pure neurons have the published CInfoM of nearly 1", () => {
    const network = perfectNetwork(3);
    const start = { ...network, start: (objects: readonly number[]) => network.start(objects) };
    for (const [onlyHome, objects] of [
      [true, 1],
      [false, 9],
    ] as const) {
      const { places } = coveringWalks(start, 3, onlyHome);
      expect([...new Set(places)]).toHaveLength(9);
      expect(places).toHaveLength(9 * objects);
    }
    const visited = coveringWalks(start, 3, false);
    // Started by object alone, its table's first nine rows are place 0 with every object.
    expect(publishedCinfom(visited)).toBeGreaterThan(0.9);
  });
});

test("softmax cross-entropy is log of the number of columns for equal outputs, and stays finite for large ones", async () => {
  await startEngine();
  const term = softmaxCrossEntropy({ name: "place", columns: [1, 5] });
  const value = async (outputs: number[]) => {
    const output = fixed([2, 6], Float32Array.from([...outputs, ...outputs]));
    const target = fixed([2, 6], Float32Array.of(9, 1, 0, 0, 0, 9, 9, 1, 0, 0, 0, 9));
    const result = term.value({ parameters: {}, weights: [], activity: {}, output, target });
    return (await result.data())[0];
  };
  expect(await value([50, 2, 2, 2, 2, -50])).toBeCloseTo(Math.log(4), 5);
  expect(await value([0, 500, 0, 0, 0, 0])).toBeCloseTo(0, 5);
  expect(await value([0, 0, 500, 0, 0, 0])).toBeCloseTo(500, 2);
});

test("the least energy of reward-room is the closed form of Dorrell et al.'s strengths, and falls with the error", () => {
  const published = { side: 3, activityEnergy: 0.1, weightEnergy: 0.01 };
  expect(leastRoomEnergy(published)).toBeCloseTo(1.05889, 4);
  expect(leastRoomEnergy(published, 0.001)).toBeCloseTo(1.049, 3);
  expect(leastRoomEnergy({ ...published, activityEnergy: 1, weightEnergy: 0.1 })).toBeCloseTo(10.5889, 3);
});

test("both engines take the same steps in either network", async () => {
  for (const [settings, network] of [
    [pathTiny, { rectified: true, startAnywhere: true }],
    [rewardTiny, { rectified: false, startAnywhere: false }],
  ] as const) {
    const plan = walkPlan(settings, { arm: FULL, atHome: 0, ...network }, 3);
    const [wasm, native] = await Promise.all([compileWasm, compileNative].map((engine) => compilePlan(plan, engine)));
    const [a, b] = [await trainToEnd(plan, wasm), await trainToEnd(plan, native)];
    a.tensors.parameters.data.forEach((value, at) => {
      expect(b.tensors.parameters.data[at]).toBeCloseTo(value, 3);
    });
  }
});

const WALK_ARMS = ["all", "no-nonnegativity", "no-energies", "no-activity-energy", "no-weight-energy"];

test.each([
  { experiment: pathIntegration, settings: pathTiny, conditions: WALK_ARMS, verdicts: 6 },
  { experiment: rewardRoom, settings: rewardTiny, conditions: ["1", "0"], verdicts: 4 },
] satisfies TinyExperiment[])("$experiment.id at tiny size", (tiny) =>
  expectEveryArm(tiny, () => jobContext(compileWasm)),
);
