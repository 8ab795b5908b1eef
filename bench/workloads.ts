/** The training steps whose speed is compared; `bench/peerWorkloads.py` holds the same mathematics for PyTorch and JAX. */
import { numpy } from "@jax-js/jax";
import { lossAndGradient } from "../src/engine/gradient.js";
import { disposeAll, matmul, relu, square, sumAll } from "../src/engine/ops.js";
import { adam } from "../src/engine/optimisers.js";
import type {
  Compile,
  CompiledStep,
  HostTensor,
  HostTree,
  StepExample,
  StepFunction,
  StepInputs,
  Tensor,
  TensorTree,
} from "../src/engine/protocols.js";
import { constant } from "../src/engine/schedules.js";
import { fold, integers, key, normal } from "../src/math/random.js";
import { convVae, halfSize, type ImageNetworkOptions, published } from "../src/models/index.js";
import { addAll, klDivergence, sigmoidCrossEntropy } from "../src/objectives/index.js";
import { type Layout, layoutOf, pack, packTensors, unpackTensors } from "../src/training/layout.js";

export interface Workload {
  readonly name: string;
  readonly batch: number;
  /** Samples in the data set; default 2000. */
  readonly rows?: number;
  /** Shape of each sample, by data set. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** Shape of each parameter; matrices and 4 x 4 kernels start at normal numbers over the root of their inputs, vectors at 0. */
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  /** Consumes everything given. */
  loss(parameters: TensorTree, data: TensorTree): Tensor;
}

const ROWS = 2000;
const STRENGTHS = { nonnegativity: 2, activity: 1e-2, weight: 1e-3 };

const autoencoder: Workload = {
  name: "autoencoder 64-64-64, batch 128",
  batch: 128,
  samples: { x: [64] },
  parameters: { encoder: [64, 64], encoderBias: [64], decoder: [64, 64], decoderBias: [64] },
  loss({ encoder, encoderBias, decoder, decoderBias }, { x }) {
    const code = relu(matmul(x.ref, encoder.ref).add(encoderBias));
    const output = matmul(code.ref, decoder.ref).add(decoderBias);
    const energy = sumAll(square(encoder))
      .add(sumAll(square(decoder)))
      .mul(1e-3);
    const negative = sumAll(relu(output.ref.neg())).mul(0.1 / 128);
    const error = sumAll(square(output.sub(x))).mul(1 / 128);
    return error
      .add(sumAll(square(code)).mul(1e-2 / 128))
      .add(energy)
      .add(negative);
  },
};

const mlp: Workload = {
  name: "mlp 64-256-256-64, batch 256",
  batch: 256,
  samples: { x: [64], y: [64] },
  parameters: { a: [64, 256], aBias: [256], b: [256, 256], bBias: [256], c: [256, 64], cBias: [64] },
  loss({ a, aBias, b, bBias, c, cBias }, { x, y }) {
    const first = relu(matmul(x, a).add(aBias));
    const second = relu(matmul(first, b).add(bBias));
    return sumAll(square(matmul(second, c).add(cBias).sub(y))).mul(1 / (256 * 64));
  },
};

/** A rectified recurrent network over a sequence of 8 inputs and 8 targets. */
const recurrent = (units: number, steps: number): Workload => ({
  name: `recurrent 8-${units}-8, ${steps} steps, batch 64`,
  batch: 64,
  samples: { x: [steps, 8], y: [steps, 8] },
  parameters: { input: [8, units], hidden: [units, units], bias: [units], output: [units, 8], outputBias: [8] },
  loss({ input, hidden, bias, output, outputBias }, { x, y }) {
    let state = numpy.zeros([64, units]);
    let total = numpy.array(0);
    for (let t = 0; t < steps; t++) {
      const drive = matmul(x.ref.slice([], t), input.ref).add(bias.ref);
      state = relu(matmul(state, hidden.ref).add(drive));
      const guess = matmul(state.ref, output.ref).add(outputBias.ref);
      total = total.add(sumAll(square(guess.sub(y.ref.slice([], t)))));
    }
    disposeAll([state, x, y, input, hidden, bias, output, outputBias]);
    return total.mul(1 / (steps * 64 * 8));
  },
});

