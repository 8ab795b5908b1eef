import { beforeAll, describe, expect, test } from "vitest";
import { fixed } from "../engine/ops.js";
import { startEngine } from "../engine/start.js";
import { key, normal } from "../math/random.js";
import { variance } from "../math/statistics.js";
import { pathIntegrationEnergy, separation } from "../objectives/index.js";
import type { HostTree } from "../protocols.js";
import { alteredCode, codeAt, fourierSeries, spatialCode, tuningPower } from "./spatialCode.js";
import { halfPlane, positionWaves, twoFactorWaves, type Wave } from "./waveVectors.js";

const BOX = 2 * Math.PI;

function randomParameters(waves: readonly Wave[], units: number): HostTree {
  const tensor = (shape: number[], seed: number) => ({
    shape,
    data: Float32Array.from(
      normal(
        key(seed),
        shape.reduce((a, b) => a * b, 1),
      ),
    ),
  });
  return {
    "code.mean": tensor([units], 1),
    "code.cosine": tensor([waves.length, units], 2),
    "code.sine": tensor([waves.length, units], 3),
  };
}

/** All points of a lattice of the box, `side` to a direction. */
function lattice(side: number, dimensions: number): Float64Array {
  const points = Array.from({ length: side ** dimensions }, (_, point) =>
    Array.from({ length: dimensions }, (_, d) => (BOX * (Math.floor(point / side ** d) % side)) / side),
  );
  return Float64Array.from(points.flat());
}

describe("wave vectors", () => {
  test("half the lattice points of a disc but the centre (Gauss's circle problem), no two opposite", () => {
    for (const [reach, inDisc] of [
      [1, 5],
      [2, 13],
      [4, 49],
      [9, 253],
    ]) {
      expect(halfPlane(reach)).toHaveLength((inDisc - 1) / 2);
    }
    const seen = new Set(halfPlane(5).flatMap(([i, j]) => [`${i},${j}`, `${0 - i},${0 - j}`]));
    expect(seen.size).toBe(2 * halfPlane(5).length);
    expect(() => halfPlane(0)).toThrow(/at least 1/);
  });

  test("two-factor waves are all different, up to sign, and mixed ones have both parts", () => {
    const waves = twoFactorWaves({ position: 3, objectVector: 2, mixed: 72 }, key(1));
    const name = (k: readonly number[]) => k.map((value) => value + 0).join();
    const names = waves.flatMap(({ k }) => [name(k), name(k.map((value) => 0 - value))]);
    expect(new Set(names).size).toBe(names.length);
    const mixed = waves.filter(({ kind }) => kind === "mixed");
    expect(mixed).toHaveLength(72);
    expect(mixed.every(({ k: [a, b, c, d] }) => (a !== 0 || b !== 0) && (c !== 0 || d !== 0))).toBe(true);
    expect(() => twoFactorWaves({ position: 3, objectVector: 2, mixed: 73 }, key(1))).toThrow(/72 mixed waves/);
  });
});

describe("Fourier codes", () => {
  test("tuning power is the variance over the box", () => {
    const waves = twoFactorWaves({ position: 2, objectVector: 1, mixed: 5 }, key(4));
    const series = fourierSeries(waves, randomParameters(waves, 3));
    const places = lattice(7, 4);
    for (const kind of ["position", "object vector", "mixed"] as const) {
      const activity = codeAt(series, places, (wave) => wave.kind === kind);
      const power = tuningPower(series, kind);
      for (let unit = 0; unit < 3; unit++) {
        expect(power[unit]).toBeCloseTo(
          variance(
            activity.filter((_, at) => at % 3 === unit),
            0,
          ),
          8,
        );
      }
    }
  });

  test("a move is a linear map of the code's waves: rotations, the same at every place", () => {
    const waves = positionWaves(2);
    const parameters = randomParameters(waves, 4);
    const move = [0.7, -1.1];
    const turned = waves.map(({ k }) => k[0] * move[0] + k[1] * move[1]);
    const { cosine, sine, mean } = fourierSeries(waves, parameters);
    const rotated = { waves, units: 4, mean, cosine: cosine.slice(), sine: sine.slice() };
    for (let at = 0; at < cosine.length; at++) {
      const angle = turned[Math.floor(at / 4)];
      rotated.cosine[at] = cosine[at] * Math.cos(angle) + sine[at] * Math.sin(angle);
      rotated.sine[at] = sine[at] * Math.cos(angle) - cosine[at] * Math.sin(angle);
    }
    const places = lattice(3, 2);
    const moved = codeAt(
      fourierSeries(waves, parameters),
      places.map((value, at) => value + move[at % 2]),
    );
    codeAt(rotated, places).forEach((value, at) => {
      expect(value).toBeCloseTo(moved[at], 5);
    });
  });

  test("parameters of another code are refused", () => {
    const waves = positionWaves(2);
    expect(() => fourierSeries(waves, {})).toThrow(/no "code.mean"/);
    expect(() => fourierSeries(positionWaves(3), randomParameters(waves, 2))).toThrow(/do not belong/);
    expect(() => spatialCode({ waves, units: 2, views: [], boxRows: 4, meanRate: 1 })).toThrow(/views/);
  });
});

