/** A flag, declared once as data: what is typed, its help, its JSON Schema and its TypeScript type all follow from it. */
import { UsageError } from "../../math/errors.js";
import type { Reader } from "./readers.js";

export { given } from "../../math/given.js";

interface Described {
  readonly help: string;
  /** The heading in the help under which it stands; flags without one come first. */
  readonly group?: string;
}

/** Given or not. */
export interface Switch extends Described {
  /** Declared as `open`, typed as `--no-open`: true unless it was given. */
  readonly negated?: true;
}

/** Takes an argument. */
export interface Valued<Value> extends Described {
  /** What stands for the argument in the help, e.g. "<n>". */
  readonly argument: string;
  readonly value: Reader<Value>;
  /** Read, as though it had been typed, where the flag was not given. */
  readonly fallback?: string;
  /** What happens where the flag was not given, in words. */
  readonly otherwise?: string;
  /** May be given several times. */
  readonly repeated?: true;
}

export type Flag = Switch | Valued<unknown>;

/** By their names in camel case: `binWidth` is typed as `--bin-width`. */
export type Flags = Readonly<Record<string, Flag>>;

/** What a command is given for its flags. */
export type FlagValues<Declared extends Flags> = { readonly [Name in keyof Declared]: ValueOf<Declared[Name]> };

type ValueOf<Declared extends Flag> =
  Declared extends Valued<infer Value>
    ? Declared extends { readonly repeated: true }
      ? readonly Value[]
      : Declared extends { readonly fallback: string }
        ? Value
        : Value | undefined
    : boolean;

/** What the parser of the command line found: the text of every flag that was given, or whether it was. */
export type Typed = Readonly<Record<string, unknown>>;

export const takesValue = (flag: Flag): flag is Valued<unknown> => "value" in flag;

/** As it is typed, without its argument: "--bin-width". */
export const typedName = (name: string, flag?: Flag): string =>
  `--${flag && "negated" in flag ? "no-" : ""}${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** As the help shows it: "--bin-width <s>". */
export const formOf = (name: string, flag: Flag): string =>
  takesValue(flag) ? `${typedName(name)} ${flag.argument}` : typedName(name, flag);

/** The help with what happens where the flag is left out. */
export function helpOf(flag: Flag): string {
  const otherwise = takesValue(flag) ? (flag.otherwise ?? flag.fallback) : undefined;
  return otherwise === undefined ? flag.help : `${flag.help} (default: ${otherwise})`;
}

/** Values of all flags that are declared, each checked by its reader. Throws UsageError. */
export function readFlags<Declared extends Flags>(flags: Declared, typed: Typed): FlagValues<Declared>;
export function readFlags(flags: Flags, typed: Typed): object {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, readFlag(name, flag, typed[name])]));
}

function readFlag(name: string, flag: Flag, typed: unknown): unknown {
  if (!takesValue(flag)) return typed ?? "negated" in flag;
  const read = (text: unknown) => flag.value.read(String(text), typedName(name));
  if (flag.repeated) return (Array.isArray(typed) ? typed : []).map(read);
  const text = typed ?? flag.fallback;
  return text === undefined ? undefined : read(text);
}

/** The values of the flags of one group, out of those of a command that has it. */
export function valuesOf<Declared extends Flags>(
  group: Declared,
  values: NoInfer<FlagValues<Declared>>,
): FlagValues<Declared>;
export function valuesOf(group: Flags, values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.keys(group).map((name) => [name, values[name]]));
}

/** Throws UsageError where more than one of some flags was given. */
export function requireAtMostOne(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
  why: string,
): void {
  const present = names.filter((name) => values[name] !== undefined && values[name] !== false);
  if (present.length > 1) throw new UsageError(`${present.map((name) => typedName(name)).join(" and ")} ${why}`);
}
