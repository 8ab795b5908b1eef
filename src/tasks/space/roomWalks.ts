/**
 * Random walks in a small periodic room with one object (an object to be found, or a reward), after Dorrell et al. 2025, Fig. 4, and
 * their program (github.com/kylehkhsu/modular, Grid_Warp_Train): at every step the place and the displacement from the object are to
 * be told, each as one of side^2 places, from where and what was given at the start and from the moves alone.
 *
 * A place is a number, row * side + column. The displacement is place - object, with the room's period.
 */
import { UsageError } from "../../math/errors.js";
import { fold, integers, type Key, uniform } from "../../math/random.js";
import type { BatchStream } from "../../protocols.js";

/** North, south, east, west, [rows, columns]. */
export const MOVES = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
] as const;

export interface RoomWalkOptions {
  /** Places along a side. */
  readonly side: number;
  /** Moves of a walk. */
  readonly moves: number;
  /** Walks in a batch. */
  readonly walks: number;
  /** Probability that the object is at its home, the middle of the room. */
  readonly atHome: number;
  /**
   * Whether walks start anywhere; then the input names place and object, one of side^4 pairs. Otherwise they start at place 0 and
   * the input names the object, one of side^2.
   */
  readonly startAnywhere: boolean;
}

/** How many places there are, and inputs that name a start. */
export const roomPlaces = (side: number): number => side * side;
export const startInputs = ({ side, startAnywhere }: Pick<RoomWalkOptions, "side" | "startAnywhere">): number =>
  startAnywhere ? roomPlaces(side) ** 2 : roomPlaces(side);

/** The place after a move. */
export function moved(place: number, move: number, side: number): number {
  const [rows, columns] = MOVES[move];
  const wrap = (value: number) => (value + side) % side;
  return wrap(Math.floor(place / side) + rows) * side + wrap((place % side) + columns);
}

/** place - object, as a place. */
export function displacement(place: number, object: number, side: number): number {
  const wrap = (value: number) => (value + side) % side;
  return wrap(Math.floor(place / side) - Math.floor(object / side)) * side + wrap((place % side) - (object % side));
}

/** The middle of the room. */
export const homeOf = (side: number): number => Math.floor(side / 2) * (side + 1);

/**
 * Input rows: [start | move of step 1 | ... | move of the last step], all one-hot, [walks x (starts + 4 moves)]. Target rows: place
 * and displacement, one-hot, at the start and after every move, walks of one moment together, [(moves + 1) walks x 2 side^2].
 * Throws UsageError for a room of fewer than two places a side.
 */
export function roomWalks(options: RoomWalkOptions, key: Key): BatchStream {
  const { side, moves, walks } = options;
  if (!(Number.isInteger(side) && side >= 2)) throw new UsageError(`a room has two or more places a side, not ${side}`);
  const columns = startInputs(options) + MOVES.length * moves;
  const places = roomPlaces(side);
  return {
    inputShape: [walks, columns],
    targetShape: [(moves + 1) * walks, 2 * places],
    batch(step) {
      const own = fold(key, step);
      const objects = objectPlaces(options, own);
      const starts = options.startAnywhere ? integers(fold(own, "starts"), walks, places) : new Int32Array(walks);
      const actions = integers(fold(own, "moves"), walks * moves, MOVES.length);
      return encoded(options, { objects, starts, actions });
    },
  };
}

function objectPlaces({ side, walks, atHome }: RoomWalkOptions, key: Key): Int32Array {
  const anywhere = integers(fold(key, "objects"), walks, roomPlaces(side));
  const chance = uniform(fold(key, "at home"), walks);
  return anywhere.map((place, walk) => (chance[walk] < atHome ? homeOf(side) : place));
}

export interface Walks {
  /** [walks] */
  readonly objects: Int32Array;
  /** [walks] */
  readonly starts: Int32Array;
  /** [walks x moves] */
  readonly actions: Int32Array;
}

/** The batch of given walks. */
export function encoded(options: RoomWalkOptions, { objects, starts, actions }: Walks) {
  const { side, moves, walks, startAnywhere } = options;
  const places = roomPlaces(side);
  const first = startInputs(options);
  const columns = first + MOVES.length * moves;
  const input = new Float32Array(walks * columns);
  const target = new Float32Array((moves + 1) * walks * 2 * places);
  for (let walk = 0; walk < walks; walk++) {
    const object = objects[walk];
    let place = starts[walk];
    input[walk * columns + (startAnywhere ? place * places + object : object)] = 1;
    for (let moment = 0; moment <= moves; moment++) {
      if (moment > 0) {
        const move = actions[walk * moves + moment - 1];
        input[walk * columns + first + MOVES.length * (moment - 1) + move] = 1;
        place = moved(place, move, side);
      }
      const row = (moment * walks + walk) * 2 * places;
      target[row + place] = 1;
      target[row + places + displacement(place, object, side)] = 1;
    }
  }
  return { input, target };
}
