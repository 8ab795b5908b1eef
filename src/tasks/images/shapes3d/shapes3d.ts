/**
 * 3D Shapes (Burgess & Kim 2018) re-rendered: 480,000 colour pictures, 64 x 64, of a solid in a room, in the published order of
 * factors and with the published look. The published renderer is not known: these are re-rendered, and differ in every pixel by
 * a little. Values are whole multiples of 1 / 255.
 */
import type { FactorGrid, ImageTask } from "../../../protocols.js";
import { factorGrid, levelsOf } from "../factorGrid.js";
import { evenly } from "../levels.js";
import { castScene, PARTS, type Scene, SIDE } from "./scene.js";
import { ball, capsule, cube, cylinder, type Solid } from "./solids.js";

const HUES = Array.from({ length: 10 }, (_, level) => level / 10);
const hue = (name: string) => ({ name, kind: "circular", values: HUES, period: 1 }) as const;

/** The factors of the published file, in its order; hues in turns, orientation in degrees. */
export const shapes3dGrid: FactorGrid = factorGrid([
  hue("floor_hue"),
  hue("wall_hue"),
  hue("object_hue"),
  { name: "scale", kind: "continuous", values: evenly(0.75, 1.25, 8) },
  { name: "shape", kind: "categorical", values: [0, 1, 2, 3], levels: ["cube", "cylinder", "sphere", "capsule"] },
  { name: "orientation", kind: "continuous", values: evenly(-30, 30, 15) },
]);

/** By scale, in half-widths of the room. */
const SOLIDS: readonly ((scale: number) => Solid)[] = [
  (scale) => cube(0.29 * scale),
  (scale) => cylinder(0.14 * scale, 0.336 * scale),
  (scale) => ball(0.1585 * scale, 0.1585 * scale),
  (scale) => capsule(0.14 * scale, 0.64 * scale),
];

const SKY = [153, 226, 249] as const;

/** Red, green and blue, 0 to 255, of full saturation and value (Smith 1978). */
const hueColour = (turns: number): readonly number[] =>
  [0, 4, 2].map((shift) => 255 * Math.max(0, Math.min(1, Math.abs(((6 * turns + shift) % 6) - 3) - 1)));

const COLOURS = HUES.map(hueColour);

/** 3D Shapes at its own size, or smaller by area average. */
export const shapes3d: ImageTask = { ...shapesAt(SIDE), smaller: shapesAt };

/** The 480 geometries of every side that was asked for: cast when first needed and kept (8 MB a side when all are). */
const known = new Map<string, Scene>();

function shapesAt(side: number): ImageTask {
  return {
    name: "re-rendered 3D Shapes",
    origin: "re-rendered",
    height: side,
    width: side,
    channels: 3,
    grid: shapes3dGrid,
    render(index, into, at = 0) {
      const [floor, wall, object, ...geometry] = levelsOf(shapes3dGrid, index);
      const name = [side, ...geometry].join();
      const scene = known.get(name) ?? sceneOf(geometry, SIDE / side);
      known.set(name, scene);
      paint(scene, [COLOURS[floor], COLOURS[wall], COLOURS[object], SKY], into, at);
    },
  };
}

function sceneOf([scale, shape, orientation]: readonly number[], block: number): Scene {
  const [scales, , angles] = shapes3dGrid.factors.slice(3);
  return castScene(SOLIDS[shape](scales.values[scale]), angles.values[orientation], block);
}

/** Whole multiples of 1 / 255: looked up, since every value of every picture is one. */
const SHADES = Float32Array.from({ length: 256 }, (_, level) => level / 255);

/** [parts x channels], in the order of PARTS */
type Colours = readonly (readonly number[])[];

function paint({ lights, kinds }: Scene, colours: Colours, into: Float32Array, at: number): void {
  const shades = shadesOf(lights, colours, (SIDE * SIDE) / kinds.length);
  let to = at;
  for (const kind of kinds) {
    into[to++] = shades[3 * kind];
    into[to++] = shades[3 * kind + 1];
    into[to++] = shades[3 * kind + 2];
  }
}

/** [kinds x channels], the mean of the `pixels` of a square. */
function shadesOf(lights: Float32Array, colours: Colours, pixels: number): Float32Array {
  const shades = new Float32Array((3 * lights.length) / (pixels * PARTS.length));
  for (let channel = 0; channel < 3; channel++) {
    const [floor, wall, object, sky] = colours.map((colour) => colour[channel]);
    let from = 0;
    for (let to = channel; to < shades.length; to += 3) {
      let sum = 0;
      for (let pixel = 0; pixel < pixels; pixel++, from += PARTS.length) {
        const value =
          floor * lights[from] + wall * lights[from + 1] + object * lights[from + 2] + sky * lights[from + 3];
        sum += SHADES[(value + 0.5) | 0];
      }
      shades[to] = sum / pixels;
    }
  }
  return shades;
}
