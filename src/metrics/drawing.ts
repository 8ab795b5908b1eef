/**
 * Draws for chance levels and intervals of many metrics together: every representation is drawn once, every metric is evaluated
 * on it, and what the metrics share of it is computed once (sharedWork.ts). Each draw has its own key and can be made by itself, in
 * any order and on any thread; those that were made still make chance levels after an early end.
 */
import { fold, type Key } from "../math/random.js";
import type { MetricResult, Representation } from "../protocols.js";
import { plannedDraws, sourcesOf } from "./drawPlan.js";
import { displaced, halvesInterval, halvingSampler, type Pair, WEIGHTS } from "./halves.js";
import {
  type DrawingOptions,
  type DrawSource,
  type FirstScore,
  isRefusal,
  type JudgedScore,
  type MetricRequest,
  scoreKey,
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

/** One draw from a source, and the metrics that are evaluated on it. */
export interface Draw {
  readonly source: DrawSource;
  /** Its number among those of the source. */
  readonly number: number;
  readonly requests: readonly MetricRequest[];
}

/** All draws of the metrics, those of the main null first. */
export function* drawsOf(
  requests: readonly MetricRequest[],
  representation: Representation,
  { sample }: Samplers,
  options: DrawingOptions,
): Generator<Draw> {
  const plans = requests.map((request) => ({ request, planned: plannedDraws(request, representation, options) }));
  for (const source of sample.keys()) {
    const wanted = plans.map(({ request, planned }) => ({
      request,
      draws: planned.find((one) => one.source === source)?.draws ?? 0,
    }));
    const most = Math.max(0, ...wanted.map(({ draws }) => draws));
    for (let number = 0; number < most; number++) {
      yield { source, number, requests: wanted.filter(({ draws }) => number < draws).map(({ request }) => request) };
    }
  }
}

/** The parts of a score by name; none where the metric refuses the draw, e.g. a half without one of the levels. */
type Scores = Readonly<Record<string, number>>;

/** A metric on one draw: its score, or the scores around that of the whole which a halving gives (halves.ts). */
export interface DrawnScore {
  readonly name: string;
  readonly scores: readonly Scores[];
}

/** Evaluates the metrics on one draw, one after another. */
export function* scoresOnDraw(
  { source, number, requests }: Draw,
  { representation: whole, sample }: Samplers,
  { splits }: Pick<DrawingOptions, "splits">,
  key: Key,
): Generator<DrawnScore> {
  const sampler = sample.get(source);
  if (sampler === undefined) return;
  const drawKey = fold(fold(fold(key, "draws"), source), number);
  const parts = sampler(fold(drawKey, "draw")).map(shareWork);
  const same = splits === "same" && source !== "subsets";
  for (const request of requests) {
    const own = same ? scoreKey(key, request) : fold(drawKey, request.name);
    const scores =
      source === "subsets" ? scoresAround(request, whole, parts, own) : [scoreDraw(request, parts[0], own)];
    yield { name: request.name, scores };
  }
}

const scoreDraw = ({ entry, options }: MetricRequest, representation: Representation, key: Key): Scores =>
  unlessRefused(() => partsOf(entry.measure(representation, options, key)));

function unlessRefused(scores: () => Scores): Scores {
  try {
    return scores();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {};
  }
}

/**
 * Scores at plus and at minus the difference of the halves, then of the quarters (halves.ts): `parts` are two of each. Only how they
 * vary counts, so a metric that is not made of information, whose own score would be in their middle, is taken as if that were 0.
 */
function scoresAround(
  { entry, options, name }: MetricRequest,
  whole: Representation,
  [a, b, c, d]: readonly Representation[],
  key: Key,
): readonly Scores[] {
  const { measureSource } = entry;
  if (measureSource) {
    const at = (pair: Pair, weight: number) =>
      unlessRefused(() => partsOf(measureSource(displaced(whole, pair, weight), options)));
    const around = (pair: Pair, weight: number) => [at(pair, weight), at(pair, -weight)];
    return [...around([a, b], WEIGHTS.halves), ...around([c, d], WEIGHTS.quarters)];
  }
  const [ofA, ofB] = [a, b].map((half) => scoreDraw({ entry, options, name, required: false }, half, key));
  const moved = (weight: number): Scores =>
    Object.fromEntries(Object.keys(ofA).map((part) => [part, weight * (ofA[part] - ofB[part])]));
  const around = [moved(WEIGHTS.halves), moved(-WEIGHTS.halves)];
  return [...around, ...around];
}

/** Scores of the draws made so far, by `drawnName` and number of the draw. */
export type Drawn = Map<string, (readonly Scores[])[]>;

const drawnName = (source: DrawSource, metric: string): string => `${source} ${metric}`;

/** Puts the scores of a draw in its place among those `drawn` so far. */
export function keep(drawn: Drawn, { source, number }: Pick<Draw, "source" | "number">, scored: DrawnScore): void {
  const named = drawnName(source, scored.name);
  const values = drawn.get(named) ?? [];
  values[number] = scored.scores;
  drawn.set(named, values);
}

/** The parts of a result that are judged against chance: its named parts, or its score. */
export const partsOf = ({ score, parts }: MetricResult): Readonly<Record<string, number>> => parts ?? { score };

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
    const values = (source: DrawSource) => valuesOf(drawn.get(drawnName(source, request.name)), part);
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

/** In the order of the draws, of which some are missing after an early end; NaN where the metric refused. */
const valuesOf = (draws: readonly (readonly Scores[])[] = [], part: string): Float64Array =>
  Float64Array.from(draws.filter(Boolean).flat(), (scores) => scores[part] ?? Number.NaN);