/** The shallow linear network of Whittington et al. 2023, Fig. 2, with all constraints; `networks` side by side. */
function linear(networks: number): Workload {
  const many = networks === 1 ? [] : [networks];
  return {
    name: networks === 1 ? "fig2 linear 6-188-6, batch 128" : `${networks} fig2 networks in one step`,
    batch: 128,
    samples: { x: [6], y: [6] },
    parameters: {
      weightIn: [...many, 6, 188],
      biasIn: [...many, 1, 188],
      weightOut: [...many, 188, 6],
      biasOut: [...many, 1, 6],
    },
    loss({ weightIn, biasIn, weightOut, biasOut }, { x, y }) {
      // The library multiplies a matrix with a batch by other rules than numpy's; with a batch of one it agrees.
      const input = networks === 1 ? x : x.reshape([1, 128, 6]);
      const code = matmul(input, weightIn.ref).add(biasIn);
      const error = sumAll(square(matmul(code.ref, weightOut.ref).add(biasOut).sub(y))).mul(1 / 128);
      const negative = sumAll(relu(code.ref.neg())).mul(STRENGTHS.nonnegativity / 128);
      const activity = sumAll(square(code)).mul(STRENGTHS.activity / 128);
      const energy = sumAll(square(weightIn))
        .add(sumAll(square(weightOut)))
        .mul(STRENGTHS.weight);
      return error.add(negative).add(activity).add(energy);
    },
  };
}

interface Layered {
  readonly name: string;
  readonly batch: number;
  /** From the input to the output. */
  readonly widths: readonly number[];
  /** Layers that are linear; the others are rectified. */
  readonly linearLayers: readonly number[];
  /** Layers, counted from 1, whose activity is charged for. */
  readonly charged: readonly number[];
}

/** A deep network of Whittington et al. 2023 with all constraints: energy of all weights, nonnegativity and energy of some layers. */
function layered({ name, batch, widths, linearLayers, charged }: Layered): Workload {
  const layers = widths.slice(1).map((units, i) => ({ number: i + 1, inputs: widths[i], units }));
  const shapes = layers.flatMap(({ number, inputs, units }): [string, number[]][] => [
    [`weight${number}`, [inputs, units]],
    [`bias${number}`, [units]],
  ]);
  return {
    name,
    batch,
    samples: { x: [widths[0]], y: [widths[widths.length - 1]] },
    parameters: Object.fromEntries(shapes),
    loss(parameters, { x, y }) {
      let activity = x;
      const terms: Tensor[] = [];
      for (const { number } of layers) {
        const drive = matmul(activity, parameters[`weight${number}`].ref).add(parameters[`bias${number}`]);
        activity = linearLayers.includes(number) ? drive : relu(drive);
        if (!charged.includes(number)) continue;
        terms.push(sumAll(relu(activity.ref.neg())).mul(STRENGTHS.nonnegativity / batch));
        terms.push(sumAll(square(activity.ref)).mul(STRENGTHS.activity / batch));
      }
      const energies = layers.map(({ number }) => sumAll(square(parameters[`weight${number}`])).mul(STRENGTHS.weight));
      const error = sumAll(square(activity.sub(y))).mul(1 / batch);
      return [...terms, ...energies].reduce((sum, term) => sum.add(term), error);
    },
  };
}

/** Fig. 3: five rectified layers, all of them charged for. */
const deepSupervised = layered({
  name: "fig3 6-188-186-184-182-180-6, batch 128",
  batch: 128,
  widths: [6, 188, 186, 184, 182, 180, 6],
  linearLayers: [6],
  charged: [1, 2, 3, 4, 5],
});

/** Fig. 4C-D: 414,870 parameters with the unused head of the paper, 413,860 without; the linear code alone is charged for. */
const deepAutoencoder = layered({
  name: "fig4 50-500-300-100-10-100-300-500-50, batch 64",
  batch: 64,
  widths: [50, 500, 300, 100, 10, 100, 300, 500, 50],
  linearLayers: [4, 8],
  charged: [4],
});

/** The VAEs of Figs. 5 and 13 of Whittington et al. 2023: Bernoulli reconstruction and the divergence from a standard normal. */
function vae(network: ImageNetworkOptions): Workload {
  const model = convVae(network);
  const terms = [sigmoidCrossEntropy(), klDivergence()];
  const { height, width, channels } = network;
  return {
    name: `convolutional VAE ${height}x${width}x${channels}, batch 64`,
    batch: 64,
    rows: 256,
    samples: { input: [model.inputs], target: [model.outputs] },
    parameters: mapValues(model.initialise(key(0)), ({ shape }) => shape),
    loss(parameters, { input, target }) {
      const { output, ...laidOpen } = model.forward(parameters, input);
      const inputs = { parameters: {}, weights: [], ...laidOpen, output, target };
      const loss = addAll(terms.map((term) => term.value(inputs)));
      disposeAll([output, target, ...Object.values(laidOpen).flatMap((tree: TensorTree) => Object.values(tree))]);
      return loss;
    },
  };
}

