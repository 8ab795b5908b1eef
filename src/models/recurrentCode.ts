/**
 * A recurrent network that is told where it starts and then only how it moves, and must go on by itself (closed loop):
 *   g_0 = f(u U + b),   g_t = f(g_{t-1} W_a + b_a) for the move a made at step t,   readout y_t = g_t R + c,
 * with f rectification or nothing. Dorrell et al. 2025, Fig. 4 (program: Grid_Warp_Train), with f linear and soft nonnegativity;
 * Whittington et al. 2023, A.9, path-integrate by matrices of moves too, between free codes.
 *
 * An input row is [u | moves of step 1 | ... ], moves one-hot. The output holds y_0, y_1, ..., moments one below the other.
 */
import { disposeAll, matmul, stackRows } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, type Key, normal, uniform } from "../math/random.js";
import type { Forward, HostTree, Model, Tensor, TensorTree } from "../protocols.js";
import { type Activation, activations } from "./layers.js";

export interface RecurrentCodeOptions {
  /** Length of u. */
  readonly starts: number;
  /** Different moves. */
  readonly moves: number;
  /** Moves of a walk. */
  readonly steps: number;
  readonly units: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** Whether weight energy is charged for U too; a table of free start codes is not. */
  readonly chargeStarts: boolean;
}

const START = "start.weight";
const START_BIAS = "start.bias";
/** [units x (moves units)], the matrices of the moves side by side. */
const MOVE = "move.weight";
/** [moves units] */
const MOVE_BIAS = "move.bias";
const READOUT = "output.weight";
const READOUT_BIAS = "output.bias";

/** Throws UsageError without units, moves or starts. */
export function recurrentCode(options: RecurrentCodeOptions): Model {
  const { starts, moves, steps, units, outputs, chargeStarts } = options;
  if (!(starts >= 1 && moves >= 1 && units >= 1 && steps >= 0)) {
    throw new UsageError(`a recurrent code needs starts, moves and units, not ${starts}, ${moves}, ${units}`);
  }
  return {
    name: `recurrent ${options.activation} code of ${units} units over ${steps} moves`,
    inputs: starts + moves * steps,
    outputs,
    layers: { code: units },
    weights: [MOVE, READOUT, ...(chargeStarts ? [START] : [])],
    initialise: (key) => initialise(key, options),
    forward: (parameters, input) => forward(parameters, input, options),
  };
}

/** Moves begin as random rotations; start codes uniform on [0, 0.3], readouts normal with 0.1; biases 0. */
function initialise(key: Key, { starts, moves, units, outputs }: RecurrentCodeOptions): HostTree {
  const turns = Array.from({ length: moves }, (_, move) =>
    randomOrthonormalRows(fold(fold(key, "moves"), move), units, units),
  );
  const move = Float32Array.from({ length: units * moves * units }, (_, at) => {
    const [row, column] = [Math.floor(at / (moves * units)), at % (moves * units)];
    return turns[Math.floor(column / units)].data[row * units + (column % units)];
  });
  const start = Float32Array.from(uniform(fold(key, "starts"), starts * units), (value) => 0.3 * value);
  const readout = Float32Array.from(normal(fold(key, "readout"), units * outputs), (value) => 0.1 * value);
  return {
    [START]: { shape: [starts, units], data: start },
    [START_BIAS]: { shape: [units], data: new Float32Array(units) },
    [MOVE]: { shape: [units, moves * units], data: move },
    [MOVE_BIAS]: { shape: [moves * units], data: new Float32Array(moves * units) },
    [READOUT]: { shape: [units, outputs], data: readout },
    [READOUT_BIAS]: { shape: [outputs], data: new Float32Array(outputs) },
  };
}

function forward(parameters: TensorTree, input: Tensor, options: RecurrentCodeOptions): Forward {
  const { starts, moves, steps } = options;
  const f = activations[options.activation];
  const start = matmul(input.ref.slice([], [0, starts]), parameters[START].ref);
  const codes = [f(start.add(parameters[START_BIAS].ref))];
  for (let step = 0; step < steps; step++) {
    const first = starts + moves * step;
    codes.push(f(afterMove(codes[step].ref, input.ref.slice([], [first, first + moves]), parameters, options)));
  }
  const code = stackRows(codes);
  const output = matmul(code.ref, parameters[READOUT].ref).add(parameters[READOUT_BIAS].ref);
  disposeAll([input, ...Object.values(parameters)]);
  return { output, activity: { code } };
}

/** g W_a + b_a for each row's move: all moves at once, of which the one made is kept. Consumes code and moves made. */
function afterMove(code: Tensor, made: Tensor, parameters: TensorTree, { moves, units }: RecurrentCodeOptions): Tensor {
  const [rows] = code.shape;
  const all = matmul(code, parameters[MOVE].ref).add(parameters[MOVE_BIAS].ref);
  return all
    .reshape([rows, moves, units])
    .mul(made.reshape([rows, moves, 1]))
    .sum(1);
}

/** A trained network on the host. */
export interface TrainedRecurrentCode {
  readonly units: number;
  readonly outputs: number;
  /** Codes of given starts, each the input that is 1, or all that are, [starts x units]. */
  start(starts: readonly (number | readonly number[])[]): Float64Array;
  /** Codes after one move each, [rows x units]. */
  move(codes: Float64Array, moves: readonly number[]): Float64Array;
  /** [rows x outputs] */
  readout(codes: Float64Array): Float64Array;
  /** [units x outputs] */
  readonly readoutWeights: Float32Array | Int32Array;
}

/** Reads the parameters of `recurrentCode`. Throws UsageError when one is missing. */
export function trainedRecurrentCode(parameters: HostTree, activation: Activation): TrainedRecurrentCode {
  const data = (name: string) => {
    if (!parameters[name]) throw new UsageError(`these are not the parameters of a recurrent code: no "${name}"`);
    return parameters[name].data;
  };
  const [starts, startBias, move, moveBias, weights, bias] = [
    START,
    START_BIAS,
    MOVE,
    MOVE_BIAS,
    READOUT,
    READOUT_BIAS,
  ].map(data);
  const units = startBias.length;
  const outputs = bias.length;
  const width = moveBias.length;
  const f = activation === "relu" ? (value: number) => Math.max(value, 0) : (value: number) => value;
  return {
    units,
    outputs,
    readoutWeights: weights,
    start: (given) =>
      Float64Array.from({ length: given.length * units }, (_, at) => {
        const unit = at % units;
        const ones = [given[Math.floor(at / units)]].flat();
        return f(ones.reduce((sum, one) => sum + starts[one * units + unit], startBias[unit]));
      }),
    move: (codes, made) =>
      affine(codes, units, units, (row, unit) => {
        const column = made[row] * units + unit;
        return { bias: moveBias[column], weight: (from) => move[from * width + column] };
      }).map(f),
    readout: (codes) =>
      affine(codes, units, outputs, (_, output) => ({
        bias: bias[output],
        weight: (from) => weights[from * outputs + output],
      })),
  };
}

interface Column {
  readonly bias: number;
  weight(from: number): number;
}

/** Rows of codes [rows x units] through an affine map whose column may depend on the row. */
function affine(
  codes: Float64Array,
  units: number,
  width: number,
  column: (row: number, at: number) => Column,
): Float64Array {
  return Float64Array.from({ length: (codes.length / units) * width }, (_, at) => {
    const row = Math.floor(at / width);
    const { bias, weight } = column(row, at % width);
    let sum = bias;
    for (let from = 0; from < units; from++) sum += codes[row * units + from] * weight(from);
    return sum;
  });
}
