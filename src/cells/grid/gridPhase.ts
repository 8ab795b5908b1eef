/**
 * Phases of the grid cells of a module: where within the unit cell of their common lattice each has its fields. Hafting et al., Nature
 * 436 (2005), found them spread without order; whether they cluster is tested against phases that are.
 *
 * The three waves of the lattice are 60 degrees apart with wave number 4 pi / (sqrt(3) spacing); a map's phase in wave k is the
 * argument of sum (r - mean r) exp(-i k x). Two of them make the two coordinates.
 */
import { fold, type Key, uniform } from "../../math/random.js";
import type { RateMap } from "../map/types.js";

export interface CommonLattice {
  /** In the unit of the bins. */
  readonly spacing: number;
  /** Degrees. */
  readonly orientation: number;
}

/** Shares from 0 to 1 along the two axes of the unit cell, at `orientation` and 60 degrees further. */
export type GridPhase = readonly [number, number];

/** Phase of a map in a lattice; the first bin is at the origin. */
export function gridPhase({ rate, columns, binSize }: RateMap, { spacing, orientation }: CommonLattice): GridPhase {
  const known = rate.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const k = (4 * Math.PI) / (Math.sqrt(3) * spacing);
  // the wave whose crests lie along one axis counts the steps along the other
  const share = (degrees: number): number => {
    const [kx, ky] = [k * Math.cos((degrees * Math.PI) / 180), k * Math.sin((degrees * Math.PI) / 180)];
    let [real, imaginary] = [0, 0];
    rate.forEach((value, bin) => {
      if (Number.isNaN(value)) return;
      const angle = kx * binSize * (bin % columns) + ky * binSize * Math.floor(bin / columns);
      real += (value - mean) * Math.cos(angle);
      imaginary += (value - mean) * Math.sin(angle);
    });
    const turns = Math.atan2(imaginary, real) / (2 * Math.PI);
    return turns - Math.floor(turns);
  };
  return [share(orientation - 30), share(orientation + 90)];
}

export interface PhaseTest {
  /** Length of the mean vector of the three waves' phases, from 0 (spread) to 1 (all the same). */
  readonly concentration: number;
  readonly p: number;
}

/** Whether phases cluster, against phases spread evenly over the unit cell. */
export function phaseTest(phases: readonly GridPhase[], draws: number, key: Key): PhaseTest {
  const concentration = concentrationOf(phases);
  const higher = Array.from({ length: draws }, (_, draw) => {
    const u = uniform(fold(key, draw), 2 * phases.length);
    return concentrationOf(phases.map((_, i) => [u[2 * i], u[2 * i + 1]]));
  }).filter((drawn) => drawn >= concentration).length;
  return { concentration, p: (1 + higher) / (1 + draws) };
}

function concentrationOf(phases: readonly GridPhase[]): number {
  const waves = [phases.map(([a]) => a), phases.map(([, b]) => b), phases.map(([a, b]) => a + b)];
  const squares = waves.map((turns) => {
    const mean = (f: (angle: number) => number) =>
      turns.reduce((sum, turn) => sum + f(2 * Math.PI * turn), 0) / turns.length;
    return mean(Math.cos) ** 2 + mean(Math.sin) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 3);
}
