/** Turning a code changes nothing that a network without nonnegativity could notice. */
import { expect, test } from "vitest";
import { rotated, rotationOf } from "../../lab/worker/trainings/rotation.js";
import { key, normal } from "../../src/math/random.js";
import type { HostTree } from "../../src/protocols.js";

const [INPUTS, UNITS, OUTPUTS] = [3, 5, 2];
const table = (name: number, shape: readonly number[]) => ({
  shape: [...shape],
  data: Float32Array.from(normal(key(name), shape[0] * (shape[1] ?? 1))),
});
const PARAMETERS: HostTree = {
  "code.weight": table(1, [INPUTS, UNITS]),
  "code.bias": table(2, [UNITS]),
  "output.weight": table(3, [UNITS, OUTPUTS]),
  "output.bias": table(4, [OUTPUTS]),
};

/** Activity and output of one input. */
function through(parameters: HostTree, input: readonly number[]): { z: number[]; y: number[] } {
  const [weight, bias, read, shift] = ["code.weight", "code.bias", "output.weight", "output.bias"].map(
    (name) => parameters[name].data,
  );
  const z = Array.from({ length: UNITS }, (_, unit) =>
    input.reduce((sum, value, at) => sum + value * weight[at * UNITS + unit], bias[unit]),
  );
  const y = Array.from({ length: OUTPUTS }, (_, output) =>
    z.reduce((sum, value, unit) => sum + value * read[unit * OUTPUTS + output], shift[output]),
  );
  return { z, y };
}

const squares = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0);

test("output, activity energy and weight energy stay; what is below zero does not", () => {
  const turned = rotated(PARAMETERS, rotationOf(key(9), UNITS), {
    into: ["code.weight", "code.bias"],
    from: ["output.weight"],
  });
  const [before, after] = [through(PARAMETERS, [0.3, -1, 2]), through(turned, [0.3, -1, 2])];
  for (const [output, value] of before.y.entries()) expect(after.y[output]).toBeCloseTo(value, 5);
  expect(squares(after.z)).toBeCloseTo(squares(before.z), 4);
  for (const name of ["code.weight", "output.weight"])
    expect(squares(turned[name].data)).toBeCloseTo(squares(PARAMETERS[name].data), 4);
  expect(after.z.map(Math.sign)).not.toEqual(before.z.map(Math.sign));
  expect(turned["output.bias"]).toBe(PARAMETERS["output.bias"]);
});
