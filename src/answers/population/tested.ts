/** A test with all that its tables and words are made of. */
import type { LeaveOut, PopulationTest } from "../../efficiency/index.js";
import type { Representation } from "../../protocols.js";

/** What was found, and in what. */
export interface Tested {
  readonly file: string;
  readonly seed: number;
  readonly recording: {
    readonly representation: Representation;
    /** Names of the units that never change; they are not in the representation. */
    readonly constantUnits: readonly string[];
    /** Number in the file of each unit of the representation. */
    readonly unitNumbers: readonly number[];
  };
  readonly test: PopulationTest;
  readonly without: readonly LeaveOut[];
  readonly notes: readonly string[];
  /** Of purecell. */
  readonly version: string;
}

/** As it is called in the file. */
export const unitNameOf = ({ recording }: Pick<Tested, "recording">, unit: number): string =>
  recording.representation.unitNames?.[unit] ?? String(unit);
