/** What theory says before any training: neurons of one object each, and how those of an unrecorded object look. */
import { fromRows } from "../../../math/matrix.js";
import { onRing } from "../../../tasks/sequences/cuedRecall.js";
import { predictNeurons, supportFromSamples } from "../../../theory/index.js";
import { OBJECTS, ROOMS, type RoomsName } from "./settings.js";

export interface RoomOptimum {
  /** Part of the energy that mixing saves, at least. */
  readonly saving: number;
  /** Least share of a neuron's power on its main object, over all optimal codes. */
  readonly share: number;
  readonly status: string;
}

const found = new Map<RoomsName, RoomOptimum>();

/**
 * The certified optimum of a static code of the objects' offsets on a ring of four, each a group of cosine and sine. All combinations occur in
 * either kind of room, however seldom, and that is all that matters.
 */
export function roomOptimum(rooms: RoomsName): RoomOptimum {
  const known = found.get(rooms) ?? solve(ROOMS[rooms]);
  found.set(rooms, known);
  return known;
}

const RING = 4;

function solve(chained: number): RoomOptimum {
  const ring = Array.from({ length: RING }, (_, place) => place);
  const placed = ring.flatMap((x) => ring.flatMap((y) => ring.map((z) => [x, y, z])));
  const follows = (places: readonly number[]) => places.every((at, k) => k === 0 || at === (places[k - 1] + 1) % RING);
  const support = supportFromSamples(fromRows(placed.map((places) => places.flatMap((at) => onRing(at, RING)))), {
    names: Array.from({ length: OBJECTS }, (_, object) => [`cos ${object + 1}`, `sin ${object + 1}`]).flat(),
    weights: placed.map((places) => (1 - chained) / placed.length + (follows(places) ? chained / RING : 0)),
  });
  const groups = Array.from({ length: OBJECTS }, (_, object) => [2 * object, 2 * object + 1]);
  const { saving, selectivity, status } = predictNeurons({ support, groups, alpha: 1, lambdaIn: 1, lambdaOut: 1 });
  return { saving: saving.least, share: selectivity?.minimum ?? Number.NaN, status };
}

/**
 * How a pure neuron of the unrecorded object reads where the other two are regressed on. In chains each object's offset is a fixed shift
 * of each other's, and in a part `chained` of the rooms: so any function of the third has the correlation `chained` with its shifted copies of
 * the first and the second, and these with each other. Regression gives both the coefficient c / (1 + c): equal parts, R^2 = 2 c^2 / (1 + c).
 */
export function unrecordedReading(chained: number): { readonly share: number; readonly explained: number } {
  return { share: chained > 0 ? 1 / 2 : Number.NaN, explained: (2 * chained ** 2) / (1 + chained) };
}
