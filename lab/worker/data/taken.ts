/** What is taken of the open file: a recording whose rows are conditions, or neurons recorded apart made into one. */
import { type Choice, choiceLine } from "../../../src/io/index.js";
import { InputError } from "../../../src/math/errors.js";
import { given } from "../../../src/math/given.js";
import type { Representation } from "../../../src/protocols.js";
import { openPopulation } from "../../../src/recordings/population.js";
import { inTrials } from "../../../src/recordings/together.js";
import {
  adviceOnTime,
  checkSupport,
  describeTime,
  type FactorOptions,
  leavesRoom,
  lookAtTime,
  openRecording,
  type StoredRecording,
  unitName,
  varyingPart,
} from "../../../src/representation/index.js";
import { current } from "./opened.js";
import type { RecordingQuestion } from "./protocol.js";
import { ofRowsIn, rowOptionsIn, separateIn } from "./reading.js";

/** Before its activity is read. */
export interface Found extends Omit<StoredRecording, "choices" | "parts" | "labels"> {
  /** Lines that name flags. */
  readonly notes: readonly string[];
  readonly isApart: boolean;
}

/** Throws as `openRecording` does. Of the kinds, those of its factors count. */
export async function foundIn(question: RecordingQuestion): Promise<Found> {
  const { kinds } = question;
  if (Object.keys(kinds).length === 0) return foundWith(question, { kinds: {}, periods: {} });
  const { factors } = await foundWith(question, { kinds: {}, periods: {} });
  const own = factors.flatMap(({ name }) => (Object.hasOwn(kinds, name) ? [[name, kinds[name]] as const] : []));
  return foundWith(question, {
    kinds: Object.fromEntries(own.map(([name, { kind }]) => [name, kind])),
    periods: Object.fromEntries(own.flatMap(([name, { period }]) => (period === undefined ? [] : [[name, period]]))),
  });
}

async function foundWith(
  { activity, factors, texts, seed }: RecordingQuestion,
  reading: FactorOptions,
): Promise<Found> {
  const asked = { separate: separateIn(texts), ...(activity.length > 0 && { activity }) };
  const { file, wanted } = await inTrials(current().file, asked);
  const named = { ...given({ activity: wanted.activity }), ...(factors.length > 0 && { factors }) };
  const said = { activity: named.activity, factors: named.factors, ofRows: ofRowsIn(texts), reading, seed };
  const apart = await openPopulation(file, wanted.separate, said);
  if (apart) {
    const { representation, notes } = apart;
    return { ...representation, notes, isApart: true, read: async () => representation };
  }
  const stored = await openRecording(file, { ...reading, ...named, ...(await rowOptionsIn(texts)) });
  return { ...stored, notes: stored.choices.map((choice: Choice) => choiceLine(choice)), isApart: false };
}

export interface Taken {
  readonly representation: Representation;
  readonly unitNumbers: readonly number[];
  readonly constantUnits: readonly string[];
  readonly notes: readonly string[];
  readonly isApart: boolean;
}

/** Without the units that never change; every unit keeps its name, or its number in the file. */
export async function takenIn(question: RecordingQuestion): Promise<Taken> {
  const found = await foundIn(question);
  for (const factor of found.factors) checkSupport(factor, found.conditions);
  const names = Array.from({ length: found.units }, (_, unit) => unitName(unit, found.unitNames));
  const whole = await found.read();
  const varying = varyingPart({ ...whole, unitNames: names }, current().file.name);
  const kept = new Set(varying.unitNumbers);
  return {
    ...varying,
    constantUnits: names.filter((_, unit) => !kept.has(unit)),
    notes: found.notes,
    isApart: found.isApart,
  };
}

export interface Timing {
  /** Rows that stay together, and the smallest shift; 1 where rows are independent. */
  readonly block: number;
  readonly isTimed: boolean;
  readonly notes: readonly string[];
}

/** Throws InputError for a time series too short for blocks of the length that it needs. */
export function timingOf({ representation, isApart }: Taken, { texts }: RecordingQuestion): Timing {
  const still = { block: 1, isTimed: false };
  if (isApart) return { ...still, notes: [] };
  const look = lookAtTime(representation);
  if (texts.timeSeries !== "yes") return { ...still, notes: look.looksTimed ? [adviceOnTime(look)] : [] };
  if (leavesRoom(look, representation.conditions))
    return { block: look.suggested, isTimed: true, notes: [describeTime(look)] };
  throw new InputError(`${describeTime(look)}: too short a recording for blocks of that length`);
}
