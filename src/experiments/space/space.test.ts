import { describe, expect, test } from "vitest";
import { compileNative } from "../../engine/native/compile.node.js";
import { cosineTo, risingFirstHalf } from "../../engine/schedules.js";
import { compileWasm } from "../../engine/wasm.js";
import { key, uniform } from "../../math/random.js";
import { twoFactorWaves } from "../../models/index.js";
import type { JobResult, NamedArray } from "../../protocols.js";
import { gridCell, placeCell, type Tuning } from "../../tasks/space/simulatedCells.js";
import { compilePlan, initialState, trainChunk, trainToEnd } from "../../training/index.js";
import { FULL } from "../frame/arms.js";
import { expectEveryArm, type TinyExperiment } from "../frame/everyArm.fixture.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { countTypes, factorMeasures } from "./factorMeasures.js";
import { fig6 } from "./fig6/index.js";
import { fig7 } from "./fig7/index.js";
import { gridCells } from "./gridCells/index.js";
import { gridPopulation, mapPlaces, rateMapOf, variedUnits } from "./maps.js";
import { gridPlan, objectPlan } from "./study.js";

const tiny = { updates: 12, units: 6, lattice: 6, roomPlaces: 12, largestWave: 3, mapBins: 16, fieldShuffles: 20 };
const gridTiny = gridCells.settings.parse({ ...tiny, seeds: [3], ablatedSeeds: 1 });
const fig6Tiny = fig6.settings.parse({ ...tiny, seeds: [3], ablatedSeeds: 1, mixedWaves: 5, largestVectorWave: 2 });
const fig7Tiny = fig7.settings.parse({ ...tiny, seeds: [3], atHome: [1, 0], mixedWaves: 5, largestVectorWave: 2 });

test("schedules: half a cosine down to a share, and a rise over the first half from a share", () => {
  const fall = cosineTo(2, 0.25);
  expect([fall(1, 10), fall(6, 10), fall(11, 10)]).toEqual([2, expect.closeTo(1.25, 12), 0.5]);
  const rise = risingFirstHalf(4, 0.1);
  expect([1, 2, 4, 6, 10].map((step) => rise(step, 10))).toEqual([0.4, 0.8, expect.closeTo(2.4, 12), 4, 4]);
});

describe("trainings on streams of batches", () => {
  test("the same bits however steps are grouped, and on resuming; another seed, other bits", async () => {
    const { plan } = gridPlan(gridTiny, FULL, 3);
    const step = await compilePlan(plan, compileWasm);
    const whole = await trainToEnd(plan, step, { chunk: 12 });
    expect(await trainToEnd(plan, step, { chunk: 5 })).toEqual(whole);
    const { state } = await trainChunk(plan, step, initialState(plan), 7);
    expect(await trainToEnd(plan, step, { from: state })).toEqual(whole);
    expect(await trainToEnd(gridPlan(gridTiny, FULL, 4).plan, step)).not.toEqual(whole);
  });

  test("both engines take the same steps, whatever share of the time the object is at home", async () => {
    for (const plan of [gridPlan(gridTiny, FULL, 3).plan, objectPlan(fig6Tiny, 0.5, FULL, 3).plan]) {
      const [wasm, native] = await Promise.all([compileWasm, compileNative].map((engine) => compilePlan(plan, engine)));
      const [a, b] = [await trainToEnd(plan, wasm), await trainToEnd(plan, native)];
      a.tensors.parameters.data.forEach((value, at) => {
        expect(b.tensors.parameters.data[at]).toBeCloseTo(value, 3);
      });
    }
  });

  test("a stream that does not fit its shape, or is not finite, is refused", async () => {
    const { plan } = gridPlan(gridTiny, FULL, 3);
    const step = await compilePlan(plan, compileWasm);
    const broken = (input: Float32Array) => ({
      ...plan,
      stream: { ...plan.stream, batch: () => ({ ...plan.stream.batch(1), input }) },
    });
    await expect(trainToEnd(broken(new Float32Array(5)), step)).rejects.toThrow(/the input has 5 values/);
    const nan = plan.stream.batch(1).input.fill(Number.NaN, 4, 5);
    await expect(trainToEnd(broken(nan), step)).rejects.toThrow(/input of sample 2 is NaN/);
  });
});

