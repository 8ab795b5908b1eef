import { beforeAll, describe, expect, test } from "vitest";
import { compileNative } from "../engine/native/compile.node.js";
import { fixed } from "../engine/ops.js";
import { sgd } from "../engine/optimisers.js";
import { constant } from "../engine/schedules.js";
import { startEngine } from "../engine/start.js";
import { compileWasm } from "../engine/wasm.js";
import { key, normal } from "../math/random.js";
import { activityEnergy, squaredError, squaredNegativity, weightEnergy } from "../objectives/index.js";
import type { HostTree } from "../protocols.js";
import {
  compilePlan,
  fromCheckpoint,
  initialState,
  parametersOf,
  type StreamedPlan,
  toCheckpoint,
  trainChunk,
  trainToEnd,
  withParameters,
} from "../training/index.js";
import { momentName } from "../training/step.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "./recurrentNetwork.js";

beforeAll(startEngine);

const options = { inputs: 2, outputs: 3, steps: 4, units: 5, matrices: [0, 0, 1, 0] } as const;

/** All parameters away from their beginnings, biases too. */
function shaken(plan: StreamedPlan): HostTree {
  return Object.fromEntries(
    Object.entries(parametersOf(plan, initialState(plan))).map(([name, { shape, data }], i) => {
      const by = normal(key(20 + i), data.length);
      return [name, { shape, data: Float32Array.from(data, (value, at) => value + 0.05 * by[at]) }];
    }),
  );
}

function planOf(chosen: RecurrentNetworkOptions, trials: number): StreamedPlan {
  const { inputs, outputs, steps } = chosen;
  const input = Float32Array.from(normal(key(1), trials * steps * inputs));
  const target = Float32Array.from(normal(key(2), trials * steps * outputs));
  return {
    model: recurrentNetwork(chosen),
    objective: [
      { term: squaredError(), strength: constant(1) },
      { term: squaredNegativity(), strength: constant(0.5) },
      { term: activityEnergy(), strength: constant(0.1) },
      { term: weightEnergy(), strength: constant(0.02) },
    ],
    optimiser: sgd({ learningRate: constant(1e-3) }),
    steps: 3,
    key: key(3),
    stream: {
      inputShape: [trials, steps * inputs],
      targetShape: [steps * trials, outputs],
      batch: () => ({ input, target }),
    },
  };
}

/** The objective of `planOf`, in float64 by the host's own run. */
function lossOf(
  plan: StreamedPlan,
  chosen: RecurrentNetworkOptions,
  parameters: Readonly<Record<string, { readonly data: ArrayLike<number> }>>,
): number {
  const { input, target } = plan.stream.batch(1);
  const { code, output } = runRecurrentNetwork(parameters, chosen, input);
  const rows = plan.stream.targetShape[0];
  const sum = (values: ArrayLike<number>, f: (value: number, at: number) => number): number =>
    Array.from(values, f).reduce((a, b) => a + b, 0);
  const weights = plan.model.weights.reduce((total, name) => total + sum(parameters[name].data, (w) => w * w), 0);
  return (
    sum(output, (value, at) => (value - target[at]) ** 2) / rows +
    (0.5 * sum(code, (a) => Math.max(-a, 0) ** 2)) / rows +
    (0.1 * sum(code, (a) => a * a)) / rows +
    0.02 * weights
  );
}

describe.each(["relu", "linear"] as const)("%s", (activation) => {
  const chosen = { ...options, activation };

  test("the network in training, the one on the host and the formula agree, with two matrices", async () => {
    const plan = planOf(chosen, 2);
    const parameters = shaken(plan);
    const { input } = plan.stream.batch(1);
    const tensors = Object.fromEntries(
      Object.entries(parameters).map(([name, { shape, data }]) => [name, fixed(shape, Float32Array.from(data))]),
    );
    const forward = plan.model.forward(tensors, fixed([2, 8], input));
    const [code, output] = [await forward.activity.code.data(), await forward.output.data()];
    const host = runRecurrentNetwork(parameters, chosen, input);
    host.code.forEach((value, at) => void expect(code[at]).toBeCloseTo(value, 4));
    host.output.forEach((value, at) => void expect(output[at]).toBeCloseTo(value, 4));
    const at = (name: string) => parameters[name].data;
    const f = (value: number) => (activation === "relu" ? Math.max(value, 0) : value);
    let h = Array(5).fill(0);
    for (const [step, matrix] of options.matrices.entries()) {
      const now = [0, 1].map((i) => input[8 + 2 * step + i]);
      const carry = at(`recurrent${matrix}.weight`);
      h = h.map((_, j) => {
        const driven = now.reduce((sum, u, i) => sum + u * at("input.weight")[5 * i + j], at("recurrent.bias")[j]);
        return f(h.reduce((sum, value, i) => sum + value * carry[5 * i + j], driven));
      });
      h.forEach((value, j) => void expect(host.code[(2 * step + 1) * 5 + j]).toBeCloseTo(value, 5));
    }
  });
});

