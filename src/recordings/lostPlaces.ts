/** Places that are none: what trackers write where they lose the animal, such as (0, 0) or (-1, -1). */
import { extent, median, quantile } from "../math/statistics.js";

interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const FEW = 3;
/** How much farther than nearly all other steps those to the point are. */
const JUMP = 2;
const NEARLY_ALL = 0.99;

/** What to say where samples stand at one point in a corner, or at (0, 0), to which the others jump; undefined where none does. */
export function lostPlaces(places: Places): string | undefined {
  const found = corners(places).find((corner) => {
    const arrivals = arrivalsAt(places, corner);
    return arrivals.length > 0 && median(arrivals) > JUMP * longStep(places, corner) && standing(places, corner) >= FEW;
  });
  if (!found) return undefined;
  const [x, y] = found;
  return (
    `${standing(places, found)} samples stand at exactly (${x}, ${y}), to which the others jump: where the tracker lost the animal, ` +
    "save NaN for both, and they are left out"
  );
}

type Point = readonly [x: number, y: number];

function corners({ x, y }: Places): readonly Point[] {
  const [left, right] = extent(x.filter(Number.isFinite));
  const [low, high] = extent(y.filter(Number.isFinite));
  return [
    [0, 0],
    [left, low],
    [right, high],
  ];
}

const isAt = ({ x, y }: Places, at: number, [left, low]: Point): boolean => x[at] === left && y[at] === low;

const standing = (places: Places, point: Point): number =>
  places.x.reduce((sum, _, at) => sum + Number(isAt(places, at, point)), 0);

const stepTo = ({ x, y }: Places, at: number): number => Math.hypot(x[at] - x[at - 1], y[at] - y[at - 1]);

/** How far the samples that come to a point have moved. */
const arrivalsAt = (places: Places, point: Point): Float64Array =>
  Float64Array.from(places.x.keys())
    .filter((at) => at > 0 && isAt(places, at, point) && !isAt(places, at - 1, point))
    .map((at) => stepTo(places, at))
    .filter(Number.isFinite);

/** Of the steps that neither come to the point nor leave it. */
function longStep(places: Places, point: Point): number {
  const isElsewhere = (at: number) => !isAt(places, at, point) && !isAt(places, at - 1, point);
  const steps = places.x.map((_, at) => (at > 0 && isElsewhere(at) ? stepTo(places, at) : Number.NaN));
  const moved = steps.filter(Number.isFinite);
  return moved.length === 0 ? Infinity : quantile(moved, NEARLY_ALL);
}
