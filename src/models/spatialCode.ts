/**
 * A population code of places as a Fourier series, g(x) = a_0 + sum_j a_j cos(k_j . x) + b_j sin(k_j . x), one row per neuron.
 *
 * Dorrell et al. 2023 (arXiv 2209.15563): codes that a linear network can path-integrate exactly, g(x + d) = W_d g(x), are of
 * this form. Which frequencies are used, and by which neurons, is what is learned; path integration itself is not. Here the
 * frequencies are whole numbers on a periodic box; there they are learned reals, on a plane.
 *
 * The batch holds places under several views, one below the other. Each of the first views is a conditional mean of the code
 * given one factor, E[g | x]: what a linear readout of x has to work with, whatever the other factors are. There a wave over
 * other factors keeps only the share that its factors follow x. These codes are the output. The last view is the code itself,
 * over the whole box: the activity on which constraints act.
 */
import { cos, disposeAll, fixed, matmul, sin, stackRows } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import { fold, type Key, normal } from "../math/random.js";
import type { Forward, HostTree, Model, Tensor, TensorTree } from "../protocols.js";
import type { Wave, WaveKind } from "./waveVectors.js";

/** Rows of the batch that are seen as a conditional mean. */
export interface View {
  readonly rows: number;
  /** Share of each wave that remains, [waves]. */
  readonly shares: Float32Array;
}

export interface SpatialCodeOptions {
  readonly waves: readonly Wave[];
  readonly units: number;
  readonly views: readonly View[];
  /** Rows of the batch over the whole box. */
  readonly boxRows: number;
  /** Initial mean rate; initial amplitudes are normal with this over sqrt(1 + 2 waves). */
  readonly meanRate: number;
}

const MEAN = "code.mean";
const COSINE = "code.cosine";
const SINE = "code.sine";

/** Throws UsageError without units, waves or views. */
export function spatialCode(options: SpatialCodeOptions): Model {
  const { waves, units, views } = options;
  if (waves.length === 0 || views.length === 0 || !(units >= 1)) {
    throw new UsageError(`a spatial code needs units, waves and views, not ${units}, ${waves.length}, ${views.length}`);
  }
  return {
    name: `Fourier code of ${units} units over ${waves.length} waves`,
    inputs: waves[0].k.length,
    outputs: units,
    layers: { code: units },
    weights: [COSINE, SINE],
    initialise: (key) => initialise(key, options),
    forward: (parameters, input) => forward(parameters, input, options),
  };
}

function initialise(key: Key, { waves, units, meanRate }: SpatialCodeOptions): HostTree {
  const scale = meanRate / Math.sqrt(1 + 2 * waves.length);
  const amplitudes = (purpose: string) => ({
    shape: [waves.length, units],
    data: Float32Array.from(normal(fold(key, purpose), waves.length * units), (value) => scale * value),
  });
  return {
    [MEAN]: { shape: [units], data: new Float32Array(units).fill(meanRate) },
    [COSINE]: amplitudes("cosine"),
    [SINE]: amplitudes("sine"),
  };
}

function forward(parameters: TensorTree, input: Tensor, { waves, views, boxRows }: SpatialCodeOptions): Forward {
  const vectors = waveMatrix(waves);
  let row = 0;
  const code = (rows: number, shares?: Float32Array): Tensor => {
    const places = input.ref.slice([row, row + rows]);
    row += rows;
    return series(parameters, matmul(places, fixed([waves[0].k.length, waves.length], vectors)), shares);
  };
  const output = stackRows(views.map(({ rows, shares }) => code(rows, shares)));
  const box = code(boxRows);
  disposeAll([input, ...Object.values(parameters)]);
  return { output, activity: { code: box } };
}

/** The series at phases k . x [rows x waves], each wave's amplitude times its share. Consumes the phases. */
function series(parameters: TensorTree, phases: Tensor, shares?: Float32Array): Tensor {
  const amplitudes = (name: string): Tensor => {
    const all = parameters[name].ref;
    return shares?.some((share) => share !== 1) ? all.mul(fixed([shares.length, 1], shares)) : all;
  };
  const even = matmul(cos(phases.ref), amplitudes(COSINE));
  return even.add(matmul(sin(phases), amplitudes(SINE))).add(parameters[MEAN].ref);
}

