/** A code turned at random: what a network without nonnegativity may do for nothing. */
import type { HostTree } from "../../../src/engine/protocols.js";
import { randomOrthonormalRows } from "../../../src/math/orthogonal.js";
import type { Key } from "../../../src/math/random.js";

/** A matrix [units x units] whose rows are orthonormal, drawn evenly. */
export const rotationOf = (key: Key, units: number): Float64Array => randomOrthonormalRows(key, units, units).data;

/**
 * Parameters of the same map in turned axes: what comes into the code (tables [rows x units]) is multiplied by R, what reads it
 * ([units x outputs]) by its transpose. Predictions, |z|^2 and |W|^2 stay as they are; which units are below zero does not.
 */
export function rotated(
  parameters: HostTree,
  rotation: Float64Array,
  { into, from }: { readonly into: readonly string[]; readonly from: readonly string[] },
): HostTree {
  const changed = Object.entries(parameters).map(([name, tensor]) => {
    const { shape, data } = tensor;
    if (into.includes(name)) return [name, { shape, data: timesRotation(data, rotation) }];
    if (from.includes(name)) return [name, { shape, data: rotationTimes(rotation, data, shape[1]) }];
    return [name, tensor];
  });
  return Object.fromEntries(changed);
}

const sideOf = (rotation: Float64Array): number => Math.round(Math.sqrt(rotation.length));

/** [rows x units] R */
function timesRotation(data: ArrayLike<number>, rotation: Float64Array): Float32Array {
  const units = sideOf(rotation);
  return Float32Array.from({ length: data.length }, (_, at) => {
    const [row, column] = [at - (at % units), at % units];
    let sum = 0;
    for (let unit = 0; unit < units; unit++) sum += data[row + unit] * rotation[unit * units + column];
    return sum;
  });
}

/** R^T [units x outputs] */
function rotationTimes(rotation: Float64Array, data: ArrayLike<number>, outputs: number): Float32Array {
  const units = sideOf(rotation);
  return Float32Array.from({ length: data.length }, (_, at) => {
    const [row, output] = [Math.floor(at / outputs), at % outputs];
    let sum = 0;
    for (let unit = 0; unit < units; unit++) sum += rotation[unit * units + row] * data[unit * outputs + output];
    return sum;
  });
}
