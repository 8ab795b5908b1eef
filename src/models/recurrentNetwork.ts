/**
 * A recurrent network that is driven by an input at every step, as in Dorrell et al. 2025:
 *   h_1 = f(u_1 U + b),   h_t = f(h_{t-1} W_m(t) + u_t U + b),   y_t = h_t R + c,
 * with f rectification or nothing, and m(t) choosing among several recurrent matrices. The network is silent before the first step.
 *
 * An input row is a whole trial, [u_1 | u_2 | ... ]. Activity and output hold the rows of one step together: all trials at step 1,
 * then all at step 2, ... So a mean over rows is one over trials and steps.
 */
import { disposeAll, matmul, stackRows } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, type Key, normal } from "../math/random.js";
import type { Forward, HostTree, Model, Tensor, TensorTree } from "../protocols.js";
import { type Activation, activations } from "./layers.js";

export interface RecurrentNetworkOptions {
  /** Inputs of one step. */
  readonly inputs: number;
  readonly outputs: number;
  /** Steps of a trial. */
  readonly steps: number;
  readonly units: number;
  readonly activation: Activation;
  /** For each step, which recurrent matrix leads to it (that of the first step is not used); by default one matrix for all. */
  readonly matrices?: readonly number[];
  /** Initial weights by name; by default orthogonal recurrent matrices, the others normal with 0.1, biases 0. */
  readonly initialise?: (key: Key, options: RecurrentNetworkOptions) => HostTree;
}

/** [inputs x units] */
export const INPUT_WEIGHT = "input.weight";
/** [units] */
export const RECURRENT_BIAS = "recurrent.bias";
/** [units x outputs] */
export const OUTPUT_WEIGHT = "output.weight";
/** [outputs] */
export const OUTPUT_BIAS = "output.bias";
/** [units x units] */
export const recurrentWeight = (matrix: number): string => `recurrent${matrix}.weight`;

/** Throws UsageError without units, inputs or steps, and where `matrices` does not name a matrix for each step. */
export function recurrentNetwork(options: RecurrentNetworkOptions): Model {
  const { inputs, outputs, steps, units, activation, initialise = orthogonalRecurrence } = options;
  if (!(inputs >= 1 && units >= 1 && steps >= 1 && outputs >= 1)) {
    throw new UsageError(
      `a recurrent network needs inputs, outputs, units and steps, not ${inputs}, ${outputs}, ${units}, ${steps}`,
    );
  }
  requireMatrices(options);
  return {
    name: `recurrent ${activation} network of ${units} units over ${steps} steps`,
    inputs: inputs * steps,
    outputs,
    layers: { code: units },
    weights: [...matrixNames(options), INPUT_WEIGHT, OUTPUT_WEIGHT],
    initialise: (key) => initialise(key, options),
    forward: (parameters, input) => forward(parameters, input, options),
  };
}

function requireMatrices({ matrices, steps }: RecurrentNetworkOptions): void {
  if (matrices === undefined) return;
  const wrong = matrices.find((matrix) => !(Number.isInteger(matrix) && matrix >= 0));
  if (matrices.length === steps && wrong === undefined) return;
  throw new UsageError(
    `\`matrices\` numbers a recurrent matrix for each of ${steps} steps, not ${matrices.join(", ")}`,
  );
}

const matrixOf = ({ matrices }: RecurrentNetworkOptions, step: number): string =>
  recurrentWeight(matrices?.[step] ?? 0);

const matrixNames = (options: RecurrentNetworkOptions): string[] => {
  const used = Array.from({ length: options.steps }, (_, step) => matrixOf(options, step)).slice(1);
  return [...new Set(used)].sort();
};

