/** Grid cells of a file by module, and their phases within it. */
import {
  type GridPhase,
  type GridTest,
  gridPhase,
  type ModuleClusters,
  moduleClusters,
  phaseTest,
  type RateMap,
} from "../../cells/index.js";
import { fold, type Key } from "../../math/random.js";

export interface GridMapCell {
  readonly cell: string;
  readonly map: RateMap;
  readonly grid: GridTest;
}

/** One module. Lengths in the unit of the maps' bins, angles in degrees. */
export interface ModuleAnswer {
  readonly cells: readonly string[];
  readonly spacing: number;
  readonly orientation: number;
  /** Of each cell: shares of the unit cell along its axes at `orientation` and 60 degrees further. */
  readonly phases: readonly GridPhase[];
  /** Mean vector length of the phases, 0 spread to 1 all the same, and p against evenly spread phases; NaN for under four cells. */
  readonly phaseConcentration: number;
  readonly phaseP: number;
}

export interface ModulesAnswer {
  readonly modules: readonly ModuleAnswer[];
  /** Of more than one module against one; NaN with fewer than 8 grid cells. */
  readonly p: number;
  /** Bayes' information criterion for 1, 2, ... modules; lower is better. */
  readonly criterion: readonly number[];
}

const PHASE_DRAWS = 999;
const FEWEST_PHASES = 4;

/** Of the cells labelled grid; undefined where none has a spacing. */
export function modulesOf(cells: readonly GridMapCell[], key: Key): ModulesAnswer | undefined {
  const placed = cells.filter(({ grid }) => Number.isFinite(grid.geometry.spacing));
  if (placed.length === 0) return undefined;
  const found = moduleClusters(
    placed.map(({ grid }) => grid.geometry),
    {},
    fold(key, "modules"),
  );
  const modules = Array.from({ length: found.modules }, (_, module) =>
    moduleAnswer(members(placed, found, module), fold(fold(key, "phases"), module)),
  );
  return { modules, p: found.p, criterion: found.criterion };
}

const members = (cells: readonly GridMapCell[], { moduleOf }: ModuleClusters, module: number): GridMapCell[] =>
  cells.filter((_, i) => moduleOf[i] === module);

function moduleAnswer(cells: readonly GridMapCell[], key: Key): ModuleAnswer {
  const spacing = mean(cells.map(({ grid }) => grid.geometry.spacing));
  const orientation = meanOrientation(cells.map(({ grid }) => grid.geometry.orientation));
  const phases = cells.map(({ map }) => gridPhase(map, { spacing, orientation }));
  const enough = phases.length >= FEWEST_PHASES;
  const test = enough ? phaseTest(phases, PHASE_DRAWS, key) : { concentration: Number.NaN, p: Number.NaN };
  return {
    cells: cells.map(({ cell }) => cell),
    spacing,
    orientation,
    phases,
    phaseConcentration: test.concentration,
    phaseP: test.p,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Modulo 60 degrees, within (-30, 30]. */
function meanOrientation(degrees: readonly number[]): number {
  const angles = degrees.map((value) => (value * Math.PI) / 30);
  return (Math.atan2(mean(angles.map(Math.sin)), mean(angles.map(Math.cos))) * 30) / Math.PI;
}

/** In one line for the table. */
export function modulesLine({ modules, p }: ModulesAnswer, unit: string): string {
  const test = Number.isNaN(p) ? "too few grid cells to ask for more" : `p = ${p.toFixed(3)} for more than one`;
  const each = modules.map(
    ({ cells, spacing, orientation }) =>
      `${cells.length} ${cells.length === 1 ? "cell" : "cells"} at ${spacing.toFixed(1)} ${unit}, ${orientation.toFixed(0)} degrees`,
  );
  return `${modules.length} grid ${modules.length === 1 ? "module" : "modules"} (${test}): ${each.join("; ")}`;
}
