/**
 * Draws for chance levels and intervals of many metrics together: every representation is drawn once, every metric is evaluated
 * on it, and what the metrics share of it is computed once (sharedWork.ts). The generator may be left at any step; what was drawn
 * until then still makes chance levels, with fewer draws.
 */
import { fold, type Key } from "../math/random.js";
import type { MetricResult, Representation } from "../protocols.js";
import { displaced, halvesInterval, halvingSampler, type Pair, WEIGHTS } from "./halves.js";
import {
  type DrawingOptions,
  type DrawSource,
  drawsOf,
  type FirstScore,
  hasResult,
  isRefusal,
  type JudgedScore,
  type MetricRequest,
  sourcesOf,
} from "./measuring.js";
import { chanceAmong, nullDefaults, nullSampler } from "./nulls.js";
import { shareWork } from "./sharedWork.js";

/** The representations of one draw: one of a null, halves and quarters of the conditions for intervals. */
type Sampler = (key: Key) => readonly Representation[];

/** How to draw from each source, and why not from those that the representation does not allow. */
export interface Samplers {
  /** What is drawn from. */
  readonly representation: Representation;
  readonly sample: ReadonlyMap<DrawSource, Sampler>;
  readonly refused: ReadonlyMap<DrawSource, string>;
}

/** Throws InputError where a required source is refused, e.g. the rotation of a code of one unit. */
export function makeSamplers(representation: Representation, options: DrawingOptions): Samplers {
  const sample = new Map<DrawSource, Sampler>();
  const refused = new Map<DrawSource, string>();
  for (const source of sourcesOf(options)) {
    try {
      sample.set(source, samplerOf(representation, source, options));
    } catch (error) {
      if (options.required.includes(source) || !isRefusal(error)) throw error;
      refused.set(source, error.message);
    }
  }
  return { representation, sample, refused };
}

function samplerOf(representation: Representation, source: DrawSource, options: DrawingOptions): Sampler {
  if (source === "subsets") return halvingSampler(representation, options.block);
  const sample = nullSampler(representation, { ...nullDefaults, ...options, kind: source });
  return (key) => [sample(key)];
}

/** Scores of the draws so far, by `drawnName`. */
export type Drawn = Map<string, number[]>;

const drawnName = (source: DrawSource, metric: string, part: string): string => `${source} ${metric} ${part}`;

/** One metric was evaluated on one draw. */
export interface DrawStep {
  readonly name: string;
  readonly source: DrawSource;
}

/** Draws from every source, and writes the scores to `drawn`. */
export function* drawing(
  first: readonly FirstScore[],
  { representation: whole, sample }: Samplers,
  options: DrawingOptions,
  key: Key,
  drawn: Drawn,
): Generator<DrawStep> {
  const measured = first.filter(hasResult);
  for (const [source, sampler] of sample) {
    const draws = measured.map(({ request }) => drawsOf(request, source, options));
    for (let draw = 0; draw < Math.max(0, ...draws); draw++) {
      const drawKey = fold(fold(key, source), draw);
      const parts = sampler(fold(drawKey, "draw")).map(shareWork);
      for (const [index, { request, result, onDrawn = result }] of measured.entries()) {
        if (draw >= draws[index]) continue;
        const requestKey = fold(drawKey, request.name);
        const scores =
          source === "subsets"
            ? scoresAround(request, { whole, score: partsOf(onDrawn), parts }, requestKey)
            : [scoreDraw(request, parts[0], requestKey)];
        for (const part of Object.keys(partsOf(result)))
          for (const score of scores) keep(drawn, drawnName(source, request.name, part), score[part]);
        yield { name: request.name, source };
      }
    }
  }
}

/** The parts of a result that are judged against chance: its named parts, or its score. */
export const partsOf = ({ score, parts }: MetricResult): Readonly<Record<string, number>> => parts ?? { score };

type Scores = Readonly<Record<string, number>>;

const scoreDraw = ({ entry, options }: MetricRequest, representation: Representation, key: Key): Scores =>
  unlessRefused(() => partsOf(entry.measure(representation, options, key)));

/** Nothing where the metric refuses the draw, e.g. a half without one of the levels. */
function unlessRefused(scores: () => Scores): Scores {
  try {
    return scores();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {};
  }
}

interface Halved {
  readonly whole: Representation;
  /** Of the whole. */
  readonly score: Scores;
  /** Two halves and two quarters. */
  readonly parts: readonly Representation[];
}

/** The scores at plus and at minus the difference of the halves, and of the quarters (halves.ts). */
function scoresAround(request: MetricRequest, { whole, score, parts }: Halved, key: Key): readonly Scores[] {
  const { measureSource } = request.entry;
  const [a, b, c, d] = parts;
  if (measureSource) {
    const at = (pair: Pair, weight: number) =>
      unlessRefused(() => partsOf(measureSource(displaced(whole, pair, weight), request.options)));
    const around = (pair: Pair, weight: number) => [at(pair, weight), at(pair, -weight)];
    return [...around([a, b], WEIGHTS.halves), ...around([c, d], WEIGHTS.quarters)];
  }
  const [ofA, ofB] = [a, b].map((half) => scoreDraw(request, half, key));
  const moved = (weight: number): Scores =>
    Object.fromEntries(Object.entries(score).map(([part, own]) => [part, own + weight * (ofA[part] - ofB[part])]));
  const around = [moved(WEIGHTS.halves), moved(-WEIGHTS.halves)];
  return [...around, ...around];
}

function keep(drawn: Drawn, name: string, value = Number.NaN): void {
  const values = drawn.get(name);
  if (values) values.push(value);
  else drawn.set(name, [value]);
}

/** Whether a null does anything to a score beyond rounding it, and leaves it defined. */
const changes = (score: number, values: Float64Array): boolean =>
  values.some((value) => !Number.isNaN(value) && !(Math.abs(value - score) <= 1e-9 * Math.abs(score)));

/** Of such a metric a null that leaves the score as it is does say something: the score is no better than chance. */
const looksAtFactors = ({ matrix, perFactor }: MetricResult): boolean =>
  matrix !== undefined || perFactor !== undefined;

/**
 * The named parts of a result, or its score, each with chance levels and interval from what was drawn. A null that leaves
 * the score of a metric as it is that does not look at factors is left out.
 */
export function judge(
  { request, result, onDrawn = result }: FirstScore & { readonly result: MetricResult },
  options: DrawingOptions,
  drawn: Drawn,
): Readonly<Record<string, JudgedScore>> {
  const judged = Object.entries(partsOf(result)).map(([part, score]): [string, JudgedScore] => {
    const values = (source: DrawSource) => Float64Array.from(drawn.get(drawnName(source, request.name, part)) ?? []);
    const observed = partsOf(onDrawn)[part];
    const chance = options.nulls
      .map((kind) => chanceAmong(observed, values(kind), { kind, level: options.level }))
      .filter(({ values }) => values.length > 0 && (looksAtFactors(result) || changes(observed, values)));
    const scores = values("subsets");
    const interval = scores.length > 0 && halvesInterval(score, scores, options);
    return [part, { score, chance, ...(interval && { interval }) }];
  });
  return Object.fromEntries(judged);
}
