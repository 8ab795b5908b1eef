/**
 * Does a cell keep its distance and bearing from the object, or its place in the room? The map of one session, around the object and
 * of the room, predicts the activity of another in which the object stands elsewhere; which prediction is better says it. Correlations
 * of the two kinds of map cannot be compared so: their bins differ, and a cell at a wall along which the object moved repeats in both.
 *
 * Spikes are judged by the Poisson log likelihood of their counts, continuous activity by the squared error, in blocks of 2 s, about one pass through a field; the
 * answer is the t of the mean advantage over blocks.
 */
import { type Placed, perSample } from "./cellActivity.js";
import type { Session } from "./session.js";

/** The session that is predicted, and what two maps of another session predict. */
export interface VectorContest {
  readonly session: Session;
  readonly amounts: Placed;
  readonly isSpikes: boolean;
  /** [samples] Hz, NaN where a map says nothing */
  readonly byPlace: Float64Array;
  readonly byVector: Float64Array;
}

/** s */
const BLOCK = 2;

/** Share of the mean rate in every prediction, so that a spike where none was seen is a surprise and not an impossibility. */
const DOUBT = 0.05;

/** Student's t of the advantage of the vector maps; above 0 the object counts for more. NaN with fewer than 3 blocks. */
export function vectorAdvantage(contests: readonly VectorContest[]): number {
  const blocks = contests.flatMap(blockAdvantages);
  if (blocks.length < 3) return Number.NaN;
  const mean = blocks.reduce((sum, value) => sum + value, 0) / blocks.length;
  const squares = blocks.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean / Math.sqrt(squares / (blocks.length - 1) / blocks.length);
}

function blockAdvantages({ session, amounts, isSpikes, byPlace, byVector }: VectorContest): number[] {
  const { t, dwell } = session;
  const counts = perSample(amounts, t.length);
  const meanRate = counts.reduce((sum, count) => sum + count, 0) / session.duration;
  const better = isSpikes ? poissonAdvantage : squaredAdvantage;
  const blocks = new Map<number, number>();
  for (let i = 0; i < t.length; i++) {
    if (dwell[i] === 0 || Number.isNaN(byPlace[i]) || Number.isNaN(byVector[i])) continue;
    const [place, vector] = [byPlace[i], byVector[i]].map((rate) => (1 - DOUBT) * rate + DOUBT * meanRate);
    const block = Math.floor((t[i] - t[0]) / BLOCK);
    blocks.set(block, (blocks.get(block) ?? 0) + better(counts[i], dwell[i], place, vector));
  }
  return [...blocks.values()];
}

/** log L of the count with one rate less that with the other. */
const poissonAdvantage = (count: number, seconds: number, place: number, vector: number): number =>
  (count > 0 ? count * Math.log(vector / place) : 0) - (vector - place) * seconds;

const squaredAdvantage = (amount: number, seconds: number, place: number, vector: number): number =>
  seconds * ((amount / seconds - place) ** 2 - (amount / seconds - vector) ** 2);
