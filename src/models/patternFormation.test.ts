import { beforeAll, expect, test } from "vitest";
import { lossAndGradient } from "../engine/gradient.js";
import { fixed } from "../engine/ops.js";
import { startEngine } from "../engine/start.js";
import { key, normal } from "../math/random.js";
import { PATTERN_COLUMNS, type PatternOptions, patternFormation } from "./patternFormation.js";

beforeAll(startEngine);

const base: PatternOptions = { side: 3, units: 2, steps: 1, rate: 0.05, longest: 1e6, rectified: true };
const places = 9;

/** Parameters with normal values, the same for any number of steps. */
const parametersOf = (options: PatternOptions) =>
  Object.fromEntries(
    Object.entries(patternFormation(options).initialise(key(1))).map(([name, { shape, data }], i) => [
      name,
      { shape, data: Float32Array.from(normal(key(20 + i), data.length)) },
    ]),
  );

async function formed(options: PatternOptions, objects: readonly number[]) {
  const parameters = parametersOf(options);
  const tensors = Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => [name, fixed(shape, data)]),
  );
  const input = fixed(
    [1, places],
    Float32Array.from({ length: places }, (_, at) => Number(objects.includes(at))),
  );
  const { output, activity } = patternFormation(options).forward(tensors, input);
  return { parameters, output: [...(await output.data())], code: [...(await activity.code.data())] };
}

const STEPS = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
];

/** sum_x sum_a |z(x) - f(W_a z(x - d_a))|^2, by loops. */
function pathLoss(
  code: readonly number[],
  move: ArrayLike<number>,
  { side, units, rectified }: PatternOptions,
): number {
  let loss = 0;
  for (const [a, [down, right]] of STEPS.entries()) {
    for (let place = 0; place < side * side; place++) {
      const row = (Math.floor(place / side) - down + side) % side;
      const from = row * side + (((place % side) - right + side) % side);
      for (let unit = 0; unit < units; unit++) {
        let drive = 0;
        for (let k = 0; k < units; k++) drive += code[from * units + k] * move[(a * units + k) * units + unit];
        loss += (code[place * units + unit] - (rectified ? Math.max(drive, 0) : drive)) ** 2;
      }
    }
  }
  return loss;
}

test.each([true, false])(
  "a step goes down the path-integration loss (finite differences), rectified: %s",
  async (rectified) => {
    const options = { ...base, rectified };
    const { parameters, code } = await formed(options, []);
    const start = [...parameters.start.data];
    const move = parameters["move.weight"].data;
    const h = 1e-5;
    start.forEach((value, at) => {
      const nudged = (by: number) =>
        pathLoss(
          start.map((v, i) => (i === at ? value + by : v)),
          move,
          options,
        );
      const gradient = (nudged(h) - nudged(-h)) / (2 * h);
      expect(code[at]).toBeCloseTo(value - options.rate * gradient, 3);
    });
    const { output } = await formed({ ...options, steps: 0 }, []);
    const width = PATTERN_COLUMNS.place + places;
    const errors = Array.from({ length: places }, (_, row) => output[row * width + PATTERN_COLUMNS.pathIntegration]);
    expect(errors.reduce((a, b) => a + b, 0)).toBeCloseTo(pathLoss(start, move, options), 2);
  },
);

test("an object pushes the code of its place alone, along its readout, by what it is in doubt", async () => {
  const [without, beside] = [await formed(base, []), await formed(base, [4])];
  const weight = beside.parameters["object.weight"].data;
  const start = beside.parameters.start.data;
  const logit = start[8] * weight[0] + start[9] * weight[1] + beside.parameters["object.bias"].data[0];
  beside.code.forEach((value, at) => {
    const push = Math.floor(at / 2) === 4 ? weight[at % 2] / (1 + Math.exp(logit)) : 0;
    expect(value - without.code[at]).toBeCloseTo(push, 4);
  });
});

test("no place's code moves by more than the longest step", async () => {
  const { parameters, code } = await formed({ ...base, longest: 0.01 }, []);
  for (let place = 0; place < places; place++) {
    const change = Math.hypot(
      ...[0, 1].map((unit) => code[2 * place + unit] - parameters.start.data[2 * place + unit]),
    );
    expect(change).toBeLessThan(0.0101);
    expect(change).toBeGreaterThan(0.0099);
  }
});

test("sizes that make no model are refused", () => {
  expect(() => patternFormation({ ...base, rate: 0 })).toThrow(/a rate/);
  expect(() => patternFormation({ ...base, side: 1 })).toThrow(/side of 2/);
});

test("codes form alike whether or not gradients go through, and then only the first code is moved by what is asked of them", () => {
  const options = { ...base, steps: 3 };
  const asked = (throughFormation: boolean) => {
    const parameters = Object.fromEntries(
      Object.entries(parametersOf(options)).map(([name, { shape, data }]) => [name, fixed(shape, data)]),
    );
    const { total, gradient } = lossAndGradient((at) => {
      const input = fixed(
        [1, places],
        Float32Array.from({ length: places }, (_, place) => Number(place === 4)),
      );
      const { output, activity } = patternFormation({ ...options, throughFormation }).forward(at, input);
      output.dispose();
      return { total: activity.code.sum(), parts: {} };
    }, parameters);
    const slopes = Object.fromEntries(Object.entries(gradient).map(([name, slope]) => [name, [...slope.dataSync()]]));
    return { total: total.item(), slopes };
  };
  const [through, given] = [asked(true), asked(false)];
  expect(given.total).toBeCloseTo(Number(through.total), 3);
  expect(given.slopes.start.every((slope) => slope === 1)).toBe(true);
  expect(through.slopes.start.every((slope) => slope === 1)).toBe(false);
  expect([...given.slopes["move.weight"], ...given.slopes["object.weight"]].every((slope) => slope === 0)).toBe(true);
  expect(through.slopes["object.weight"].some((slope) => slope !== 0)).toBe(true);
});