/** [dimensions x waves] */
const waveMatrix = (waves: readonly Wave[]): Float32Array =>
  Float32Array.from({ length: waves[0].k.length * waves.length }, (_, at) => {
    return waves[at % waves.length].k[Math.floor(at / waves.length)];
  });

/** A trained code on the host. */
export interface FourierSeries {
  readonly waves: readonly Wave[];
  readonly units: number;
  /** [units] */
  readonly mean: Float32Array;
  /** [waves x units] */
  readonly cosine: Float32Array;
  /** [waves x units] */
  readonly sine: Float32Array;
}

/** Throws UsageError where the parameters are not those of a spatial code over these waves. */
export function fourierSeries(waves: readonly Wave[], parameters: HostTree): FourierSeries {
  const of = (name: string): Float32Array => {
    const data = parameters[name]?.data;
    if (!(data instanceof Float32Array))
      throw new UsageError(`these are not the parameters of a spatial code: no "${name}"`);
    return data;
  };
  const [mean, cosine, sine] = [MEAN, COSINE, SINE].map(of);
  if (cosine.length !== waves.length * mean.length) {
    throw new UsageError(`${cosine.length} amplitudes do not belong to ${mean.length} units and ${waves.length} waves`);
  }
  return { waves, units: mean.length, mean, cosine, sine };
}

export interface CodeAlteration {
  /** Neurons whose activity becomes 0 everywhere. */
  readonly lesion: readonly number[];
  /** Neurons whose activity becomes their mean over the box everywhere. */
  readonly clamp: readonly number[];
}

/** The parameters of the code without some neurons, or with some that no longer vary. Numbers beyond its units are passed over. */
export function alteredCode(parameters: HostTree, { lesion, clamp }: CodeAlteration): HostTree {
  const units = parameters[MEAN].shape[0];
  const without = (name: string, gone: readonly number[]) => ({
    shape: parameters[name].shape,
    data: Float32Array.from(parameters[name].data, (value, at) => (gone.includes(at % units) ? 0 : value)),
  });
  const still = [...lesion, ...clamp];
  return {
    ...parameters,
    [MEAN]: without(MEAN, lesion),
    [COSINE]: without(COSINE, still),
    [SINE]: without(SINE, still),
  };
}

/** The code at places [places x dimensions], Float64 [places x units], by the waves that `chosen` accepts. */
export function codeAt(
  { waves, units, mean, cosine, sine }: FourierSeries,
  places: Float64Array,
  chosen: (wave: Wave) => boolean = () => true,
): Float64Array {
  const dimensions = waves[0].k.length;
  const count = places.length / dimensions;
  const out = Float64Array.from({ length: count * units }, (_, at) => mean[at % units]);
  for (const [wave, { k }] of waves.entries()) {
    if (!chosen(waves[wave])) continue;
    for (let place = 0; place < count; place++) {
      const phase = k.reduce((sum, value, d) => sum + value * places[place * dimensions + d], 0);
      const [even, odd] = [Math.cos(phase), Math.sin(phase)];
      for (let unit = 0; unit < units; unit++) {
        out[place * units + unit] += even * cosine[wave * units + unit] + odd * sine[wave * units + unit];
      }
    }
  }
  return out;
}

/** Variance of each unit over the box by waves of one kind, [units]: half the summed squares of its amplitudes (Parseval). */
export function tuningPower({ waves, units, cosine, sine }: FourierSeries, kind: WaveKind): Float64Array {
  const power = new Float64Array(units);
  for (const [wave] of [...waves.entries()].filter(([, each]) => each.kind === kind)) {
    for (let unit = 0; unit < units; unit++) {
      power[unit] += (cosine[wave * units + unit] ** 2 + sine[wave * units + unit] ** 2) / 2;
    }
  }
  return power;
}
