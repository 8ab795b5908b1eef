/**
 * An agent that forages: smooth random walks with stated statistics, fitted by George et al., eLife 13, e85274 (2024), to rats in open
 * fields (Sargolini et al. 2006).
 *
 * - speed: Rayleigh distributed with a given mean: s sqrt(a^2 + b^2), a and b Ornstein-Uhlenbeck processes of unit variance and a
 *   given time constant, s = mean / sqrt(pi / 2);
 * - turning: angular velocity is an Ornstein-Uhlenbeck process with given standard deviation and time constant;
 * - walls: reflected like light, the heading with it; what is free of walls stays statistically the same, and every place of the
 *   room is visited equally often in the long run;
 * - head: deviates from the heading by a third such process.
 * Rival: their agents are turned away from walls before they meet them, and follow walls, as rats do.
 */
import { fold, type Key, normal, uniformStream } from "../../math/random.js";
import type { Point, Room } from "./rooms.js";

export interface ForagingOptions {
  /** s */
  readonly duration: number;
  /** s between samples */
  readonly step: number;
  /** Length / s. */
  readonly meanSpeed: number;
  /** s */
  readonly speedTime: number;
  /** Standard deviation of the angular velocity, radians / s. */
  readonly turning: number;
  /** s */
  readonly turningTime: number;
  /** Standard deviation of the head's angle around the heading, radians. */
  readonly headSpread: number;
  /** s */
  readonly headTime: number;
}

/** Metres. */
export const foragingDefaults: ForagingOptions = {
  duration: 600,
  step: 0.02,
  meanSpeed: 0.1,
  speedTime: 0.7,
  turning: (120 * Math.PI) / 180,
  turningTime: 0.08,
  headSpread: 0,
  headTime: 0.5,
};

/** Where the agent was: the form in which recorded paths come, too. */
export interface AgentPath {
  /** [samples] s, ascending */
  readonly t: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** [samples] radians counter-clockwise from x, within (-pi, pi] */
  readonly headDirection: Float64Array;
}

/** Throws RangeError for statistics that are not positive. */
export function forage(room: Room, options: Partial<ForagingOptions>, key: Key): AgentPath {
  const all = { ...foragingDefaults, ...options };
  requireStatistics(all);
  const samples = Math.max(2, Math.round(all.duration / all.step));
  const process = (name: string, time: number) => ornsteinUhlenbeck(samples, time / all.step, fold(key, name));
  const scale = all.meanSpeed / Math.sqrt(Math.PI / 2);
  const other = process("other speed", all.speedTime);
  const speed = process("speed", all.speedTime).map((z, i) => scale * Math.hypot(z, other[i]));
  const turning = process("turning", all.turningTime).map((z) => z * all.turning);
  const head = process("head", all.headTime).map((z) => z * all.headSpread);
  const path = emptyPath(samples);
  const draw = uniformStream(fold(key, "start"));
  let place = randomPlace(room, draw);
  let heading = 2 * Math.PI * draw();
  for (let i = 0; i < samples; i++) {
    path.t[i] = i * all.step;
    path.x[i] = place.x;
    path.y[i] = place.y;
    path.headDirection[i] = Math.atan2(Math.sin(heading + head[i]), Math.cos(heading + head[i]));
    ({ place, heading } = advance(room, place, heading, speed[i] * all.step));
    heading += turning[i] * all.step;
  }
  return path;
}

/** Standard normal values whose correlation falls by e in `time` samples. [samples] */
function ornsteinUhlenbeck(samples: number, time: number, key: Key): Float64Array {
  const z = normal(key, samples);
  const keep = Math.exp(-1 / time);
  const fresh = Math.sqrt(1 - keep * keep);
  for (let i = 1; i < samples; i++) z[i] = keep * z[i - 1] + fresh * z[i];
  return z;
}

const MOST_REFLECTIONS = 8;
/** Share of a step that is kept from a wall, so that rounding does not put the agent behind it. */
const CLEARANCE = 1e-6;

/** A straight way of a length, reflected at walls; an agent caught in a corner turns back. */
function advance(room: Room, from: Point, heading: number, length: number): { place: Point; heading: number } {
  let place = from;
  let direction = { x: Math.cos(heading), y: Math.sin(heading) };
  let left = length;
  for (let reflection = 0; reflection < MOST_REFLECTIONS && left > 0; reflection++) {
    const step = { x: direction.x * left, y: direction.y * left };
    const hit = room.hit(place, step);
    const share = hit ? Math.max(0, hit.share - CLEARANCE) : 1;
    place = { x: place.x + share * step.x, y: place.y + share * step.y };
    if (!hit) break;
    left *= 1 - hit.share;
    const against = direction.x * hit.normal.x + direction.y * hit.normal.y;
    direction = { x: direction.x - 2 * against * hit.normal.x, y: direction.y - 2 * against * hit.normal.y };
  }
  const inside = room.wrap(place);
  if (room.contains(inside)) return { place: inside, heading: Math.atan2(direction.y, direction.x) };
  return { place: from, heading: heading + Math.PI };
}

const TRIES = 10_000;

/** Uniform in the room; `least` keeps a distance from walls. Throws RangeError where no such place is found. */
export function randomPlace(room: Room, draw: () => number, least = 0): Point {
  const { left, right, bottom, top } = room.bounds;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const place = { x: left + draw() * (right - left), y: bottom + draw() * (top - bottom) };
    if (room.contains(place) && room.wallDistance(place) >= least) return place;
  }
  throw new RangeError(`no place found in the room at least ${least} from its walls`);
}

const emptyPath = (samples: number): AgentPath => ({
  t: new Float64Array(samples),
  x: new Float64Array(samples),
  y: new Float64Array(samples),
  headDirection: new Float64Array(samples),
});

function requireStatistics(options: ForagingOptions): void {
  const { headSpread, ...positive } = options;
  for (const [name, value] of Object.entries(positive)) {
    if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} is a positive number, not ${value}`);
  }
  if (!(headSpread >= 0)) throw new RangeError(`headSpread is 0 or more, not ${headSpread}`);
}

/**
 * A recorded path brought into a room: scaled and moved so that its extent fills the room's bounds. Positions that then lie outside
 * the room, or that were lost, are NaN. Without head directions the direction of the steps stands in for them.
 */
export function importPath(
  path: Omit<AgentPath, "headDirection"> & { readonly headDirection?: Float64Array },
  room: Room,
): AgentPath {
  const { left, right, bottom, top } = room.bounds;
  const x = stretched(path.x, left, right);
  const y = stretched(path.y, bottom, top);
  for (let i = 0; i < x.length; i++) {
    if (room.contains({ x: x[i], y: y[i] })) continue;
    x[i] = Number.NaN;
    y[i] = Number.NaN;
  }
  return { t: path.t, x, y, headDirection: path.headDirection ?? stepDirection(x, y) };
}

function stretched(values: Float64Array, low: number, high: number): Float64Array {
  const known = values.filter(Number.isFinite);
  const [least, most] = [
    known.reduce((a, b) => Math.min(a, b), Infinity),
    known.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  if (!(most > least)) throw new RangeError("a path extends in both directions");
  // the last position stands on the edge, whatever rounding says
  return values.map((value) => Math.min(high, low + ((value - least) / (most - least)) * (high - low)));
}

const stepDirection = (x: Float64Array, y: Float64Array): Float64Array =>
  x.map((_, i) => {
    const [before, after] = [Math.max(0, i - 1), Math.min(x.length - 1, i + 1)];
    return Math.atan2(y[after] - y[before], x[after] - x[before]);
  });