describe("grid populations", () => {
  const bins = 32;
  const places = mapPlaces(bins);
  const mapsOf = (tunings: readonly Tuning[]) => {
    const activity = Float64Array.from({ length: bins * bins * tunings.length }, (_, at) => {
      const bin = Math.floor(at / tunings.length);
      return tunings[at % tunings.length]({ x: places[2 * bin], y: places[2 * bin + 1], direction: 0 });
    });
    return { activity, maps: tunings.map((_, unit) => rateMapOf(activity, tunings.length, unit, bins)) };
  };
  const rates = { peak: 1, background: 0 };
  const offsets = uniform(key(8), 20);
  const lattices = (count: number, orientation: (cell: number) => number) =>
    Array.from({ length: count }, (_, cell) => {
      const phase = { x: 6 * offsets[2 * cell], y: 6 * offsets[2 * cell + 1] };
      return gridCell({ spacing: 2, orientation: orientation(cell), phase }, rates);
    });
  const bumps = (count: number) =>
    Array.from({ length: count }, (_, cell) => placeCell({ x: 1 + cell / 2, y: 3 }, 0.7, rates));
  const analysed = (tunings: readonly Tuning[]) =>
    gridPopulation(mapsOf(tunings).maps, [...tunings.keys()], 39, key(1));

  test("five hexagonal cells of one module among eleven cells are a module; among thirteen they are not 40 %", () => {
    const { module, hexagonal, cells } = analysed([...bumps(6), ...lattices(5, () => 0.2)]);
    expect(module).toEqual([6, 7, 8, 9, 10]);
    expect(hexagonal).toBe(true);
    expect(Math.abs(cells[7].spacing - 2)).toBeLessThan(0.05);
    expect(analysed([...bumps(8), ...lattices(5, () => 0.2)]).hexagonal).toBe(false);
    expect(analysed(lattices(4, () => 0.2)).hexagonal).toBe(false);
  });

  test("hexagonal cells of scattered orientations are no module", () => {
    expect(analysed(lattices(6, (cell) => (cell * Math.PI) / 18)).module.length).toBeLessThan(3);
  });

  test("units that hardly vary are left out, and silence is where activity is negative", () => {
    const { activity } = mapsOf([() => 5, ({ x }) => Math.cos(x), ({ x }) => 0.01 * Math.cos(x)]);
    expect(variedUnits(activity, 3)).toEqual([1]);
    expect(Math.min(...rateMapOf(activity, 3, 1, bins).rate)).toBe(0);
  });
});

test("planted neurons are counted as what they are, and correlate between layouts as they must", () => {
  const waves = twoFactorWaves({ position: 2, objectVector: 2, mixed: 1 }, key(2));
  const wave = (kind: string) => waves.findIndex((each) => each.kind === kind);
  const units = 5;
  const cosine = new Float32Array(waves.length * units);
  const set = (unit: number, kind: string, amplitude: number) => {
    cosine[wave(kind) * units + unit] = amplitude;
  };
  set(0, "position", 1);
  set(1, "object vector", 1);
  set(2, "position", 1);
  set(2, "object vector", 1);
  set(3, "mixed", 1);
  set(4, "position", 0.05);
  const mean = new Float32Array(units).fill(2);
  const measures = factorMeasures({ waves, units, mean, cosine, sine: cosine.map(() => 0) }, key(1));
  expect(measures.active).toEqual([0, 1, 2, 3]);
  expect(measures.shares[0]).toEqual([1, 0, 0]);
  expect(measures.shares[2]).toEqual([0.5, 0.5, 0]);
  expect(countTypes(measures)).toMatchObject({
    active: 4,
    position: 1,
    objectVector: 1,
    pureShare: 0.5,
    selectivity: 0.625,
  });
  expect(measures.layoutCorrelations[0]).toBeCloseTo(1, 10);
  expect(measures.layoutCorrelations[1]).toBeLessThan(0.5);
  expect(measures.overlap).toBeCloseTo(0.25 / 0.5, 6);
});

const GRID_ARMS = ["all", "no-nonnegativity", "no-energies", "no-activity-energy", "no-weight-energy"];

test.each([
  { experiment: gridCells, settings: gridTiny, conditions: GRID_ARMS, verdicts: 5 },
  { experiment: fig6, settings: fig6Tiny, conditions: ["all", "no-nonnegativity", "no-energies"], verdicts: 5 },
  { experiment: fig7, settings: fig7Tiny, conditions: ["1", "0"], verdicts: 3 },
] satisfies TinyExperiment[])("$experiment.id at tiny size", (tiny) =>
  expectEveryArm(tiny, () => jobContext(compileWasm)),
);

