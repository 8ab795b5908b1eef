/**
 * Whittington et al. 2023, A.9: codes of a world's places that form under two pulls. In every world the code z(x) [places x units] begins
 * as a table and is improved by a few Euler steps (the first of two stages) on
 *   the object loss, at places with an object alone:  z <- z + (1 - sigmoid(w z + c)) w,
 *   path integration, sum_x sum_a |z(x) - f(W_a z(x - d_a))|^2:  z <- z - rate * gradient, towards what its neighbours predict and
 *   towards what predicts its neighbours.
 * Both steps are shortened to a given length. The second stage, a gradient step on all parameters, goes through the first, or takes
 * what formed as given: then only the first code is moved by it, as if it were what formed.
 *
 * The paper leaves open: units, number of steps, first code, length of a step, boundaries. Here the first code is learned and the same
 * in every world (otherwise places could not be told by fixed readouts), and the world is periodic.
 *
 * Input [worlds x places], 1 at objects. Output rows are worlds' places: [object | four moves | path-integration error | place logits].
 */
import { disposeAll, exp, matmul, relu, roll, sqrt, square, stackColumns, straightThrough } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, type Key, normal, uniform } from "../math/random.js";
import type { Forward, HostTree, Model, Tensor, TensorTree } from "../protocols.js";

export interface PatternOptions {
  /** Places along a side of the periodic world. */
  readonly side: number;
  readonly units: number;
  /** Steps of the first stage. */
  readonly steps: number;
  /** Size of a path-integration step. */
  readonly rate: number;
  /** Longest change of a place's code by either pull in one step. */
  readonly longest: number;
  /** f: rectification, or nothing. */
  readonly rectified: boolean;
  /** Whether gradients go through the first stage; default true. */
  readonly throughFormation?: boolean;
}

/** By how much [rows, columns] the world moves under each move; north, south, east, west. */
const SHIFTS = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Columns of the output. */
export const PATTERN_COLUMNS = { object: [0, 1], moves: [1, 5], pathIntegration: 5, place: 6 } as const;

const START = "start";
const MOVE = "move.weight";
const READOUTS = ["object", "moves", "place"] as const;
type Readout = (typeof READOUTS)[number];
/** Name of the weights [units x outputs] of a read-out among the parameters. */
export const readoutName = (readout: Readout): string => `${readout}.weight`;
const biasName = (readout: Readout): string => `${readout}.bias`;

/** Throws UsageError for a world of fewer than two places a side, without units, or a rate that is not positive. */
export function patternFormation(options: PatternOptions): Model {
  const { side, units, steps, rate, longest } = options;
  if (!(side >= 2 && units >= 1 && steps >= 0 && rate > 0 && longest > 0)) {
    throw new UsageError(
      `a pattern needs a side of 2, units, a rate and a length, not ${side}, ${units}, ${rate}, ${longest}`,
    );
  }
  return {
    name: `pattern formation of ${units} units on ${side} x ${side} places, ${steps} steps`,
    inputs: side * side,
    outputs: PATTERN_COLUMNS.place + side * side,
    layers: { code: units },
    weights: READOUTS.map(readoutName),
    initialise: (key) => initialise(key, options),
    forward: (parameters, input) => forward(parameters, input, options),
  };
}

/** Moves begin as random rotations, the first code uniform on [0, 0.3], readouts normal with 0.3; an object is unlikely at first. */
function initialise(key: Key, { side, units }: PatternOptions): HostTree {
  const places = side * side;
  const turns = SHIFTS.map((_, move) => randomOrthonormalRows(fold(fold(key, "moves"), move), units, units));
  const move = new Float32Array(SHIFTS.length * units * units);
  for (const [i, { data }] of turns.entries()) move.set(data, i * units * units);
  const readout = (name: Readout, width: number, bias: number): HostTree => ({
    [readoutName(name)]: {
      shape: [units, width],
      data: Float32Array.from(normal(fold(key, name), units * width), (value) => 0.3 * value),
    },
    [biasName(name)]: { shape: [width], data: new Float32Array(width).fill(bias) },
  });
  return {
    [START]: {
      shape: [places, units],
      data: Float32Array.from(uniform(fold(key, "start"), places * units), (value) => 0.3 * value),
    },
    [MOVE]: { shape: [SHIFTS.length * units, units], data: move },
    ...readout("object", 1, -3),
    ...readout("moves", SHIFTS.length, 0),
    ...readout("place", places, 0),
  };
}

