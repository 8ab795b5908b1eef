/**
 * Energies that know what they are energies of. A network and a certified floor reach the page by different ways and at different
 * times; `heightOf` alone compares them, and only where both belong to the same settings.
 */
import type { Values } from "./values.js";

/** What an energy belongs to, as one text: equal texts, equal problems. */
export const problemOfSettings = (settings: Values): string => JSON.stringify(settings);

export interface Energy {
  /** By `problemOfSettings`. */
  readonly of: string;
  readonly total: number;
}

/** The least energy that any code can have, proven to within `gap`, a part of it; or the least that is known. */
export interface Floor extends Energy {
  readonly gap: number;
  readonly certified: boolean;
}

/** Where an energy stands. `share`: how far from the floor, as a part of the floor; above 0. */
export type Height =
  | { readonly place: "at"; readonly share: 0 }
  | { readonly place: "above" | "below"; readonly share: number };

/** Both energies are sums in double precision over a few thousand points. */
const ROUNDING = 1e-9;

/** Undefined where the floor is that of other settings. "at": as near as the proof and the arithmetic can tell. */
export function heightOf(energy: Energy, floor: Floor): Height | undefined {
  if (energy.of !== floor.of) return undefined;
  const share = energy.total / floor.total - 1;
  if (Math.abs(share) <= floor.gap + ROUNDING) return { place: "at", share: 0 };
  return { place: share > 0 ? "above" : "below", share: Math.abs(share) };
}

/** In words. Nothing can be below a proven floor, so that is said as the error that it is. */
export function heightText(height: Height, { certified }: Floor): string {
  const percent = `${Number((100 * height.share).toPrecision(2))} %`;
  if (height.place === "at") return certified ? "at the floor" : "at the best known";
  if (height.place === "above") return `+${percent}`;
  return certified ? `−${percent}: below a proven floor, so one of the two is wrong` : `−${percent}: better than known`;
}
