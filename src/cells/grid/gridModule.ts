/**
 * A module of grid cells: cells that share spacing and orientation (Stensola et al., Nature 492, 2012). Found as the largest set in
 * which any two cells agree: their spacings within a ratio, their orientations within an angle (modulo 60 degrees).
 *
 * Rivals: Stensola et al. cluster by k-means in several measures, which always finds as many modules as are asked for.
 */
import type { GridGeometry } from "./gridGeometry.js";

export interface ModuleOptions {
  /** Largest spacing over smallest. */
  readonly spacingRatio: number;
  /** Degrees between the two extreme orientations. */
  readonly orientationRange: number;
  readonly largestEllipticity: number;
  readonly significance: number;
}

/** One module: spacings within 10 %, orientations within 5 degrees, fields hardly elliptic. */
export const moduleDefaults: ModuleOptions = {
  spacingRatio: 1.1,
  orientationRange: 5,
  largestEllipticity: 1.2,
  significance: 0.05,
};

export interface ModuleCandidate extends Pick<GridGeometry, "spacing" | "orientation" | "ellipticity"> {
  /** Against the cell's own field shuffles; NaN where it could not be tested. */
  readonly p: number;
}

/** Numbers of the cells of the largest module, ascending; of equally large ones that of smallest spacing. */
export function largestModule(cells: readonly ModuleCandidate[], options: Partial<ModuleOptions> = {}): number[] {
  const { spacingRatio, orientationRange, largestEllipticity, significance } = { ...moduleDefaults, ...options };
  const fit = [...cells.keys()].filter(
    (cell) => cells[cell].p < significance && cells[cell].ellipticity <= largestEllipticity,
  );
  const bySpacing = fit.sort((a, b) => cells[a].spacing - cells[b].spacing);
  let best: number[] = [];
  for (const first of bySpacing) {
    const close = bySpacing.filter((cell) => within(cells[cell].spacing / cells[first].spacing, 1, spacingRatio));
    for (const start of close) {
      const agree = close.filter((cell) => turnFrom(cells[start], cells[cell]) <= orientationRange + ROUNDING);
      if (agree.length > best.length) best = agree;
    }
  }
  return best.sort((a, b) => a - b);
}

const ROUNDING = 1e-9;

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high + ROUNDING;

/** Degrees counter-clockwise from one orientation to another, within [0, 60). */
const turnFrom = (from: ModuleCandidate, to: ModuleCandidate): number =>
  (((to.orientation - from.orientation) % 60) + 60) % 60;
