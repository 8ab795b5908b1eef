/**
 * Worlds: a room with objects and rewards. Between worlds the room stays; an object stands at its home with a given probability and
 * elsewhere at random otherwise, and so does a reward: 0 is a world in which everything moves, 1 one in which nothing does.
 */
import { fold, type Key, uniformStream } from "../../math/random.js";
import { randomPlace } from "./foraging.js";
import type { Point, Room } from "./rooms.js";

export interface World {
  readonly objects: readonly Point[];
  readonly rewards: readonly Point[];
}

export interface WorldOptions {
  readonly objects: number;
  readonly rewards: number;
  /** Probability that an object is at its home in a world. */
  readonly objectAtHome: number;
  readonly rewardAtHome: number;
  /** Smallest distance of objects and rewards from walls. */
  readonly clearance: number;
}

/** One object, anywhere; rewards, where there are any, at their homes. */
export const worldDefaults: WorldOptions = {
  objects: 1,
  rewards: 0,
  objectAtHome: 0,
  rewardAtHome: 1,
  clearance: 0,
};

/** `count` worlds in one room. Throws RangeError for probabilities outside 0 to 1. */
export function drawWorlds(room: Room, count: number, options: Partial<WorldOptions>, key: Key): World[] {
  const all = { ...worldDefaults, ...options };
  const places = (name: string, things: number, atHome: number) =>
    Array.from({ length: things }, (_, i) => wanders(room, count, atHome, all.clearance, fold(fold(key, name), i)));
  const objects = places("objects", all.objects, all.objectAtHome);
  const rewards = places("rewards", all.rewards, all.rewardAtHome);
  return Array.from({ length: count }, (_, world) => ({
    objects: objects.map((of) => of[world]),
    rewards: rewards.map((of) => of[world]),
  }));
}

/** Places of one thing in every world. */
function wanders(room: Room, count: number, atHome: number, clearance: number, key: Key): Point[] {
  if (!(atHome >= 0 && atHome <= 1)) throw new RangeError(`a probability is from 0 to 1, not ${atHome}`);
  const draw = uniformStream(key);
  const home = randomPlace(room, draw, clearance);
  return Array.from({ length: count }, () => (draw() < atHome ? home : randomPlace(room, draw, clearance)));
}
