/** Rooms for agents: a box, a disc, any polygon with holes (walls and obstacles), or a box whose opposite sides are joined. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Where a straight step meets a wall. */
export interface Hit {
  /** Share of the step before the wall, from 0 to 1. */
  readonly share: number;
  /** Unit vector away from the wall, into the room. */
  readonly normal: Point;
}

export interface Room {
  readonly bounds: Rectangle;
  /** In the square of the unit of length. */
  readonly area: number;
  contains(place: Point): boolean;
  /** The first wall that the step from a place within the room meets; undefined where the way is free. */
  hit(from: Point, step: Point): Hit | undefined;
  /** Distance to the nearest wall; Infinity where there are none. */
  wallDistance(place: Point): number;
  /** A place as the room counts it: joined sides lead back to the other side. */
  wrap(place: Point): Point;
}

/** A rectangle with walls, its lower left corner at the origin. */
export function boxRoom(width: number, height = width): Room {
  requirePositive("a box", width, height);
  return polygonRoom([
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ]);
}

/** A rectangle without walls: who leaves on one side comes back on the other. */
export function periodicRoom(width: number, height = width): Room {
  requirePositive("a periodic room", width, height);
  const bounds = { left: 0, right: width, bottom: 0, top: height };
  return {
    bounds,
    area: width * height,
    contains: (place) => within(bounds, place),
    hit: () => undefined,
    wallDistance: () => Number.POSITIVE_INFINITY,
    wrap: ({ x, y }) => ({ x: x - width * Math.floor(x / width), y: y - height * Math.floor(y / height) }),
  };
}

/** A disc whose centre is at (radius, radius), so that it fills its bounds from the origin. */
export function discRoom(radius: number): Room {
  requirePositive("a disc", radius, radius);
  const away = ({ x, y }: Point) => Math.hypot(x - radius, y - radius);
  return {
    bounds: { left: 0, right: 2 * radius, bottom: 0, top: 2 * radius },
    area: Math.PI * radius * radius,
    contains: (place) => away(place) <= radius,
    hit(from, step) {
      const share = leavesCircle({ x: from.x - radius, y: from.y - radius }, step, radius);
      if (!(share <= 1)) return undefined;
      const [x, y] = [from.x + share * step.x - radius, from.y + share * step.y - radius];
      const length = Math.hypot(x, y);
      return { share, normal: { x: -x / length, y: -y / length } };
    },
    wallDistance: (place) => Math.max(0, radius - away(place)),
    wrap: (place) => place,
  };
}

/** Share of a step after which a place within a circle around the origin reaches it; NaN for no step at all. */
function leavesCircle(from: Point, step: Point, radius: number): number {
  const a = step.x ** 2 + step.y ** 2;
  const b = from.x * step.x + from.y * step.y;
  const c = from.x ** 2 + from.y ** 2 - radius ** 2;
  return Math.max(0, (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a);
}

/**
 * The inside of a polygon less its holes; vertices in either order, each wall once. Throws RangeError for fewer than three vertices
 * and for holes that are not within.
 */
export function polygonRoom(outline: readonly Point[], holes: readonly (readonly Point[])[] = []): Room {
  for (const vertices of [outline, ...holes]) requireVertices(vertices);
  const walls = [outline, ...holes].flatMap(sidesOf);
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  const bounds = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  };
  if (holes.flat().some((vertex) => !within(bounds, vertex))) {
    throw new RangeError("a hole lies within the outline of its room");
  }
  const wallDistance = (place: Point) => Math.min(...walls.map((wall) => distanceTo(wall, place)));
  const areas = holes.reduce((sum, hole) => sum + polygonArea(hole), 0);
  return {
    bounds,
    area: polygonArea(outline) - areas,
    contains: (place) => crossings(walls, place) % 2 === 1 || wallDistance(place) <= ON_THE_WALL,
    hit: (from, step) => firstHit(walls, from, step),
    wallDistance,
    wrap: (place) => place,
  };
}

/** A wall belongs to the room; closer than this is on it. */
const ON_THE_WALL = 1e-12;

interface Wall {
  readonly from: Point;
  readonly to: Point;
}

const sidesOf = (vertices: readonly Point[]): Wall[] =>
  vertices.map((from, i) => ({ from, to: vertices[(i + 1) % vertices.length] }));

/** How many walls a ray to the right of a place crosses (odd: inside). */
const crossings = (walls: readonly Wall[], { x, y }: Point): number =>
  walls.filter(({ from, to }) => {
    if (from.y > y === to.y > y) return false;
    return x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
  }).length;

function firstHit(walls: readonly Wall[], from: Point, step: Point): Hit | undefined {
  let first: Hit | undefined;
  for (const wall of walls) {
    const share = meets(wall, from, step);
    if (share <= (first?.share ?? 1)) first = { share, normal: normalOf(wall, step) };
  }
  return first;
}

/** Share of the step at which it crosses the wall; NaN where it does not. */
function meets(wall: Wall, from: Point, step: Point): number {
  const along = { x: wall.to.x - wall.from.x, y: wall.to.y - wall.from.y };
  const across = step.x * along.y - step.y * along.x;
  const start = { x: wall.from.x - from.x, y: wall.from.y - from.y };
  const share = (start.x * along.y - start.y * along.x) / across;
  const place = (start.x * step.y - start.y * step.x) / across;
  return share >= 0 && share <= 1 && place >= 0 && place <= 1 ? share : Number.NaN;
}

/** The normal of a wall that points against a step: the side from which it came. */
function normalOf({ from, to }: Wall, step: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const normal = { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
  return normal.x * step.x + normal.y * step.y > 0 ? { x: -normal.x, y: -normal.y } : normal;
}

function distanceTo({ from, to }: Wall, place: Point): number {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const share = ((place.x - from.x) * along.x + (place.y - from.y) * along.y) / (along.x * along.x + along.y * along.y);
  const near = Math.max(0, Math.min(1, share));
  return Math.hypot(place.x - from.x - near * along.x, place.y - from.y - near * along.y);
}

/** The shoelace formula. */
const polygonArea = (vertices: readonly Point[]): number =>
  Math.abs(sidesOf(vertices).reduce((sum, { from, to }) => sum + from.x * to.y - to.x * from.y, 0)) / 2;

const within = ({ left, right, bottom, top }: Rectangle, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;

function requirePositive(what: string, width: number, height: number): void {
  if (width > 0 && height > 0 && Number.isFinite(width * height)) return;
  throw new RangeError(`${what} has positive sides, not ${width} x ${height}`);
}

function requireVertices(vertices: readonly Point[]): void {
  if (vertices.length < 3 || !(polygonArea(vertices) > 0)) {
    throw new RangeError(`a polygon has at least three corners and an area; got ${vertices.length} corners`);
  }
}
