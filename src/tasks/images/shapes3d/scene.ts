/**
 * The scene of 3D Shapes (Burgess & Kim 2018) by ray casting: a solid in the middle of a room under an open sky. Measures were
 * fitted to published panels, in half-widths of the room: the camera circles the solid at distance 1 and height 0.24, looks at its
 * axis 0.3 degrees downwards with 45 degrees from top to bottom; walls are 0.62 high. One light from the upper left front with
 * ambient light (Lambert), and its hard shadow.
 *
 * Colours only multiply: a pixel is a sum of the light of four parts, each of one colour, so the light of a geometry serves all its
 * colours. Flat parts are evenly lit, so few of its pixels differ.
 */
import { dot, pointAt, type Ray, type Solid, type Vector } from "./solids.js";

/** Pixels along a side. */
export const SIDE = 64;

/** In the order of the columns of `Scene.lights`. */
export const PARTS = ["floor", "wall", "object", "sky"] as const;
type Part = (typeof PARTS)[number];

/** A picture of squares of pixels, each of one kind. */
export interface Scene {
  /** [kinds x pixels of a square x parts]: how bright in the colour of each part; 1 where it fills the pixel in full light. */
  readonly lights: Float32Array;
  /** [squares] */
  readonly kinds: Uint16Array;
}

const CAMERA = { distance: 1, height: 0.24, pitch: (0.3 * Math.PI) / 180, focus: 0.5 / Math.tan(Math.PI / 8) };
const WALL_HEIGHT = 0.62;
const AMBIENT = 0.5;
/** Less of it reaches the solid, so that it stands out from a wall of its own hue. */
const OBJECT_AMBIENT = 0.3;
/** Of the floor in full light: darker than the far wall, so that there is a horizon between equal hues. */
const FLOOR_LIGHT = 0.9;
/** From each axis of a pixel so many rays, evenly spaced. */
const RAYS = 2;

/** Towards the light, of length 1. Its strength makes the far wall, in its own colour, exactly as bright as its colour. */
const LIGHT = unit([-0.35, 1, -0.63]);
const STRENGTH = (1 - AMBIENT) / -LIGHT[2];

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** A solid seen from `degrees` to the right of the front, in squares of `block` x `block` pixels. */
export function castScene(solid: Solid, degrees: number, block = 1): Scene {
  const lights = new Float32Array(SIDE * SIDE * PARTS.length);
  const angle = (degrees * Math.PI) / 180;
  for (let sample = 0; sample < (SIDE * RAYS) ** 2; sample++) {
    const [column, row] = [sample % (SIDE * RAYS), Math.floor(sample / (SIDE * RAYS))];
    const { part, light } = look(solid, cameraRay((column + 0.5) / RAYS, (row + 0.5) / RAYS, angle));
    const pixel = placeInSquares(Math.floor(column / RAYS), Math.floor(row / RAYS), block);
    lights[pixel * PARTS.length + PARTS.indexOf(part)] += light / RAYS ** 2;
  }
  return distinct(lights, block * block * PARTS.length);
}

/** Of a pixel, where squares follow one another by rows, and so do the pixels of a square. */
function placeInSquares(column: number, row: number, block: number): number {
  const square = Math.floor(row / block) * (SIDE / block) + Math.floor(column / block);
  return (square * block + (row % block)) * block + (column % block);
}

/** Equal squares, `length` numbers each, become one kind. */
function distinct(lights: Float32Array, length: number): Scene {
  const known = new Map<string, number>();
  const rows: number[] = [];
  const kinds = new Uint16Array(lights.length / length);
  for (const square of kinds.keys()) {
    const row = lights.subarray(square * length, (square + 1) * length);
    const name = row.join();
    if (!known.has(name)) rows.push(...row);
    kinds[square] = known.get(name) ?? known.size;
    known.set(name, kinds[square]);
  }
  return { lights: Float32Array.from(rows), kinds };
}

/** Through a point of the picture, in pixels from its upper left corner. */
function cameraRay(column: number, row: number, angle: number): Ray {
  const right = column / SIDE - 0.5;
  const up = 0.5 - row / SIDE;
  const [sinPitch, cosPitch] = [Math.sin(CAMERA.pitch), Math.cos(CAMERA.pitch)];
  const [rise, ahead] = [up * cosPitch - CAMERA.focus * sinPitch, up * sinPitch + CAMERA.focus * cosPitch];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return {
    from: [CAMERA.distance * sine, CAMERA.height, -CAMERA.distance * cosine],
    along: [right * cosine - ahead * sine, rise, right * sine + ahead * cosine],
  };
}

interface Seen {
  readonly part: Part;
  /** 0 to 1 */
  readonly light: number;
}

function look(solid: Solid, ray: Ray): Seen {
  const hit = solid(ray);
  if (hit) return { part: "object", light: lit(hit.normal, OBJECT_AMBIENT) };
  const down = ray.from[1] / -ray.along[1];
  const { distance, normal } = wallAhead(ray);
  if (down > 0 && down < distance) return { part: "floor", light: floorLight(solid, pointAt(ray, down)) };
  return pointAt(ray, distance)[1] <= WALL_HEIGHT ? { part: "wall", light: lit(normal) } : { part: "sky", light: 1 };
}

const lit = (normal: Vector, ambient = AMBIENT): number =>
  Math.min(1, ambient + STRENGTH * Math.max(0, dot(normal, LIGHT)));

const floorLight = (solid: Solid, from: Vector): number =>
  solid({ from, along: LIGHT }) ? FLOOR_LIGHT * AMBIENT : FLOOR_LIGHT;

const WALLS: readonly { readonly axis: 0 | 2; readonly normal: Vector }[] = [
  { axis: 2, normal: [0, 0, -1] },
  { axis: 0, normal: [1, 0, 0] },
  { axis: 0, normal: [-1, 0, 0] },
];

/** The nearest of the far, the left and the right wall, which stand at distance 1 from the middle; the front is open. */
function wallAhead({ from, along }: Ray): { distance: number; normal: Vector } {
  return WALLS.map(({ axis, normal }) => ({ normal, distance: (-normal[axis] - from[axis]) / along[axis] }))
    .filter(({ distance }) => distance > 0)
    .reduce((best, wall) => (wall.distance < best.distance ? wall : best), { distance: Infinity, normal: LIGHT });
}
