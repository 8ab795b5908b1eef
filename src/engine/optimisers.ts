/**
 * Optimisers in init/update form over one flat parameter vector: state is a few more vectors of the same length, the
 * update is a pure function, and what depends on the step number alone (learning rate, bias correction) is computed
 * outside in float64 and enters as scalars.
 */
import { numpy } from "./library.js";
import { absolute, square, sumAll } from "./ops.js";
import type { Schedule } from "./schedules.js";
import type { Tensor, TensorTree } from "./tensor.js";

export interface Optimiser {
  readonly name: string;
  /** Names of the running averages it keeps, each as long as the parameters, zero at the start. */
  readonly moments: readonly string[];
  /** The scalars of step 1, 2, ..., `total`. Always the same names. */
  scalars(step: number, total: number): Readonly<Record<string, number>>;
  /** Consumes everything given; the change is subtracted from the parameters. */
  update(gradient: Tensor, moments: TensorTree, scalars: TensorTree): { change: Tensor; moments: TensorTree };
}

export interface AdamOptions {
  readonly learningRate: Schedule;
  readonly decay1?: number;
  readonly decay2?: number;
  readonly epsilon?: number;
}

/**
 * Adam: Kingma and Ba, ICLR 2015, Algorithm 1. The two bias corrections are folded into the step size and epsilon, which
 * equals change = rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon), epsilon outside the root as in PyTorch.
 */
export function adam({ learningRate, decay1 = 0.9, decay2 = 0.999, epsilon = 1e-8 }: AdamOptions): Optimiser {
  return {
    name: "adam",
    moments: ["first", "second"],
    scalars(step, total) {
      const root = Math.sqrt(1 - decay2 ** step);
      return { size: (learningRate(step, total) * root) / (1 - decay1 ** step), epsilon: epsilon * root };
    },
    update(gradient, { first, second }, { size, epsilon: floor }) {
      const nextFirst = first.mul(decay1).add(gradient.ref.mul(1 - decay1));
      const nextSecond = second.mul(decay2).add(square(gradient).mul(1 - decay2));
      const change = nextFirst.ref.mul(size).div(numpy.sqrt(nextSecond.ref).add(floor));
      return { change, moments: { first: nextFirst, second: nextSecond } };
    },
  };
}

export interface MomentumOptions {
  readonly learningRate: Schedule;
  readonly momentum?: number;
}

/** Stochastic gradient descent with heavy-ball momentum, velocity = momentum velocity + gradient (PyTorch's form). */
export function sgd({ learningRate, momentum = 0.9 }: MomentumOptions): Optimiser {
  return {
    name: "sgd",
    moments: ["velocity"],
    scalars: (step, total) => ({ size: learningRate(step, total) }),
    update(gradient, { velocity }, { size }) {
      const next = velocity.mul(momentum).add(gradient);
      return { change: next.ref.mul(size), moments: { velocity: next } };
    },
  };
}

/** Scales the gradient down to `maximum` whenever its Euclidean norm exceeds it (Pascanu, Mikolov, Bengio 2013). */
export function clipGlobalNorm(maximum: number, inner: Optimiser): Optimiser {
  return {
    ...inner,
    name: `${inner.name}, gradient norm at most ${maximum}`,
    update(gradient, moments, scalars) {
      const norm = numpy.sqrt(sumAll(square(gradient.ref)));
      const shrink = numpy.where(norm.ref.greater(maximum), numpy.reciprocal(norm.ref).mul(maximum), 1);
      norm.dispose();
      return inner.update(gradient.mul(shrink), moments, scalars);
    },
  };
}

/**
 * Takes parts of the gradient that are smaller than `least` for 0, and of running averages those smaller than its square. Weights that nothing but their own energy acts
 * on, those of silent units, shrink for ever; below 1e-38 processors are some twenty times slower. With 1e-18 such weights stay near
 * 1e-15, and squares of gradients above 1e-38.
 */
export function dropTiny(least: number, inner: Optimiser): Optimiser {
  const dropped = (x: Tensor, below: number): Tensor => numpy.where(absolute(x.ref).greater(below), x, 0);
  return {
    ...inner,
    name: `${inner.name}, parts below ${least} dropped`,
    update(gradient, moments, scalars) {
      const next = inner.update(dropped(gradient, least), moments, scalars);
      const kept = Object.entries(next.moments).map(([name, moment]) => [name, dropped(moment, least ** 2)] as const);
      return { change: next.change, moments: Object.fromEntries(kept) };
    },
  };
}
