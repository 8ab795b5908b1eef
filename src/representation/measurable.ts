/** What of a recording can be measured: factors with enough conditions a level, units that change. */

import { InputError } from "../math/errors.js";
import { counted } from "../math/words.js";
import type { Factor, Representation } from "../protocols.js";
import { varyingUnits } from "./activeUnits.js";
import { unitName } from "./representation.js";
import { takeUnits } from "./select.js";

export interface VaryingPart {
  /** Its units carry names: one keeps its number where others are left out. */
  readonly representation: Representation;
  /** Number in the whole of each of them. */
  readonly unitNumbers: readonly number[];
}

/** The recording without units that never change. Throws InputError naming `file` where none does. */
export function varyingPart(recording: Representation, file: string): VaryingPart {
  const unitNames = Array.from({ length: recording.units }, (_, unit) => unitName(unit, recording.unitNames));
  const whole = { ...recording, unitNames };
  const unitNumbers = varyingUnits(whole);
  checkAnyVaries(unitNumbers, whole, file);
  return {
    representation: unitNumbers.length === whole.units ? whole : takeUnits(whole, unitNumbers),
    unitNumbers,
  };
}

/** Throws InputError where no unit ever changes. */
export function checkAnyVaries(varying: readonly number[], { units }: { readonly units: number }, file: string): void {
  if (varying.length > 0) return;
  throw new InputError(
    `${file}: none of the ${counted(units, "unit")} ever changes: is this the activity? See "purecell inspect ${file}"`,
  );
}

/** Throws InputError for fewer than two conditions a level, which say nothing about a level. */
export function checkSupport({ name, kind, values, levels: names }: Factor, conditions: number): void {
  const levels = kind === "categorical" ? new Set(values).size : 0;
  if (levels <= 2 || 2 * levels <= conditions) return;
  throw new InputError(
    `factor "${name}" has ${counted(levels, "level")} in ${counted(conditions, "condition")}, fewer than two conditions a level: ` +
      (names?.some((level) => Number.isNaN(Number(level)))
        ? "leave it out"
        : `leave it out, or read it as numbers with --kinds "${name}=continuous"`),
  );
}