/** By the name under which `peerWorkloads.py` knows them. */
export const workloads = {
  autoencoder,
  mlp,
  recurrent20x20: recurrent(20, 20),
  recurrent128x20: recurrent(128, 20),
  recurrent20x200: recurrent(20, 200),
  recurrent128x200: recurrent(128, 200),
  linear: linear(1),
  linear50: linear(50),
  deepSupervised,
  deepAutoencoder,
  vae: vae(published(3)),
  vae32: vae(halfSize(1)),
} satisfies Record<string, Workload>;

const rowsOf = ({ rows = ROWS }: Workload): number => rows;

const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

function normals(name: string, shape: readonly number[], deviation: number): HostTensor {
  const drawn = normal(fold(key(0), name), count(shape));
  return { shape, data: Float32Array.from(drawn, (value) => deviation * value) };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
}

/** Numbers that each result of a matrix or a kernel sums: rows, or channels times pixels. */
function inputsOf(shape: readonly number[]): number {
  return shape.length === 4 && shape[2] === 4 ? 16 * shape[1] : (shape.at(-2) ?? 1);
}

function initialParameters({ parameters }: Workload): HostTree {
  return mapValues(parameters, (shape, name) => {
    const inputs = inputsOf(shape);
    return normals(name, shape, inputs === 1 ? 0 : 1 / Math.sqrt(inputs));
  });
}

/** Parameters, their two running averages, and the example by which a step is traced. */
function startOf(workload: Workload): { layout: Layout; example: StepExample } {
  const parameters = initialParameters(workload);
  const layout = layoutOf(parameters);
  const vector = pack(parameters, layout);
  const zeros = { shape: vector.shape, data: new Float32Array(vector.data.length) };
  const state = { parameters: vector, first: zeros, second: zeros };
  const data = mapValues(workload.samples, (shape) => ({
    shape: [workload.batch, ...shape],
    data: new Float32Array(0),
  }));
  return { layout, example: { state, data, perStep: { size: scalar, epsilon: scalar } } };
}

/** A step of Adam, and the example by which it is traced. */
export function stepOf(workload: Workload): { step: StepFunction; example: StepExample } {
  const { layout, example } = startOf(workload);
  const names = Object.keys(workload.samples);
  const step: StepFunction = ({ parameters: all, first, second }, { size, epsilon, ...batch }) => {
    const { total, gradient } = lossAndGradient(
      (at) => ({
        total: workload.loss(at, Object.fromEntries(names.map((name) => [name, batch[name]]))),
        parts: {},
      }),
      unpackTensors(all.ref, layout),
    );
    const update = optimiser.update(packTensors(gradient, layout), { first, second }, { size, epsilon });
    return { state: { parameters: all.sub(update.change), ...update.moments }, metrics: { loss: total } };
  };
  return { step, example };
}

/** A workload compiled by an engine, ready to train for any number of steps. */
export class Trainee {
  private done = 0;

  private constructor(
    private readonly step: CompiledStep,
    private readonly workload: Workload,
    private state: HostTree,
    private readonly data: HostTree,
    /** Milliseconds. */
    readonly compileTime: number,
  ) {}

  static async compile(workload: Workload, compile: Compile): Promise<Trainee> {
    const { step, example } = stepOf(workload);
    const data = mapValues(workload.samples, (shape, name) => normals(name, [rowsOf(workload), ...shape], 1));
    const begun = performance.now();
    const compiled = await compile(step, example);
    return new Trainee(compiled, workload, example.state, data, performance.now() - begun);
  }

  /** Trains for `steps` steps in one call; the loss after each. */
  async train(steps: number): Promise<Float32Array> {
    const { state, metrics } = await this.step.run(this.state, this.inputs(steps));
    this.state = state;
    this.done += steps;
    return metrics.loss;
  }

  dispose(): void {
    this.step.dispose();
  }

  private inputs(steps: number): StepInputs {
    const scalars = Array.from({ length: steps }, (_, k) =>
      optimiser.scalars(this.done + k + 1, Number.POSITIVE_INFINITY),
    );
    const column = (name: string) => ({ shape: [steps], data: Float32Array.from(scalars, (each) => each[name]) });
    const rows = integers(fold(key(1), this.done), steps * this.workload.batch, rowsOf(this.workload));
    return {
      data: this.data,
      indices: { shape: [steps, this.workload.batch], data: rows },
      perStep: { size: column("size"), epsilon: column("epsilon") },
    };
  }
}

const optimiser = adam({ learningRate: constant(1e-3) });
const scalar: HostTensor = { shape: [], data: Float32Array.of(0) };
