/** Where a ray first meets a solid that stands on the floor y = 0 at the origin, y up. Lengths in any one unit. */

export type Vector = readonly [x: number, y: number, z: number];

export interface Ray {
  readonly from: Vector;
  /** Of any length; distances are in multiples of it. */
  readonly along: Vector;
}

export interface Hit {
  readonly distance: number;
  /** Of length 1, outwards. */
  readonly normal: Vector;
}

export type Solid = (ray: Ray) => Hit | undefined;

/** Closer hits are the ray's own beginning. */
const NEAR = 1e-6;

export const dot = ([a, b, c]: Vector, [x, y, z]: Vector): number => a * x + b * y + c * z;

export const pointAt = ({ from, along }: Ray, distance: number): Vector => [
  from[0] + distance * along[0],
  from[1] + distance * along[1],
  from[2] + distance * along[2],
];

const nearest = (hits: readonly (Hit | undefined)[]): Hit | undefined =>
  hits.reduce((best, hit) => (hit && (!best || hit.distance < best.distance) ? hit : best), undefined);

/** The smaller root of a t^2 + 2 b t + c = 0 that lies ahead: a convex body is entered before it is left. */
function entry(a: number, b: number, c: number): number | undefined {
  const discriminant = b * b - a * c;
  if (discriminant < 0 || a === 0) return undefined;
  const distance = (-b - Math.sqrt(discriminant)) / a;
  return distance > NEAR ? distance : undefined;
}

/** A ball of the given radius about (0, height, 0). */
export function ball(radius: number, height: number): Solid {
  return (ray) => {
    const [x, y, z] = ray.from;
    const from: Vector = [x, y - height, z];
    const distance = entry(dot(ray.along, ray.along), dot(from, ray.along), dot(from, from) - radius * radius);
    if (distance === undefined) return undefined;
    const [px, py, pz] = pointAt(ray, distance);
    return { distance, normal: [px / radius, (py - height) / radius, pz / radius] };
  };
}

/** The side of an upright cylinder between two heights, without its ends. */
function tube(radius: number, bottom: number, top: number): Solid {
  return (ray) => {
    const { from, along } = ray;
    const a = along[0] ** 2 + along[2] ** 2;
    const b = from[0] * along[0] + from[2] * along[2];
    const distance = entry(a, b, from[0] ** 2 + from[2] ** 2 - radius * radius);
    if (distance === undefined) return undefined;
    const [x, y, z] = pointAt(ray, distance);
    return y >= bottom && y <= top ? { distance, normal: [x / radius, 0, z / radius] } : undefined;
  };
}

/** An upright cylinder. Nobody looks at it from below. */
export function cylinder(radius: number, height: number): Solid {
  const side = tube(radius, 0, height);
  const lid: Solid = (ray) => {
    const distance = (height - ray.from[1]) / ray.along[1];
    if (!(distance > NEAR)) return undefined;
    const [x, , z] = pointAt(ray, distance);
    return x * x + z * z <= radius * radius ? { distance, normal: [0, 1, 0] } : undefined;
  };
  return (ray) => nearest([side(ray), lid(ray)]);
}

/** An upright cylinder with a half ball at either end; `height` is that of all. */
export function capsule(radius: number, height: number): Solid {
  const parts = [tube(radius, radius, height - radius), ball(radius, radius), ball(radius, height - radius)];
  return (ray) => nearest(parts.map((part) => part(ray)));
}

/** A cube of the given side, its faces along the axes. */
export function cube(side: number): Solid {
  const half = side / 2;
  return ({ from, along }) => {
    let [enter, leave, face] = [NEAR, Infinity, -1];
    for (let axis = 0; axis < 3; axis++) {
      const start = from[axis] - (axis === 1 ? half : 0);
      const [a, b] = [(-half - start) / along[axis], (half - start) / along[axis]];
      if (Math.min(a, b) > enter) [enter, face] = [Math.min(a, b), axis];
      leave = Math.min(leave, Math.max(a, b));
    }
    if (face < 0 || enter > leave) return undefined;
    const sign = -Math.sign(along[face]);
    return { distance: enter, normal: [face === 0 ? sign : 0, face === 1 ? sign : 0, face === 2 ? sign : 0] };
  };
}
