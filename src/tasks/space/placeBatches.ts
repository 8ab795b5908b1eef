/**
 * Places for the training of a spatial code, new at every step: a room's worth of places that must be told apart, and a lattice
 * over the whole periodic box, at a random offset, on which constraints act. Lengths are such that the box has side 2 pi.
 *
 * With an object, a place is (position, vector from the object), each with the box's period. The object stands at its home,
 * where the vector equals the position, with probability `atHome`, and elsewhere at random.
 */
import { fold, type Key, normal, permutation, uniform } from "../../math/random.js";
import type { BatchStream } from "../../protocols.js";

export const BOX = 2 * Math.PI;

export interface PlaceOptions {
  /** Places in the room, normal around its middle. */
  readonly roomPlaces: number;
  /** Their standard deviation in each direction. */
  readonly roomSize: number;
  /** Lattice points along a side of the box. */
  readonly lattice: number;
}

/** Rows: room places, then the lattice, [x, y]. Targets: the room places. */
export function positionBatches({ roomPlaces, roomSize, lattice }: PlaceOptions, key: Key): BatchStream {
  const boxRows = lattice ** 2;
  return {
    inputShape: [roomPlaces + boxRows, 2],
    targetShape: [roomPlaces, 2],
    batch(step) {
      const own = fold(key, step);
      const target = roomDraw(fold(own, "room"), roomPlaces, roomSize);
      const box = latticeAt(lattice, uniform(fold(own, "lattice"), 2));
      return { input: joined([target, box]), target };
    },
  };
}

/**
 * Rows [position, object vector]: room places for either factor, each the value of both factors (a view of one factor looks at
 * the other only where they are equal), then the lattice with the vectors in random order, in the share `atHome` of rows equal
 * to the position. Targets: the room places of either factor, [x, y].
 */
export function objectBatches(
  { atHome, ...options }: PlaceOptions & { readonly atHome: number },
  key: Key,
): BatchStream {
  const { roomPlaces, roomSize, lattice } = options;
  const boxRows = lattice ** 2;
  return {
    inputShape: [2 * roomPlaces + boxRows, 4],
    targetShape: [2 * roomPlaces, 2],
    batch(step) {
      const own = fold(key, step);
      const target = roomDraw(fold(own, "room"), 2 * roomPlaces, roomSize);
      const position = latticeAt(lattice, uniform(fold(own, "position lattice"), 2));
      const vector = shuffledRows(
        latticeAt(lattice, uniform(fold(own, "vector lattice"), 2)),
        permutation(fold(own, "order"), boxRows),
      );
      vector.set(position.subarray(0, 2 * Math.round(atHome * boxRows)));
      return { input: joined([sideBySide(target, target), sideBySide(position, vector)]), target };
    },
  };
}

const roomDraw = (key: Key, count: number, size: number): Float32Array =>
  Float32Array.from(normal(key, 2 * count), (value) => size * value);

/** [side^2 x 2], each coordinate a multiple of the step plus an offset, given as a share of the box. */
function latticeAt(side: number, offset: Float64Array): Float32Array {
  return Float32Array.from({ length: 2 * side * side }, (_, at) => {
    const point = at >> 1;
    const index = at % 2 === 0 ? Math.floor(point / side) : point % side;
    return BOX * (index / side + offset[at % 2]);
  });
}

/** Pairs in a new order. */
const shuffledRows = (pairs: Float32Array, order: Int32Array): Float32Array =>
  Float32Array.from({ length: pairs.length }, (_, at) => pairs[2 * order[at >> 1] + (at % 2)]);

/** Two tables of pairs as one of four columns. */
const sideBySide = (left: Float32Array, right: Float32Array): Float32Array =>
  Float32Array.from({ length: 2 * left.length }, (_, at) => {
    const source = at % 4 < 2 ? left : right;
    return source[2 * (at >> 2) + (at % 2)];
  });

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => {
    out.set(part, at);
    return at + part.length;
  }, 0);
  return out;
}