/** Orthogonal recurrent matrices; inputs and outputs normal with `scale`; biases 0. */
export function orthogonalRecurrence(key: Key, options: RecurrentNetworkOptions, scale = 0.1): HostTree {
  const { inputs, outputs, units } = options;
  const gaussian = (name: string, rows: number, columns: number) => ({
    shape: [rows, columns],
    data: Float32Array.from(normal(fold(key, name), rows * columns), (value) => scale * value),
  });
  const turns = matrixNames(options).map((name) => {
    const { data } = randomOrthonormalRows(fold(key, name), units, units);
    return [name, { shape: [units, units], data: Float32Array.from(data) }] as const;
  });
  return {
    ...Object.fromEntries(turns),
    [RECURRENT_BIAS]: { shape: [units], data: new Float32Array(units) },
    [INPUT_WEIGHT]: gaussian("input", inputs, units),
    [OUTPUT_WEIGHT]: gaussian("output", units, outputs),
    [OUTPUT_BIAS]: { shape: [outputs], data: new Float32Array(outputs) },
  };
}

function forward(parameters: TensorTree, input: Tensor, options: RecurrentNetworkOptions): Forward {
  const { inputs, steps } = options;
  const f = activations[options.activation];
  const codes: Tensor[] = [];
  for (let step = 0; step < steps; step++) {
    const now = input.ref.slice([], [step * inputs, (step + 1) * inputs]);
    const driven = matmul(now, parameters[INPUT_WEIGHT].ref).add(parameters[RECURRENT_BIAS].ref);
    if (step === 0) codes.push(f(driven));
    else codes.push(f(driven.add(matmul(codes[step - 1].ref, parameters[matrixOf(options, step)].ref))));
  }
  const code = stackRows(codes);
  const output = matmul(code.ref, parameters[OUTPUT_WEIGHT].ref).add(parameters[OUTPUT_BIAS].ref);
  disposeAll([input, ...Object.values(parameters)]);
  return { output, activity: { code } };
}

/** What a trained network did: rows of one step together, as in training. */
export interface RecurrentActivity {
  /** [steps trials x units] */
  readonly code: Float64Array;
  /** [steps trials x outputs] */
  readonly output: Float64Array;
}

/** Runs a trained network on the host over `input` [trials x (steps inputs)]. Throws UsageError when a parameter is missing. */
export function runRecurrentNetwork(
  parameters: Readonly<Record<string, { readonly data: ArrayLike<number> }>>,
  options: RecurrentNetworkOptions,
  input: ArrayLike<number>,
): RecurrentActivity {
  const { inputs, steps, units, outputs } = options;
  const trials = input.length / (steps * inputs);
  const data = (name: string) => {
    if (!parameters[name]) throw new UsageError(`these are not the parameters of a recurrent network: no "${name}"`);
    return parameters[name].data;
  };
  const f = options.activation === "relu" ? (value: number) => Math.max(0, value) : (value: number) => value;
  const [into, bias, readout, outputBias] = [INPUT_WEIGHT, RECURRENT_BIAS, OUTPUT_WEIGHT, OUTPUT_BIAS].map(data);
  const code = new Float64Array(steps * trials * units);
  for (let step = 0; step < steps; step++) {
    const carry = step === 0 ? undefined : data(matrixOf(options, step));
    for (let trial = 0; trial < trials; trial++) {
      const sums = code.subarray((step * trials + trial) * units, (step * trials + trial + 1) * units);
      sums.set(bias);
      addProduct(sums, input, (trial * steps + step) * inputs, into, inputs);
      if (carry) addProduct(sums, code, ((step - 1) * trials + trial) * units, carry, units);
      for (let unit = 0; unit < units; unit++) sums[unit] = f(sums[unit]);
    }
  }
  const output = new Float64Array(steps * trials * outputs);
  for (let row = 0; row < steps * trials; row++) {
    const sums = output.subarray(row * outputs, (row + 1) * outputs);
    sums.set(outputBias);
    addProduct(sums, code, row * units, readout, units);
  }
  return { code, output };
}

/** sums += the `count` values from `first` on times `weights` [count x sums]. */
function addProduct(
  sums: Float64Array,
  values: ArrayLike<number>,
  first: number,
  weights: ArrayLike<number>,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = values[first + i];
    if (value === 0) continue;
    for (let j = 0; j < sums.length; j++) sums[j] += value * weights[i * sums.length + j];
  }
}
