/**
 * Random walks on a ring of places with several objects, after Dorrell et al. 2025, Fig. 5 (programs: Correlated_Missing_Vars_Plot and _Train):
 * at every moment it is to be told whether each object lies ahead or behind, from where the objects are, given once at the start, and from
 * the moves alone.
 *
 * Objects lie half a place before the places by which they are numbered. In some rooms each object lies one place after the one before it, a
 * chain; in the others they are anywhere.
 */
import { UsageError } from "../../math/errors.js";
import { fold, integers, type Key, uniform } from "../../math/random.js";
import type { BatchStream } from "../../protocols.js";

export interface RingRoom {
  /** Places of the ring; even, so that no object is as far one way as the other. */
  readonly places: number;
  readonly objects: number;
}

export interface RingWalkOptions extends RingRoom {
  /** Moves of a walk. */
  readonly moves: number;
  /** Walks in a batch. */
  readonly walks: number;
  /** Probability that the objects form a chain. */
  readonly chained: number;
}

/** Back and on. */
export const RING_MOVES = [-1, 1] as const;

/** Inputs that name where the objects are. */
export const ringInputs = ({ places, objects }: RingRoom): number => objects * places;

/** The place a number of steps on. */
export const placeOn = (place: number, steps: number, places: number): number =>
  (((place + steps) % places) + places) % places;

/** 1 for an object ahead, -1 for one behind, by its offset (object - place, a place number). */
export const ahead = (offset: number, places: number): number => (offset >= 1 && offset <= places / 2 ? 1 : -1);

/** The objects of a chain that begins with this one. */
export const chainFrom = (first: number, { places, objects }: RingRoom): number[] =>
  Array.from({ length: objects }, (_, link) => placeOn(first, link, places));

/**
 * Input rows: [objects, one-hot each | move of step 1 | ... | move of the last step], [walks x (objects places + 2 moves)]; all walks start at
 * place 0. Target rows: 1 or -1 for each object, at the start and after every move, walks of one moment together,
 * [(moves + 1) walks x objects]. Throws UsageError for a ring of fewer than four or of an odd number of places, or without objects.
 */
export function ringWalks(options: RingWalkOptions, key: Key): BatchStream {
  const { places, objects, moves, walks } = options;
  if (!(Number.isInteger(places) && places >= 4 && places % 2 === 0 && Number.isInteger(objects) && objects >= 1)) {
    throw new UsageError(
      `a ring has an even number of places, four or more, and an object, not ${places} and ${objects}`,
    );
  }
  return {
    inputShape: [walks, ringInputs(options) + RING_MOVES.length * moves],
    targetShape: [(moves + 1) * walks, objects],
    batch: (step) => encodedRingWalks(options, drawRingWalks(options, fold(key, step))),
  };
}

/** Rooms, and how each is walked through. */
export interface RingWalks {
  /** [walks][objects] */
  readonly objects: readonly (readonly number[])[];
  /** Which of RING_MOVES, [walks x moves] */
  readonly actions: Int32Array;
}

/** Where the objects of each walk are, and its moves. */
export const drawRingWalks = (options: RingWalkOptions, key: Key): RingWalks => ({
  objects: objectPlaces(options, key),
  actions: integers(fold(key, "moves"), options.walks * options.moves, RING_MOVES.length),
});

/** [walks][objects] */
function objectPlaces(options: RingWalkOptions, key: Key): number[][] {
  const { places, objects, walks, chained } = options;
  const anywhere = integers(fold(key, "objects"), walks * objects, places);
  const chance = uniform(fold(key, "chained"), walks);
  return Array.from({ length: walks }, (_, walk) => {
    const own = [...anywhere.subarray(walk * objects, (walk + 1) * objects)];
    return chance[walk] < chained ? chainFrom(own[0], options) : own;
  });
}

/** The batch of given walks. */
export function encodedRingWalks(options: RingWalkOptions, { objects: placed, actions }: RingWalks) {
  const { places, objects, moves, walks } = options;
  const first = ringInputs(options);
  const columns = first + RING_MOVES.length * moves;
  const input = new Float32Array(walks * columns);
  const target = new Float32Array((moves + 1) * walks * objects);
  for (let walk = 0; walk < walks; walk++) {
    for (const [k, object] of placed[walk].entries()) input[walk * columns + k * places + object] = 1;
    let place = 0;
    for (let moment = 0; moment <= moves; moment++) {
      if (moment > 0) {
        const move = actions[walk * moves + moment - 1];
        input[walk * columns + first + RING_MOVES.length * (moment - 1) + move] = 1;
        place = placeOn(place, RING_MOVES[move], places);
      }
      const wanted = placed[walk].map((object) => ahead(placeOn(object, -place, places), places));
      target.set(wanted, (moment * walks + walk) * objects);
    }
  }
  return { input, target };
}
