/** Grids of data sets that are read from files only, in the order in which their images are numbered. */
import type { FactorGrid, GridFactor } from "../../protocols.js";
import { factorGrid } from "./factorGrid.js";
import { evenly } from "./levels.js";

const named = (name: string, ...levels: readonly string[]): GridFactor => ({
  name,
  kind: "categorical",
  values: levels.map((_, level) => level),
  levels,
});

/** Categories whose names are not published with the numbers. */
const numbered = (name: string, size: number): GridFactor =>
  named(name, ...Array.from({ length: size }, (_, level) => `${name} ${level}`));

/** Evenly spaced over a range called 0 to 1. */
const even = (name: string, size: number): GridFactor => ({ name, kind: "continuous", values: evenly(0, 1, size) });

const robot: readonly GridFactor[] = [
  named("object_size", "small", "large"),
  even("camera_height", 3),
  named("background_color", "purple", "sea green", "salmon"),
  even("horizontal_axis", 40),
  even("vertical_axis", 40),
];

/** MPI3D toy, realistic and real: Gondal et al. 2019. */
export const mpi3dGrid: FactorGrid = factorGrid([
  named("object_color", "white", "green", "red", "blue", "brown", "olive"),
  named("object_shape", "cone", "cube", "cylinder", "hexagonal", "pyramid", "sphere"),
  ...robot,
]);

/** MPI3D with complex shapes. */
export const mpi3dComplexGrid: FactorGrid = factorGrid([
  numbered("object_color", 4),
  numbered("object_shape", 4),
  ...robot,
]);

/** Isaac3D, Nie et al. 2020, in the order of `dataset_demo.py`: the README gives the same strides to other factors. */
export const isaac3dGrid: FactorGrid = factorGrid([
  numbered("object_shape", 3),
  even("robot_x", 8),
  even("robot_y", 5),
  even("camera_height", 4),
  even("object_scale", 4),
  even("lighting_intensity", 4),
  even("lighting_y", 6),
  numbered("object_color", 4),
  numbered("wall_color", 4),
]);

/** Falcor3D, Nie et al. 2020. */
export const falcor3dGrid: FactorGrid = factorGrid([
  even("lighting_intensity", 5),
  even("lighting_x", 6),
  even("lighting_y", 6),
  even("lighting_z", 6),
  even("camera_x", 6),
  even("camera_y", 6),
  even("camera_z", 6),
]);
