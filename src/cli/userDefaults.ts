/**
 * Flags that a user gives every time, kept in one file (settingsFile.ts): `{"all": {"jobs": 4}, "run": {"engine": "native"}}`. Names of
 * commands, or "all" for every command that has the flag; in each the flags without their dashes. What is typed wins.
 */
import { readFileSync } from "node:fs";
import { InputError, UsageError } from "../math/errors.js";
import { hint, unknownName } from "../math/knownNames.js";
import { commands } from "./commands.js";
import { type Flags, type Typed, takesValue, typedName } from "./flags/flag.js";

export interface UserDefaults {
  readonly typed: Typed;
  /** As they would have been typed. */
  readonly words: readonly string[];
}

const ALL = "all";

/**
 * The user's flags of one command that were not typed. Throws InputError for a file that is no such object, or that `$PURECELL_CONFIG`
 * names and is not there; UsageError for names that no command has.
 */
export async function userDefaults(file: string, command: string, flags: Flags, typed: Typed): Promise<UserDefaults> {
  const sections = objectFrom(file);
  checkNames(sections, file);
  const forAll = entriesOf(sections, ALL, file).filter(([name]) => flagNamed(flags, name) !== undefined);
  const others = entriesOf(sections, ALL, file).filter(([name]) => flagNamed(flags, name) === undefined);
  if (others.length > 0) await checkKnown(others, file);
  const wanted = new Map([...forAll, ...entriesOf(sections, command, file)]);
  const found = [...wanted].map(([name, value]) => defaultOf(name, value, flags, file));
  const open = found.filter(({ key }) => !Object.hasOwn(typed, key));
  return {
    typed: Object.fromEntries(open.map(({ key, value }) => [key, value])),
    words: open.flatMap(({ words }) => words),
  };
}

function objectFrom(file: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(found)) return found;
  } catch (error) {
    throw new InputError(
      `${file} holds your defaults and cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  throw new InputError(`${file} holds your defaults and should be an object, e.g. {"run": {"engine": "native"}}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkNames(sections: Readonly<Record<string, unknown>>, file: string): void {
  const known = [ALL, ...commands.map(({ name }) => name)];
  const wrong = Object.keys(sections).find((name) => !known.includes(name));
  if (wrong !== undefined) throw unknownName(`command in ${file},`, wrong, known);
}

function entriesOf(sections: Readonly<Record<string, unknown>>, name: string, file: string): [string, unknown][] {
  const section = Object.hasOwn(sections, name) ? sections[name] : {};
  if (isObject(section)) return Object.entries(section);
  throw new InputError(`"${name}" in ${file} should be an object of flags, e.g. {"seed": 3}`);
}

/** What no command knows is a typing error. */
async function checkKnown(entries: readonly [string, unknown][], file: string): Promise<void> {
  const flags = await Promise.all(commands.map((command) => command.flags()));
  const known = new Set(flags.flatMap(namesOf));
  const wrong = entries.find(([name]) => !known.has(name));
  if (wrong !== undefined) throw unknownFlag(wrong[0], "no command knows", [...known], file);
}

const namesOf = (flags: Flags): string[] => Object.entries(flags).map(([key, flag]) => typedName(key, flag).slice(2));

const unknownFlag = (name: string, who: string, known: readonly string[], file: string): UsageError =>
  new UsageError(`${file} has a flag "${name}" that ${who}${hint(name, known)}.`);

const flagNamed = (flags: Flags, name: string) =>
  Object.entries(flags).find(([key, flag]) => typedName(key, flag).slice(2) === name);

function defaultOf(name: string, value: unknown, flags: Flags, file: string) {
  const found = flagNamed(flags, name);
  if (found === undefined) throw unknownFlag(name, "this command does not know", namesOf(flags), file);
  const [key, flag] = found;
  if (!takesValue(flag)) return { key, ...switched(name, value, "negated" in flag, file) };
  const texts = (Array.isArray(value) ? value : [value]).map((one) => textOf(one, name, file));
  if (texts.length > 1 && !flag.repeated) return { key, value: texts.join(","), words: [`--${name}`, texts.join(",")] };
  return { key, value: flag.repeated ? texts : texts[0], words: texts.flatMap((text) => [`--${name}`, text]) };
}

function switched(name: string, value: unknown, negated: boolean, file: string) {
  if (typeof value !== "boolean")
    throw new InputError(`"${name}" in ${file} is true or false; got ${JSON.stringify(value)}`);
  return { value: value !== negated, words: value ? [`--${name}`] : [] };
}

function textOf(value: unknown, name: string, file: string): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new InputError(`"${name}" in ${file} is a text, a number or a list of them; got ${JSON.stringify(value)}`);
}
