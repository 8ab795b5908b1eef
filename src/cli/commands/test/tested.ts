/** A test with all that its tables and words are made of. */
import type { LeaveOut, PopulationTest } from "../../../efficiency/index.js";
import type { Recording } from "../../recordings/recordingFile.js";

/** What was found, and in what. */
export interface Tested {
  readonly file: string;
  readonly seed: number;
  readonly recording: Recording;
  readonly test: PopulationTest;
  readonly without: readonly LeaveOut[];
  readonly notes: readonly string[];
}

/** As it is called in the file. */
export const unitNameOf = ({ recording }: Pick<Tested, "recording">, unit: number): string =>
  recording.representation.unitNames?.[unit] ?? String(unit);
