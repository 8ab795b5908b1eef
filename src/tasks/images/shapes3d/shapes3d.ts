/**
 * 3D Shapes (Burgess & Kim 2018) re-rendered: 480,000 colour pictures, 64 x 64, of a solid in a room, in the published order of
 * factors and with the published look. The published renderer is not known: these are re-rendered, and differ in every pixel by
 * a little. Values are whole multiples of 1 / 255.
 */
import type { FactorGrid, ImageTask } from "../../../protocols.js";
import { factorGrid, levelsOf } from "../factorGrid.js";
import { evenly } from "../levels.js";
import { castScene, type Layers, SIDE } from "./scene.js";
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

/** 3D Shapes at its own size. The 480 geometries are cast when first needed and kept (31 MB when all are). */
export const shapes3d: ImageTask = {
  name: "re-rendered 3D Shapes",
  origin: "re-rendered",
  height: SIDE,
  width: SIDE,
  channels: 3,
  grid: shapes3dGrid,
  render(index, into, at = 0) {
    const [floor, wall, object, scale, shape, orientation] = levelsOf(shapes3dGrid, index);
    const colours = { floor: COLOURS[floor], wall: COLOURS[wall], object: COLOURS[object], sky: SKY };
    paint(layersOf(scale, shape, orientation), colours, into, at);
  },
};

const known = new Map<string, Layers>();

function layersOf(scale: number, shape: number, orientation: number): Layers {
  const name = `${scale},${shape},${orientation}`;
  const found = known.get(name);
  if (found) return found;
  const [scales, , angles] = shapes3dGrid.factors.slice(3);
  const cast = castScene(SOLIDS[shape](scales.values[scale]), angles.values[orientation]);
  known.set(name, cast);
  return cast;
}

/** Whole multiples of 1 / 255: looked up, since every value of every picture is one. */
const SHADES = Float32Array.from({ length: 256 }, (_, level) => level / 255);

type Colours = Readonly<Record<keyof Layers, readonly number[]>>;

function paint({ floor, wall, object, sky }: Layers, colours: Colours, into: Float32Array, at: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const [f, w, o, s] = [colours.floor, colours.wall, colours.object, colours.sky].map((colour) => colour[channel]);
    for (let pixel = 0; pixel < floor.length; pixel++) {
      const value = f * floor[pixel] + w * wall[pixel] + o * object[pixel] + s * sky[pixel];
      into[at + 3 * pixel + channel] = SHADES[(value + 0.5) | 0];
    }
  }
}