const engines = [
  ["wasm", compileWasm],
  ["native", compileNative],
] as const; // prettier-ignore

describe("gradients through 200 steps", () => {
  const long = { inputs: 1, outputs: 1, steps: 200, units: 3, activation: "linear" } as const;
  const plan = planOf(long, 1);
  const begun = withParameters(plan, initialState(plan), shaken(plan));

  test("are the finite differences of the loss, and the same on both engines", async () => {
    const parameters = parametersOf(plan, begun);
    const flat = Object.entries(parameters).flatMap(([name, { data }]) =>
      Array.from(data, (_, at) => [name, at] as const),
    );
    const h = 1e-5;
    const nudged = (name: string, at: number, by: number): number => {
      const changed = Float64Array.from(parameters[name].data);
      changed[at] += by;
      return lossOf(plan, long, { ...parameters, [name]: { data: changed } });
    };
    const differences = flat.map(([name, at]) => (nudged(name, at, h) - nudged(name, at, -h)) / (2 * h));
    const size = Math.max(...differences.map(Math.abs));
    for (const [, compile] of engines) {
      const step = await compilePlan(plan, compile);
      const { state } = await trainChunk(plan, step, begun, 1);
      step.dispose();
      differences.forEach((value, at) => {
        expect(Math.abs(state.tensors[momentName("velocity")].data[at] - value)).toBeLessThan(1e-3 * size);
      });
    }
  });
});

test("both engines take the same steps, and a training goes on from a checkpoint bit for bit", async () => {
  const plan = planOf({ ...options, activation: "relu" }, 3);
  const ends = await Promise.all(
    engines.map(async ([, compile]) => {
      const step = await compilePlan(plan, compile);
      const whole = await trainToEnd(plan, step);
      const half = await trainToEnd(plan, step, { until: 1 });
      const resumed = await trainToEnd(plan, step, { from: fromCheckpoint(plan, toCheckpoint(half)) });
      expect(resumed.tensors.parameters.data).toEqual(whole.tensors.parameters.data);
      return whole.tensors.parameters.data;
    }),
  );
  ends[0].forEach((value, at) => void expect(ends[1][at]).toBeCloseTo(value, 5));
});

test("recurrent matrices begin orthogonal; sizes that make no network, and other parameters, are refused", () => {
  const { "recurrent1.weight": matrix } = recurrentNetwork({ ...options, activation: "relu" }).initialise(key(3));
  for (const [a, b] of [
    [0, 0],
    [0, 1],
    [4, 4],
  ]) {
    const inner = [0, 1, 2, 3, 4].reduce((sum, row) => sum + matrix.data[row * 5 + a] * matrix.data[row * 5 + b], 0);
    expect(inner).toBeCloseTo(a === b ? 1 : 0, 5);
  } // prettier-ignore
  expect(() => recurrentNetwork({ ...options, units: 0, activation: "relu" })).toThrow(/not 2, 3, 0, 4/);
  expect(() => recurrentNetwork({ ...options, matrices: [0, 1], activation: "relu" })).toThrow(
    /for each of 4 steps, not 0, 1/,
  );
  expect(() => runRecurrentNetwork({}, { ...options, activation: "relu" }, [1])).toThrow(/no "input.weight"/);
});

/** Microseconds of the processor for each step of one trial, an update at a time: the least of several rounds. */
async function costOfSteps(steps: number): Promise<number> {
  const still = sgd({ learningRate: constant(0) });
  const plan = { ...planOf({ inputs: 2, outputs: 2, steps, units: 20, activation: "linear" }, 1), optimiser: still };
  const compiled = await compilePlan(plan, compileNative);
  const state = initialState(plan);
  const rounds: number[] = [];
  for (let round = 0; round < 8; round++) {
    const before = process.cpuUsage();
    await trainChunk(plan, compiled, state, UPDATES);
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / UPDATES / steps);
  }
  compiled.dispose();
  return Math.min(...rounds);
}

const UPDATES = 50;

test("a step of a trial of 200 costs at most twice a step of a trial of 20, on the native engine", async () => {
  const [short, long] = [await costOfSteps(20), await costOfSteps(200)];
  expect(long).toBeLessThan(2 * short);
});
