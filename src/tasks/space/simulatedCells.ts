/**
 * Firing rates of idealised spatial cells: ground truth for the analysis, and for teaching. Each is a formula of where the animal is,
 * where it faces and where an object stands; rates in Hz, lengths in any one unit, angles in radians.
 */
import { fold, type Key, uniform } from "../../math/random.js";
import type { Point, Rectangle } from "./rooms.js";

export interface Moment {
  readonly x: number;
  readonly y: number;
  /** Head direction, counter-clockwise from x. */
  readonly direction: number;
  /** Place of the object, where there is one. */
  readonly object?: Point;
  readonly reward?: Point;
}

export type Tuning = (moment: Moment) => number;

export interface Rates {
  readonly peak: number;
  readonly background: number;
}

const between = ({ peak, background }: Rates, share: number): number => background + (peak - background) * share;

/** One Gaussian field (O'Keefe and Dostrovsky 1971); `width` is its standard deviation. */
export const placeCell =
  (centre: Point, width: number, rates: Rates): Tuning =>
  ({ x, y }) =>
    between(rates, Math.exp(-((x - centre.x) ** 2 + (y - centre.y) ** 2) / (2 * width * width)));

export interface Lattice {
  /** Distance between neighbouring fields. */
  readonly spacing: number;
  /** Direction of one axis. */
  readonly orientation: number;
  /** Place of one field. */
  readonly phase: Point;
}

/**
 * Hexagonal lattice: three plane waves 60 degrees apart, (2/3) (1/3 sum cos + 1/2) from 0 to 1 (Solstad, Moser and Einevoll 2006),
 * of wave number 4 pi / (sqrt(3) spacing), so that `spacing` is from peak to peak; sharpened by `exponent`.
 */
export const gridCell =
  ({ spacing, orientation, phase }: Lattice, rates: Rates, exponent = 2): Tuning =>
  ({ x, y }) => {
    const k = (4 * Math.PI) / (Math.sqrt(3) * spacing);
    const waves = [1, 3, 5].reduce((sum, twelfth) => {
      const angle = orientation + (twelfth * Math.PI) / 6;
      return sum + Math.cos(k * (Math.cos(angle) * (x - phase.x) + Math.sin(angle) * (y - phase.y)));
    }, 0);
    return between(rates, ((2 / 3) * (waves / 3 + 1 / 2)) ** exponent);
  };

/** Lattices of one module: spacing and orientation in common, phases uniform over the lattice (Hafting et al. 2005). */
export function moduleLattices(count: number, spacing: number, orientation: number, key: Key): Lattice[] {
  return Array.from({ length: count }, (_, cell) => {
    const [a, b] = uniform(fold(key, cell), 2);
    const axis = (turn: number): Point => ({ x: spacing * Math.cos(turn), y: spacing * Math.sin(turn) });
    const [first, second] = [axis(orientation), axis(orientation + Math.PI / 3)];
    return { spacing, orientation, phase: { x: a * first.x + b * second.x, y: a * first.y + b * second.y } };
  });
}

export type Wall = "west" | "east" | "south" | "north";

/** Fires along one wall, falling off as a Gaussian of the distance from it (Solstad et al. 2008). */
export const borderCell =
  (room: Rectangle, wall: Wall, width: number, rates: Rates): Tuning =>
  ({ x, y }) => {
    const away = { west: x - room.left, east: room.right - x, south: y - room.bottom, north: room.top - y }[wall];
    return between(rates, Math.exp((-away * away) / (2 * width * width)));
  };

/** Von Mises tuning to head direction (Taube et al. 1990). */
export const headDirectionCell =
  (preferred: number, concentration: number, rates: Rates): Tuning =>
  ({ direction }) =>
    between(rates, Math.exp(concentration * (Math.cos(direction - preferred) - 1)));

/** A Gaussian field at a fixed vector from the object (Hoydal et al. 2019); silent but for the background without one. */
export const objectVectorCell =
  (distance: number, bearing: number, width: number, rates: Rates): Tuning =>
  ({ x, y, object }) => {
    if (!object) return rates.background;
    const dx = x - object.x - distance * Math.cos(bearing);
    const dy = y - object.y - distance * Math.sin(bearing);
    return between(rates, Math.exp(-(dx * dx + dy * dy) / (2 * width * width)));
  };

/** A cell that needs both: shares of the peaks multiply (Sargolini et al. 2006). */
export const conjunctiveCell =
  (first: Tuning, second: Tuning, rates: Rates): Tuning =>
  (moment) =>
    between(rates, first(moment) * second(moment));
