/** What a job leaves behind as arrays. */
import type { HostTree, NamedArray, Representation } from "../../protocols.js";
import type { LearningCurve } from "./trainJob.js";

/** Row-major values with their shape. */
export const shaped = (shape: readonly number[], data: NamedArray["data"]): NamedArray => ({ shape, data });

/** "curveSteps" and every value of the curve under "curve."; or under another name. */
export const curveArrays = ({ steps, values }: LearningCurve, name = "curve"): Record<string, NamedArray> => ({
  [`${name}Steps`]: shaped([steps.length], steps),
  ...Object.fromEntries(
    Object.entries(values).map(([quantity, data]) => [`${name}.${quantity}`, shaped([data.length], data)]),
  ),
});

/** Every parameter of a network under "parameter.". */
export const parameterArrays = (parameters: HostTree): Record<string, NamedArray> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => [`parameter.${name}`, shaped(shape, data)]),
  );

/** In the layout that `purecell` reads as a representation: "activity" and "factors". */
export function representationArrays(code: Representation): Record<string, NamedArray> {
  const count = code.factors.length;
  const factors = new Float64Array(code.conditions * count);
  for (const [index, { values }] of code.factors.entries()) {
    for (let row = 0; row < code.conditions; row++) factors[row * count + index] = values[row];
  }
  return {
    activity: shaped([code.conditions, code.units], Float32Array.from(code.activity)),
    factors: shaped([code.conditions, count], factors),
  };
}
