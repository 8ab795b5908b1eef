/**
 * The nearest neighbours of every sample of two variables, the larger of the two distances being the metric, found from sorted
 * projections: a search walks outwards from the sample along one variable, and ends when that walk alone has come as far as the
 * k-th neighbour found. Related or not, that takes about sqrt(k n) steps a sample. Where one variable is crowded (a unit that is
 * mostly silent) it would take many more, so the two variables take turns and either may end the search. Memory grows with n.
 */
import { InputError } from "../errors.js";
import { type Coordinate, separation } from "./coordinate.js";

export interface Neighbours {
  /** Distance of each sample to its last neighbour [samples] */
  readonly distance: Float64Array;
  /** Samples in order of distance [samples x neighbours] */
  readonly samples: Int32Array;
}

/** Throws InputError unless the number is whole, above zero, and below that of the samples. */
export function checkNeighbours(neighbours: number, samples = Infinity): void {
  if (!(Number.isInteger(neighbours) && neighbours >= 1)) {
    throw new InputError(`neighbours are a whole number above zero, not ${neighbours}`);
  }
  if (samples <= neighbours) {
    throw new InputError(`${neighbours} neighbours need more than ${neighbours} samples; there are ${samples}`);
  }
}

/** Neighbours found so far of one sample, nearest first. */
interface Nearest {
  readonly distances: Float64Array;
  readonly samples: Int32Array;
}

/** A way outwards along one variable. */
interface Walk {
  readonly along: Coordinate;
  /** The other variable in the order of `along.sorted` */
  readonly across: Float64Array;
  readonly acrossPeriod: number;
  /** The next places to look at. */
  above: number;
  below: number;
}

function walkOf(along: Coordinate, { values, period }: Coordinate): Walk {
  const across = new Float64Array(along.sorted.length);
  for (let i = 0; i < across.length; i++) across[i] = values[along.order[i % along.order.length]];
  return { along, across, acrossPeriod: period, above: 0, below: 0 };
}

/** The `count` nearest of every sample; needs more samples than that. */
export function nearestNeighbours(x: Coordinate, y: Coordinate, count: number): Neighbours {
  const samples = x.values.length;
  const walks: readonly [Walk, Walk] = [walkOf(x, y), walkOf(y, x)];
  const turn = Math.ceil(Math.sqrt(count * samples));
  const nearest: Nearest = { distances: new Float64Array(count), samples: new Int32Array(count) };
  const out: Neighbours = { distance: new Float64Array(samples), samples: new Int32Array(samples * count) };
  for (const sample of x.order) {
    nearest.distances.fill(Infinity);
    nearest.samples.fill(-1);
    for (const walk of walks) {
      walk.above = walk.along.lead + walk.along.rank[sample] + 1;
      walk.below = walk.above - 2;
    }
    for (let which = 0; !walkOn(walks[which], sample, turn, nearest); ) which = 1 - which;
    out.distance[sample] = nearest.distances[count - 1];
    out.samples.set(nearest.samples, sample * count);
  }
  return out;
}

/** Up to `steps` further steps to both sides; true once this walk has gone as far as any nearer sample could be. */
function walkOn(walk: Walk, sample: number, steps: number, nearest: Nearest): boolean {
  const { along, across, acrossPeriod } = walk;
  const { sorted, order, period } = along;
  const from = along.lead + along.rank[sample];
  // Two statements, not one pair taken apart: over the pair, code optimised by Node 24.21 stops with a trap (exit code 133).
  const here = sorted[from];
  const aside = across[from];
  const last = nearest.distances.length - 1;
  const half = period / 2;
  let reach = nearest.distances[last];
  let { above, below } = walk;
  let ended = false;
  for (let step = 0; step < steps && !ended; step++) {
    ended = true;
    if (above < sorted.length) {
      const distance = sorted[above] - here;
      if (distance < reach && distance <= half) {
        ended = false;
        const other = separation(across[above], aside, acrossPeriod);
        if (other < reach) reach = offer(nearest, distance > other ? distance : other, order[above % order.length]);
        above++;
      }
    }
    if (below >= 0) {
      const distance = here - sorted[below];
      if (distance < reach && distance <= half) {
        ended = false;
        const other = separation(across[below], aside, acrossPeriod);
        if (other < reach) reach = offer(nearest, distance > other ? distance : other, order[below % order.length]);
        below--;
      }
    }
  }
  walk.above = above;
  walk.below = below;
  return ended;
}

/** Puts a sample in its place among the nearest, unless it is already there; returns the distance of the last. */
function offer({ distances, samples }: Nearest, distance: number, sample: number): number {
  const last = distances.length - 1;
  for (let i = 0; i <= last; i++) if (samples[i] === sample) return distances[last];
  let place = last;
  for (; place > 0 && distances[place - 1] > distance; place--) {
    distances[place] = distances[place - 1];
    samples[place] = samples[place - 1];
  }
  distances[place] = distance;
  samples[place] = sample;
  return distances[last];
}
