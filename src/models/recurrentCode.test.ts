import { beforeAll, describe, expect, test } from "vitest";
import { fixed } from "../engine/ops.js";
import { startEngine } from "../engine/start.js";
import { key, normal } from "../math/random.js";
import { recurrentCode, trainedRecurrentCode } from "./recurrentCode.js";

beforeAll(startEngine);

const options = { starts: 3, moves: 2, steps: 2, units: 4, outputs: 5, chargeStarts: false };

describe.each(["relu", "linear"] as const)("%s", (activation) => {
  const model = recurrentCode({ ...options, activation });
  const parameters = Object.fromEntries(
    Object.entries(model.initialise(key(1))).map(([name, { shape, data }], i) => [
      name,
      { shape, data: Float32Array.from(normal(key(10 + i), data.length)) },
    ]),
  );
  // Two walks: start 2, moves 0 then 1; start 0, moves 1 then 1.
  const input = Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1);

  test("the network in training, the one on the host, and the formula agree at every moment", async () => {
    const tensors = Object.fromEntries(
      Object.entries(parameters).map(([name, { shape, data }]) => [name, fixed(shape, data)]),
    );
    const forward = model.forward(tensors, fixed([2, 7], input));
    const [code, output] = [await forward.activity.code.data(), await forward.output.data()];
    const network = trainedRecurrentCode(parameters, activation);
    const first = network.start([2, 0]);
    const second = network.move(first, [0, 1]);
    const codes = [first, second, network.move(second, [1, 1])].flatMap((code) => [...code]);
    codes.forEach((value, at) => {
      expect(code[at]).toBeCloseTo(value, 4);
    });
    [...network.readout(Float64Array.from(codes))].forEach((value, at) => {
      expect(output[at]).toBeCloseTo(value, 3);
    });
    const [start, bias, move, moveBias] = ["start.weight", "start.bias", "move.weight", "move.bias"].map(
      (name) => parameters[name].data,
    );
    const f = (value: number) => (activation === "relu" ? Math.max(value, 0) : value);
    const g = Array.from({ length: 4 }, (_, unit) => f(start[2 * 4 + unit] + bias[unit]));
    const after = Array.from({ length: 4 }, (_, unit) =>
      f(g.reduce((sum, value, from) => sum + value * move[from * 8 + unit], moveBias[unit])),
    );
    after.forEach((value, unit) => {
      expect(second[unit]).toBeCloseTo(value, 6);
    });
  });
});

test("moves begin as rotations; sizes that make no network, and other parameters, are refused", () => {
  const { "move.weight": move } = recurrentCode({ ...options, activation: "relu" }).initialise(key(3));
  for (const [a, b] of [
    [0, 0],
    [0, 1],
    [4, 4],
    [4, 7],
  ]) {
    const inner = [0, 1, 2, 3].reduce((sum, row) => sum + move.data[row * 8 + a] * move.data[row * 8 + b], 0);
    expect(inner).toBeCloseTo(a === b ? 1 : 0, 5);
  }
  expect(() => recurrentCode({ ...options, units: 0, activation: "relu" })).toThrow(/not 3, 2, 0/);
  expect(() => trainedRecurrentCode({}, "relu")).toThrow(/no "start.weight"/);
});
