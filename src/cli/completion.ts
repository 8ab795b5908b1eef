/** What can come next on a command line, for the script of a shell (`purecell complete`). */
import type { Command } from "./command.js";
import { commands } from "./commands.js";
import { type Flag, type Flags, takesValue, typedName } from "./flags/flag.js";

export interface Candidate {
  readonly word: string;
  readonly help: string;
}

/** What the word may become; undefined where it is the name of a file, which the shell completes itself. */
export type Candidates = readonly Candidate[] | undefined;

/** What the last of the words may become; it is empty where none has been begun. */
export async function candidatesFor(words: readonly string[]): Promise<Candidates> {
  const [first, ...rest] = words;
  const begun = rest.at(-1) ?? "";
  const command = commands.find(({ name }) => name === first);
  if (rest.length === 0 || command === undefined) return beginningWith(first ?? "", commandNames());
  const flags = await command.flags();
  const asked = valuedFlag(flags, rest.at(-2));
  if (asked !== undefined) return valuesOf(asked, begun);
  if (begun.startsWith("-")) return beginningWith(begun, flagNames(flags));
  return named(command, begun);
}

const commandNames = (): Candidate[] => commands.map(({ name, summary }) => ({ word: name, help: summary }));

const flagNames = (flags: Flags): Candidate[] =>
  Object.entries(flags).map(([name, flag]) => ({ word: typedName(name, flag), help: flag.help }));

/** The flag whose argument the last word is. */
const valuedFlag = (flags: Flags, before: string | undefined) =>
  Object.entries(flags)
    .filter(([name, flag]) => typedName(name, flag) === before && takesValue(flag))
    .map(([, flag]) => flag)
    .at(0);

/** Choices of a flag, or of the part after the last comma of a list of them. */
function valuesOf(flag: Flag, begun: string): Candidates {
  const choices = takesValue(flag) ? choicesOf(flag.value.schema) : [];
  if (choices.length === 0) return undefined;
  const earlier = begun.slice(0, begun.lastIndexOf(",") + 1);
  return beginningWith(
    begun,
    choices.map((choice) => ({ word: `${earlier}${choice}`, help: "" })),
  );
}

/** The words of a JSON Schema that is a choice or a list of choices. */
function choicesOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum.map(String);
  return "items" in schema ? choicesOf(schema.items) : [];
}

async function named({ candidates }: Command, begun: string): Promise<Candidates> {
  const words = (await candidates?.()) ?? [];
  const fitting = beginningWith(
    begun,
    words.map((word) => ({ word, help: "" })),
  );
  return fitting.length > 0 ? fitting : undefined;
}

const beginningWith = (begun: string, all: readonly Candidate[]): Candidate[] =>
  all.filter(({ word }) => word.startsWith(begun));

/** The protocol of Cobra (spf13/cobra, completions): a line each, then what the shell is to do about names of files. */
const FILES_TOO = ":0";
const NO_FILES = ":4";

export const answerLines = (candidates: Candidates): string[] => [
  ...(candidates ?? []).map(({ word, help }) => `${word}\t${help}`),
  candidates === undefined ? FILES_TOO : NO_FILES,
];
