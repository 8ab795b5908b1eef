/** From the tuning of single neurons to a verdict on the population: which are pure, which mixed, and how many. */
import { sum } from "../math/statistics.js";
import { wilsonInterval } from "../math/wilson.js";
import type { Neuron } from "../theory/index.js";
import { hiddenCorrelation } from "./hidden.js";
import { discoveries, type Tuning } from "./neurons.js";
import type { NeuronResult, Population, Purity, Thresholds, Trials } from "./protocols.js";

interface Found {
  readonly tunings: readonly Tuning[];
  /** [units x coordinates] */
  readonly gains: Float64Array;
  /** Of the optimum. */
  readonly optimal: readonly Neuron[];
}

/** Which neurons are what, and what that makes of the population. */
export function verdictOf(tunings: readonly Tuning[], thresholds: Thresholds) {
  const q = discoveries(tunings);
  const neurons = tunings.map((tuning, unit) => {
    const own = { tuned: q.tuned[unit], variables: q.variables[unit], interaction: q.interaction[unit] };
    return { ...judged(tuning, own, thresholds), q: own };
  });
  const counts = { untuned: 0, pure: 0, mixed: 0 };
  for (const { kind } of neurons) counts[kind]++;
  const mixedShare = counts.mixed / (counts.pure + counts.mixed);
  return { neurons, counts, mixedShare, recorded: recordedOf(mixedShare, thresholds) };
}

export function populationOf(trials: Trials, { tunings, gains, optimal }: Found, thresholds: Thresholds): Population {
  const { neurons: verdicts, ...whole } = verdictOf(tunings, thresholds);
  const d = trials.coordinates.columns;
  const neurons = tunings.map((tuning, unit): NeuronResult => {
    const own = gains.subarray(unit * d, (unit + 1) * d);
    const signalToNoise = Math.sqrt(varianceOf(tuning) / tuning.noise);
    const verdict = verdicts[unit];
    return {
      unit,
      ...verdict,
      ...{ p: tuning.p, gains: [...own], signalToNoise },
      angle: nearest(own, optimal),
      hidden: verdict.kind === "mixed" ? hiddenCorrelation(trials, own, signalToNoise) : null,
    };
  });
  const tuned = whole.counts.pure + whole.counts.mixed;
  return {
    neurons,
    ...whole,
    interval: tuned === 0 ? [0, 1] : wilsonInterval(whole.counts.mixed, tuned),
    mainShare: mainShareOf(neurons, tunings),
  };
}

/** Of tuning, noise taken off. */
const varianceOf = ({ variances, interaction }: Tuning): number => sum(variances) + interaction;

type Judged = Pick<NeuronResult, "kind" | "main" | "second" | "shares" | "interaction">;

function judged(tuning: Tuning, q: NeuronResult["q"], { falseDiscovery, secondShare }: Thresholds): Judged {
  const whole = varianceOf(tuning);
  const shares = tuning.variances.map((variance) => (whole > 0 ? variance / whole : 0));
  const interaction = whole > 0 ? tuning.interaction / whole : 0;
  if (!(q.tuned < falseDiscovery) || whole === 0)
    return { kind: "untuned", main: null, second: null, shares, interaction };
  const main = shares.indexOf(Math.max(...shares));
  const others = [...shares.keys()].filter(
    (v) => v !== main && q.variables[v] < falseDiscovery && shares[v] > secondShare,
  );
  const second = others.length === 0 ? null : others.reduce((best, v) => (shares[v] > shares[best] ? v : best));
  const bends = q.interaction < falseDiscovery && interaction > secondShare;
  return { kind: second !== null || bends ? "mixed" : "pure", main, second, shares, interaction };
}

function mainShareOf(neurons: readonly NeuronResult[], tunings: readonly Tuning[]): number {
  const tuned = neurons.filter(({ kind }) => kind !== "untuned");
  const weights = tuned.map(({ unit }) => varianceOf(tunings[unit]));
  return sum(tuned.map(({ shares }, i) => weights[i] * Math.max(...shares))) / sum(weights);
}

/** NaN, where no neuron is tuned, is neither. */
function recordedOf(mixedShare: number, { mixedFrom, pureBelow }: Thresholds): Purity {
  if (mixedShare >= mixedFrom) return "mixed";
  return mixedShare < pureBelow ? "pure" : "undecided";
}

/** Degrees between gains and those of the nearest neuron of the optimum. */
export function nearest(gains: Float64Array, optimal: readonly Neuron[]): number {
  const length = Math.hypot(...gains);
  const cosines = optimal.map(({ direction }) => {
    const along = sum(direction.map((value, i) => value * gains[i]));
    return along / length / Math.hypot(...direction);
  });
  return (Math.acos(Math.min(1, Math.max(-1, ...cosines))) * 180) / Math.PI;
}
