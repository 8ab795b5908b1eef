/**
 * Worlds with objects to be found (Whittington et al. 2023, Fig. 6 and A.9): a 16 x 16 grid, taken as periodic here (the paper does not
 * say), with 0 to 8 objects, uniformly many, at random places no closer than 8 to one another, so that often fewer fit. At every
 * place is to be told whether an object is there, and which of the moves north, south, east, west lead to the nearest one by a
 * shortest way; none where there is no object.
 */
import { fold, integers, type Key } from "../../math/random.js";
import type { BatchStream } from "../../protocols.js";
import { MOVES } from "./roomWalks.js";

export const WORLD_SIDE = 16;
export const WORLD_PLACES = WORLD_SIDE ** 2;
const MOST_OBJECTS = 8;
const LEAST_DISTANCE = 8;
/** Places tried for each object before it is given up. */
const TRIALS = 20;

/** Places of the objects of one world, row * side + column. */
export function drawWorld(key: Key): number[] {
  const [wanted] = integers(fold(key, "count"), 1, MOST_OBJECTS + 1);
  const trials = integers(fold(key, "places"), wanted * TRIALS, WORLD_PLACES);
  const objects: number[] = [];
  for (let object = 0; object < wanted; object++) {
    const free = trials
      .subarray(object * TRIALS, (object + 1) * TRIALS)
      .find((place) => objects.every((other) => Math.hypot(...offset(place, other)) >= LEAST_DISTANCE));
    if (free !== undefined) objects.push(free);
  }
  return objects;
}

/** Rows and columns from one place to another by the shorter way around, each from -8 to 7. */
export function offset(from: number, to: number): readonly [number, number] {
  const wrap = (value: number) => ((value + 1.5 * WORLD_SIDE) % WORLD_SIDE) - WORLD_SIDE / 2;
  return [
    wrap(Math.floor(to / WORLD_SIDE) - Math.floor(from / WORLD_SIDE)),
    wrap((to % WORLD_SIDE) - (from % WORLD_SIDE)),
  ];
}

/** [places x 5]: object here, then each move. */
export function worldTargets(objects: readonly number[]): Float32Array {
  const target = new Float32Array(WORLD_PLACES * 5);
  for (let place = 0; place < WORLD_PLACES; place++) {
    const ways = objects.map((object) => offset(place, object));
    const distances = ways.map(([rows, columns]) => Math.abs(rows) + Math.abs(columns));
    const least = Math.min(...distances);
    if (least === 0) target[place * 5] = 1;
    for (const [i, way] of ways.entries()) {
      if (distances[i] > least) continue;
      for (const [move, step] of MOVES.entries()) if (leads(step, way)) target[place * 5 + 1 + move] = 1;
    }
  }
  return target;
}

/** Whether a move shortens the way; half a world away, either direction does. */
const leads = (step: readonly number[], way: readonly number[]): boolean =>
  step.some((by, axis) => by !== 0 && (by * way[axis] > 0 || Math.abs(way[axis]) === WORLD_SIDE / 2));

/** The one world of an entangled task: the first of a sequence with two objects or more, so that places around them can be compared. */
export function entangledWorld(key: Key): number[] {
  for (let draw = 0; ; draw++) {
    const objects = drawWorld(fold(key, draw));
    if (objects.length >= 2) return objects;
  }
}

/**
 * Input [worlds x places]: 1 where an object is. Target [worlds places x 5], worlds one below the other. Factorised: new worlds at every
 * step. Entangled: one world in all rows and at every step.
 */
export function objectWorlds(worlds: number, entangled: boolean, key: Key): BatchStream {
  const one = entangledWorld(fold(key, "the one world"));
  return {
    inputShape: [worlds, WORLD_PLACES],
    targetShape: [worlds * WORLD_PLACES, 5],
    batch(step) {
      const drawn = Array.from({ length: worlds }, (_, world) =>
        entangled ? one : drawWorld(fold(fold(key, step), world)),
      );
      return worldBatch(drawn);
    },
  };
}

export function worldBatch(worlds: readonly (readonly number[])[]) {
  const input = new Float32Array(worlds.length * WORLD_PLACES);
  const target = new Float32Array(worlds.length * WORLD_PLACES * 5);
  for (const [world, objects] of worlds.entries()) {
    for (const place of objects) input[world * WORLD_PLACES + place] = 1;
    target.set(worldTargets(objects), world * WORLD_PLACES * 5);
  }
  return { input, target };
}
