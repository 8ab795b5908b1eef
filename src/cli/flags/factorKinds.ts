/** What flags say of columns, as it is typed. */
import { UsageError } from "../../math/errors.js";
import { differentNames, names, type Reader } from "./readers.js";

/** How a column is to be read. */
export type Kind =
  | { readonly kind: "continuous" }
  | { readonly kind: "categorical" }
  | { readonly kind: "circular"; readonly period: number };

export type Kinds = ReadonlyMap<string, Kind>;

/** "odour=categorical,heading=circular:360" */
export const kinds: Reader<Kinds> = {
  read(text, flag) {
    const found = new Map<string, Kind>();
    for (const part of differentNames.read(text, flag)) {
      const at = part.lastIndexOf("=");
      const kind = at > 0 ? kindOf(part.slice(at + 1).trim()) : undefined;
      if (kind === undefined) {
        throw new UsageError(
          `${flag} takes name=kind between commas, the kind continuous, categorical or circular:PERIOD ` +
            `(e.g. heading=circular:360); got "${part}".`,
        );
      }
      found.set(part.slice(0, at).trim(), kind);
    }
    return found;
  },
  schema: { type: "object", additionalProperties: { type: "string" } },
};

function kindOf(text: string): Kind | undefined {
  if (text === "continuous" || text === "categorical") return { kind: text };
  const period = /^circular:(.+)$/.exec(text)?.[1];
  const value = Number(period);
  return period !== undefined && value > 0 && value < Infinity ? { kind: "circular", period: value } : undefined;
}

/** The text that `kinds` reads. */
export const kindsText = (kinds: Kinds): string =>
  [...kinds].map(([name, kind]) => `${name}=${"period" in kind ? `circular:${kind.period}` : kind.kind}`).join();

export type NamedRange = readonly [string, readonly [number, number]];

/** "tone=0:1,loudness=-40:0" */
export const ranges: Reader<readonly NamedRange[]> = {
  read: (text, flag) =>
    text.split(",").map((part) => {
      const [, name, low, high] = /^(.+)=([^=:]+):([^=:]+)$/.exec(part.trim()) ?? [];
      const ends = [Number(low), Number(high)] as const;
      if (name !== undefined && ends.every(Number.isFinite) && ends[0] < ends[1]) return [name.trim(), ends] as const;
      throw new UsageError(`${flag} takes name=low:high between commas, e.g. tone=0:1,loudness=-40:0; got "${part}".`);
    }),
  schema: { type: "object", additionalProperties: { type: "string" } },
};

/** The text that `ranges` reads. */
export const rangesText = (ranges: ReadonlyMap<string, readonly [number, number]>): string =>
  [...ranges].map(([name, [low, high]]) => `${name}=${low}:${high}`).join();

/** "x+y,u+v": columns that count as one factor. */
export const groups: Reader<readonly (readonly string[])[]> = {
  read(text, flag) {
    const found = text.split(",").map((group) => group.split("+").map((name) => name.trim()));
    if (found.some((group) => group.length < 2 || group.includes(""))) {
      throw new UsageError(`${flag} takes names joined by +, groups between commas, e.g. x+y,u+v; got "${text}".`);
    }
    const all = found.flat();
    const again = all.find((name, i) => all.indexOf(name) < i);
    if (again === undefined) return found;
    throw new UsageError(`${flag} names "${again}" twice; a column belongs to one group.`);
  },
  schema: names.schema,
};