function forward(parameters: TensorTree, input: Tensor, options: PatternOptions): Forward {
  const { side, units } = options;
  const rows = input.shape[0] * side * side;
  const objects = input.reshape([rows, 1]);
  const start = parameters[START].ref.reshape([1, side * side, units]);
  const blank = objects.ref.reshape([-1, side * side, 1]).mul(0);
  const first = start.add(blank).reshape([rows, units]);
  const formed = form(first.ref, objects.ref, parameters, options);
  const code = options.throughFormation === false ? straightThrough(first.ref, formed) : formed;
  first.dispose();
  const read = (name: Readout) =>
    matmul(code.ref, parameters[readoutName(name)].ref).add(parameters[biasName(name)].ref);
  const output = stackColumns([read("object"), read("moves"), pathError(code.ref, parameters, options), read("place")]);
  disposeAll([objects, ...Object.values(parameters)]);
  return { output, activity: { code } };
}

/** The first stage. Consumes code and objects. */
function form(code: Tensor, objects: Tensor, parameters: TensorTree, options: PatternOptions): Tensor {
  for (let step = 0; step < options.steps; step++) code = improved(code, objects.ref, parameters, options);
  objects.dispose();
  return code;
}

/** One step of the first stage. Consumes code and objects. */
function improved(code: Tensor, objects: Tensor, parameters: TensorTree, options: PatternOptions): Tensor {
  const pull = pathPull(code.ref, parameters, options);
  const push = objectPush(code.ref, objects, parameters);
  return code.add(shortened(pull.mul(options.rate), options.longest)).add(shortened(push, options.longest));
}

/** (1 - sigmoid(w z + c)) w where there is an object. Consumes code and objects. */
function objectPush(code: Tensor, objects: Tensor, parameters: TensorTree): Tensor {
  const weight = parameters[readoutName("object")];
  const logit = matmul(code, weight.ref).add(parameters[biasName("object")].ref);
  const doubt = objects.div(exp(logit).add(1));
  return matmul(doubt, weight.ref.transpose());
}

interface Prediction {
  /** z(x) - f(W_a z(x - d_a)), [rows x units] */
  readonly error: Tensor;
  /** 1 where f has slope 1. */
  readonly open?: Tensor;
  /** [units x units] */
  readonly weight: Tensor;
}

/** What each move predicts of every place. Consumes the code. */
function predictions(code: Tensor, parameters: TensorTree, { side, units, rectified }: PatternOptions): Prediction[] {
  const found = SHIFTS.map((shift, move) => {
    const weight = parameters[MOVE].ref.slice([move * units, (move + 1) * units]);
    const drive = matmul(shifted(code.ref, shift, side), weight.ref);
    if (!rectified) return { weight, error: code.ref.sub(drive) };
    return { weight, error: code.ref.sub(relu(drive.ref)), open: drive.greater(0).astype(code.dtype) };
  });
  code.dispose();
  return found;
}

/** Minus the gradient of the path-integration loss: [rows x units]. Consumes the code. */
function pathPull(code: Tensor, parameters: TensorTree, options: PatternOptions): Tensor {
  const pulls = predictions(code, parameters, options).map(({ error, open, weight }, move) => {
    const through = open ? error.ref.mul(open) : error.ref;
    const [rows, columns] = SHIFTS[move];
    const back = matmul(shifted(through, [-rows, -columns], options.side), weight.transpose());
    return back.sub(error);
  });
  return pulls.reduce((sum, pull) => sum.add(pull)).mul(2);
}

/** Sum over moves of |z(x) - f(W_a z(x - d_a))|^2: [rows x 1]. Consumes the code. */
function pathError(code: Tensor, parameters: TensorTree, options: PatternOptions): Tensor {
  const [rows] = code.shape;
  const errors = predictions(code, parameters, options).map(({ error, open, weight }) => {
    open?.dispose();
    weight.dispose();
    return square(error).sum(1);
  });
  return errors.reduce((sum, error) => sum.add(error)).reshape([rows, 1]);
}

/** z(x - d) at every x: [rows x units], rows being worlds' places. Consumes the code. */
function shifted(code: Tensor, [rows, columns]: readonly [number, number], side: number): Tensor {
  const [all, units] = code.shape;
  const world = code.reshape([all / (side * side), side, side, units]);
  return (rows === 0 ? roll(world, columns, 2) : roll(world, rows, 1)).reshape([all, units]);
}

/** Rows no longer than `longest`. Consumes x. */
function shortened(x: Tensor, longest: number): Tensor {
  const [rows] = x.shape;
  const length = sqrt(square(x.ref).sum(1).add(1e-8));
  const over = relu(length.mul(1 / longest).sub(1)).add(1);
  return x.div(over.reshape([rows, 1]));
}
