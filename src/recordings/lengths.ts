/** In which unit are the positions? Everything is analysed in centimetres; where the unit is not given it is inferred, and said. */
import { InputError } from "../math/errors.js";
import { extent } from "../math/statistics.js";
import type { WantedLengths } from "./wanted.js";

export interface Lengths {
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
  stated = "",
): Lengths {
  if (unit === "px") return { cmPerUnit: cmPerPixel ?? Number.NaN };
  if (unit !== undefined) return { cmPerUnit: CM_PER_UNIT[unit] };
  const said = cmStated(stated.trim());
  if (said !== undefined)
    return { cmPerUnit: said, inferred: `positions are in ${stated}, as the file says (otherwise --units)` };
  const width = widest(positions);
  if (width === 0) return { cmPerUnit: 1 }; // the session says that the animal never moves
  const text = `${Number(width.toPrecision(3))}`;
  if (width >= 0.15 && width <= 10) {
    return { cmPerUnit: 100, inferred: `positions span ${text}: taken as metres; else give --units` };
  }
  if (width >= 20 && width <= 400) {
    return { cmPerUnit: 1, inferred: `positions span ${text}: taken as centimetres; else give --units` };
  }
  throw new InputError(
    `positions span ${text}, which may be m, cm, mm or pixels: say which with --units m, --units cm, --units mm or ` +
      "--cm-per-pixel SIZE",
  );
}

const STATED: readonly (readonly [RegExp, number])[] = [
  [/^(m|met(er|re)s?)$/i, 100],
  [/^(dm|decimet(er|re)s?)$/i, 10],
  [/^(cm|centimet(er|re)s?)$/i, 1],
  [/^(mm|millimet(er|re)s?)$/i, 0.1],
  [/^(um|µm|μm|microns?|micromet(er|re)s?)$/i, 1e-4],
  [/^(in|inch(es)?)$/i, 2.54],
  [/^(ft|foot|feet)$/i, 30.48],
];
/** What programs write where no unit was given. */
const SAYS_NOTHING = /^(|unknown|none|n\/?a|a\.?u\.?|arbitrary( units?)?|unitless|not (specified|available)|-)$/i;

/** cm in the unit that the file states. Throws InputError for one that is no length, e.g. pixels. */
function cmStated(text: string): number | undefined {
  const found = STATED.find(([unit]) => unit.test(text))?.[1];
  if (found !== undefined || SAYS_NOTHING.test(text)) return found;
  throw new InputError(
    `positions are in "${text}", as the file says: give the centimetres in one with --cm-per-pixel SIZE, or their unit with --units m, ` +
      "--units cm or --units mm",
  );
}

function widest(positions: readonly Float64Array[]): number {
  const widths = positions.map((values) => {
    const [low, high] = extent(values.filter(Number.isFinite));
    return high - low;
  });
  return Math.max(...widths);
}
