/** In which unit are the positions? Everything is analysed in centimetres; where the unit is not given it is inferred, and said. */
import { InputError } from "../../math/errors.js";
import { extent } from "../../math/statistics.js";
import type { LengthUnit, WantedLengths } from "./wanted.js";

export interface Lengths {
  readonly unit: LengthUnit;
  readonly cmPerUnit: number;
  /** What was inferred, for the narration; undefined where the user said it. */
  readonly inferred?: string;
}

const CM_PER_UNIT: Readonly<Record<"m" | "cm" | "mm", number>> = { m: 100, cm: 1, mm: 0.1 };

/**
 * Arenas are between 20 cm and 10 m wide: an extent of up to 10 must be metres, one from 20 to 400 centimetres; between and beyond
 * it could be either, or pixels, and the user is asked (InputError).
 */
export function lengthsOf(
  { unit, cmPerPixel }: WantedLengths,
  positions: readonly Float64Array[],
  stated?: string,
): Lengths {
  if (unit === "px") return { unit, cmPerUnit: cmPerPixel ?? Number.NaN };
  if (unit !== undefined) return { unit, cmPerUnit: CM_PER_UNIT[unit] };
  const said = statedUnit(stated);
  if (said) return { unit: said, cmPerUnit: CM_PER_UNIT[said], inferred: `positions are in ${said}, as the file says` };
  const width = widest(positions);
  if (width === 0) return { unit: "cm", cmPerUnit: 1 }; // the session says that the animal never moves
  const text = `${Number(width.toPrecision(3))}`;
  if (width >= 0.15 && width <= 10) {
    return { unit: "m", cmPerUnit: 100, inferred: `positions span ${text}: taken as metres; else give --units` };
  }
  if (width >= 20 && width <= 400) {
    return { unit: "cm", cmPerUnit: 1, inferred: `positions span ${text}: taken as centimetres; else give --units` };
  }
  throw new InputError(
    `positions span ${text}, which may be m, cm, mm or pixels: say which with --units m, --units cm, --units mm or ` +
      "--cm-per-pixel SIZE",
  );
}

const STATED: ReadonlyMap<string, "m" | "cm" | "mm"> = new Map([
  ["m", "m"],
  ["meters", "m"],
  ["metres", "m"],
  ["meter", "m"],
  ["cm", "cm"],
  ["centimeters", "cm"],
  ["mm", "mm"],
]);

const statedUnit = (text = ""): "m" | "cm" | "mm" | undefined => STATED.get(text.toLowerCase());

function widest(positions: readonly Float64Array[]): number {
  const widths = positions.map((values) => {
    const [low, high] = extent(values.filter(Number.isFinite));
    return high - low;
  });
  return Math.max(...widths);
}