describe("verdicts follow what was found", () => {
  const job = (condition: string, seed: number) => ({ id: `${condition}-seed${seed}`, condition, seed });
  const seeds = Array.from({ length: 10 }, (_, i) => 1000 + i);
  const met = (verdicts: readonly { id: string; met: string }[], id: string) => verdicts.find((v) => v.id === id)?.met;
  const arrays: Record<string, NamedArray> = {};

  test("grid-cells: 7 of 10 seeds with a module pass, 6 do not; one ablated seed with a module fails its claim", () => {
    const settings = gridCells.settings.parse({});
    const grid = (hexagonal: boolean) => ({ cells: [], module: [], hexagonal });
    const results = (modules: number, ablated: number): JobResult[] => [
      ...seeds.map((seed, i) => ({ job: job("all", seed), values: { grid: grid(i < modules) }, arrays })),
      ...["no-nonnegativity", "no-energies", "no-activity-energy", "no-weight-energy"].flatMap((arm) =>
        seeds.slice(0, 3).map((seed, i) => ({ job: job(arm, seed), values: { grid: grid(i < ablated) }, arrays })),
      ),
    ];
    const pass = gridCells.check(results(7, 0), settings);
    expect(pass.every((verdict) => verdict.met === "met")).toBe(true);
    expect(pass[0].measured).toMatch(/7 of 10 seeds, share 0.70 \[0.40, 0.89\]/);
    const fail = gridCells.check(results(6, 1), settings);
    expect(fail.every((verdict) => verdict.met === "not met")).toBe(true);
    expect(met(gridCells.check(results(10, 0).slice(1), settings), "grid-cells.hexagonal-module")).toBe("not judged");
  });

  const factors = (shares: number[][], layoutCorrelations: number[], hexagonal = true) => ({
    active: [...shares.keys()],
    shares,
    layoutCorrelations,
    mir: 0.9,
    overlap: 0,
    grid: { cells: [], module: [], hexagonal },
  });
  const pure = factors(
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    [1, 0],
  );
  const oneType = factors(
    [
      [1, 0, 0],
      [1, 0, 0],
    ],
    [1, 1],
  );
  const mixed = factors(
    [
      [0.5, 0.5, 0],
      [0, 1, 0],
    ],
    [0.5, 0],
  );
  const factorResult = (condition: string, seed: number, values: object): JobResult => ({
    job: job(condition, seed),
    values: { factors: JSON.parse(JSON.stringify(values)) },
    arrays,
  });

  test("fig6: nine of ten seeds must split, into both types, and no ablated seed may", () => {
    const settings = fig6.settings.parse({});
    const results = (split: number, other: object, ablated: object) => [
      ...seeds.map((seed, i) => factorResult("all", seed, i < split ? pure : other)),
      ...["no-nonnegativity", "no-energies"].flatMap((arm) =>
        seeds.slice(0, 3).map((seed) => factorResult(arm, seed, ablated)),
      ),
    ];
    const good = fig6.check(results(9, mixed, mixed), settings);
    expect(met(good, "fig6.two-types")).toBe("met");
    expect(met(good, "fig6.needs-energies")).toBe("met");
    expect(met(fig6.check(results(8, oneType, pure), settings), "fig6.two-types")).toBe("not met");
    expect(met(fig6.check(results(10, pure, pure), settings), "fig6.needs-nonnegativity")).toBe("not met");
    expect(met(fig6.check(results(10, pure, mixed), settings), "fig6.object-moves-object-cells-only")).toBe("met");
    expect(met(fig6.check(results(9, oneType, mixed), settings), "fig6.object-moves-object-cells-only")).toBe(
      "not met",
    );
  });

  test("fig7: a fall with noise passes, a step up beyond its error does not, nor a flat line", () => {
    const settings = fig7.settings.parse({});
    const levels = (means: number[]) =>
      means.flatMap((level, i) =>
        seeds.slice(0, 5).map((seed, s) => {
          const share = level + 0.01 * ((s * 7 + i * 3) % 5);
          return factorResult(`${i / (means.length - 1)}`, seed, factors([[share, 1 - share, 0]], [0]));
        }),
      );
    const falls = (means: number[]) => met(fig7.check(levels(means), settings), "fig7.selectivity-falls");
    expect(falls([0.95, 0.9, 0.8, 0.7, 0.6])).toBe("met");
    expect(falls([0.95, 0.8, 0.8, 0.7, 0.6])).toBe("met");
    expect(falls([0.95, 0.6, 0.8, 0.7, 0.6])).toBe("not met");
    expect(falls([0.8, 0.8, 0.8, 0.8, 0.8])).toBe("not met");
    expect(met(fig7.check(levels([0.95, 0.9, 0.8, 0.7, 0.6]), settings), "fig7.fixed-object-mixes")).toBe("met");
    expect(met(fig7.check(levels([0.95, 0.9, 0.9, 0.9, 0.9]), settings), "fig7.fixed-object-mixes")).toBe("not met");
  });
});