describe("on the engine", () => {
  beforeAll(startEngine);

  const onEngine = (tree: HostTree) =>
    Object.fromEntries(
      Object.entries(tree).map(([name, { shape, data }]) => [name, fixed(shape, Float32Array.from(data))]),
    );

  test("views are conditional means: the average over the other factor, with an object at home with probability 1/4", () => {
    const waves = twoFactorWaves({ position: 2, objectVector: 2, mixed: 6 }, key(9));
    const parameters = randomParameters(waves, 3);
    const shares = (own: Wave["kind"]) => Float32Array.from(waves, ({ kind }) => (kind === own ? 1 : 0.25));
    const model = spatialCode({
      waves,
      units: 3,
      views: [
        { rows: 2, shares: shares("position") },
        { rows: 2, shares: shares("object vector") },
      ],
      boxRows: 2,
      meanRate: 1,
    });
    const factor = [0.3, 1.9, -2.2, 0.4];
    const twice = (values: number[]) => [
      values[0],
      values[1],
      values[0],
      values[1],
      values[2],
      values[3],
      values[2],
      values[3],
    ];
    const box = [0.1, 0.2, 0.3, 0.4, 1, -2, 3, 1.5];
    const input = Float32Array.from([...twice(factor), ...twice(factor), ...box]);
    const { output, activity } = model.forward(onEngine(parameters), fixed([6, 4], input));
    const series = fourierSeries(waves, parameters);
    const average = (place: number[], first: 0 | 2): number[] => {
      const others = lattice(7, 2);
      const all = Array.from({ length: 49 }, (_, i) => {
        const other = [others[2 * i], others[2 * i + 1]];
        return codeAt(series, Float64Array.from(first === 0 ? [...place, ...other] : [...other, ...place]));
      });
      const home = codeAt(series, Float64Array.from([...place, ...place]));
      return [0, 1, 2].map((unit) => 0.75 * (all.reduce((sum, code) => sum + code[unit], 0) / 49) + 0.25 * home[unit]);
    };
    const places = [factor.slice(0, 2), factor.slice(2)];
    const expected = ([0, 2] as const).flatMap((first) => places.flatMap((place) => average(place, first)));
    const found = output.dataSync();
    expected.forEach((value, at) => {
      expect(found[at]).toBeCloseTo(value, 4);
    });
    const whole = activity.code.dataSync();
    codeAt(series, Float64Array.from(box)).forEach((value, at) => {
      expect(whole[at]).toBeCloseTo(value, 4);
    });
  });

  test("a silenced neuron is 0 everywhere, a held one its mean over the box; the others are as they were", () => {
    const waves = positionWaves(3);
    const parameters = randomParameters(waves, 4);
    const side = 16;
    const places = lattice(side, 2);
    const before = codeAt(fourierSeries(waves, parameters), places);
    const after = codeAt(fourierSeries(waves, alteredCode(parameters, { lesion: [1, 99], clamp: [2] })), places);
    const ofUnit = (code: Float64Array, unit: number) => code.filter((_, at) => at % 4 === unit);
    for (const unit of [0, 3]) expect(ofUnit(after, unit)).toEqual(ofUnit(before, unit));
    expect(ofUnit(after, 1).every((value) => value === 0)).toBe(true);
    const mean = ofUnit(before, 2).reduce((sum, value) => sum + value, 0) / side ** 2;
    for (const value of ofUnit(after, 2)) expect(value).toBeCloseTo(mean, 10);
  });

  test("separation is its formula, written out, over its own rows", () => {
    const [places, units] = [5, 3];
    const code = Float32Array.from(normal(key(1), (places + 2) * units), (value) => 0.4 * value);
    const target = Float32Array.from(normal(key(2), (places + 2) * 2));
    const term = separation({ name: "separation", rows: [1, 1 + places], resolution: 0.5, codeVariance: 0.3 });
    const output = fixed([places + 2, units], code);
    const value = term.value({
      parameters: {},
      weights: [],
      activity: {},
      output,
      target: fixed([places + 2, 2], target),
    });
    const distance = (data: Float32Array, width: number, i: number, j: number) =>
      Array.from({ length: width }, (_, d) => (data[width * i + d] - data[width * j + d]) ** 2).reduce((a, b) => a + b);
    let sum = 0;
    for (let i = 1; i <= places; i++) {
      for (let j = 1; j <= places; j++) {
        const apart = 1 - Math.exp(-distance(target, 2, i, j) / (2 * 0.25));
        sum += apart * Math.exp(-distance(code, units, i, j) / (2 * 0.3));
      }
    }
    expect(Number(value.dataSync()[0])).toBeCloseTo(sum / places ** 2, 5);
  });

  test("the energy of path integration counts used waves by their amplitude over all neurons", () => {
    const parameters = {
      mean: fixed([2], Float32Array.of(9, 9)),
      "code.cosine": fixed([3, 2], Float32Array.of(3, 0, 0, 0, 1, 2)),
      "code.sine": fixed([3, 2], Float32Array.of(0, 4, 0, 0, 2, 4)),
    };
    const none = fixed([1], Float32Array.of(0));
    const inputs = { parameters, weights: ["code.cosine", "code.sine"], activity: {}, output: none, target: none };
    expect(Number(pathIntegrationEnergy().value(inputs).dataSync()[0])).toBeCloseTo(5 + 1e-4 + 5, 5);
  });
});
