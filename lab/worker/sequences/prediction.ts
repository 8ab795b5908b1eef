/** The certified optimum of two rhythms, or of two remembered places, by the functions that the experiments judge their networks with. */
import {
  CIRCLES_IN,
  type CirclePair,
  circlesOptimum,
  DELAY_OUT,
  itemsOnRing,
  onCircles,
  orbitOf,
  PAIRS,
  type PairName,
  type Phases,
  RHYTHM_OUT,
  ratesAt,
  sequenceMemory,
  sinusoids,
  twoCircles,
} from "../../../src/experiments/sequences/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { mainShare } from "../../../src/theory/index.js";
import {
  pairsBut,
  type RatioSaving,
  type SequenceKind,
  type SequenceNeuron,
  type SequencePrediction,
  type SequenceQuestion,
  sequenceOf,
} from "./protocol.js";

/** A design of two circular variables. */
interface Design {
  readonly kind: SequenceKind;
  /** Pairs that occur, in degrees. */
  readonly degrees: readonly Phases[];
  readonly pairs: readonly CirclePair[];
  /** Where neurons are drawn. */
  readonly drawn: readonly CirclePair[];
  readonly lambdaOut: number;
}

const found = new Map<string, SequencePrediction>();
const MOST_FOUND = 100;

/** Throws UsageError where too few pairs occur, and as `predictNeurons` does. */
export function predictSequence(question: SequenceQuestion): SequencePrediction {
  const of = sequenceOf(question);
  const known = found.get(of) ?? solve(of, designOf(question));
  found.set(of, known);
  for (const old of [...found.keys()].slice(0, -MOST_FOUND)) found.delete(old);
  return known;
}

function designOf({ experiment, settings, missing }: SequenceQuestion): Design {
  if (experiment === sinusoids.id) return rhythms(sinusoids.settings.parse(settings));
  const {
    places: [places],
  } = sequenceMemory.settings.parse(settings); // prettier-ignore
  return memories(places, pairsBut(places, missing));
}

function rhythms({ pairs: [name], interval, measuredSteps }: ReturnType<typeof sinusoids.settings.parse>): Design {
  const { ratio, frequencies } = PAIRS[name];
  const orbit = orbitOf(ratio);
  const steps = Array.from({ length: measuredSteps }, (_, step) => step * interval);
  return {
    kind: "rhythms",
    degrees: orbit.map(inDegrees),
    pairs: orbit.map(onCircles),
    drawn: steps.map((time) => onCircles([frequencies[0] * time, frequencies[1] * time])),
    lambdaOut: RHYTHM_OUT,
  };
}

const inDegrees = ([first, second]: Phases): Phases => [turned(first), turned(second)];
/** Radians to degrees from 0 to 360. */
const turned = (angle: number): number => ((180 * angle) / Math.PI) % 360;

function memories(places: number, shown: readonly Phases[]): Design {
  if (shown.length < FEWEST_PAIRS) throw new UsageError(`at least ${FEWEST_PAIRS} pairs must occur`);
  const pairs = itemsOnRing(shown, places);
  const degrees = shown.map(([first, second]): Phases => [(360 * first) / places, (360 * second) / places]);
  return { kind: "places", degrees, pairs, drawn: pairs, lambdaOut: DELAY_OUT };
}

/** Fewer points span no four coordinates. */
const FEWEST_PAIRS = 5;

function solve(of: string, { kind, degrees, pairs, drawn, lambdaOut }: Design): SequencePrediction {
  const began = performance.now();
  const problem = twoCircles(pairs, lambdaOut);
  const { prediction, angles } = circlesOptimum(problem);
  const { support, groups } = problem;
  const { verdict, statement, status, gap, saving, neurons } = prediction;
  const described = neurons.map((neuron): SequenceNeuron => {
    const part = [0, 2].map((at) => neuron.direction[at] ** 2 + neuron.direction[at + 1] ** 2);
    return {
      share: neuron.energyShare,
      follows: Number(part[1] > part[0]),
      main: mainShare(neuron, support, groups),
    };
  });
  return {
    of,
    kind,
    verdict,
    statement,
    certified: status === "certified",
    gap,
    saving: saving.least,
    angles,
    design: Float64Array.from(degrees.flat()),
    lambdaIn: CIRCLES_IN,
    lambdaOut,
    neurons: described,
    rates: ratesAt(drawn, neurons, support.mean),
    milliseconds: performance.now() - began,
  };
}

const savings = new Map<PairName, RatioSaving>();

/** What mixing saves at a ratio of frequencies. Throws as `predictNeurons` does. */
export function ratioSaving(pair: PairName): RatioSaving {
  const known = savings.get(pair);
  if (known !== undefined) return known;
  const problem = twoCircles(orbitOf(PAIRS[pair].ratio).map(onCircles), RHYTHM_OUT);
  const { verdict, saving } = circlesOptimum(problem).prediction;
  const own = { pair, verdict, saving: saving.least };
  savings.set(pair, own);
  return own;
}
