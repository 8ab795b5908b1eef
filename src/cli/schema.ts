/** What commands take, as JSON Schema: for programs that call the command line, from the same declarations as its help. */
import type { Json } from "../protocols.js";
import type { Command } from "./command.js";
import { type Flag, type Flags, helpOf, takesValue, typedName } from "./flags/flag.js";

type Schema = Readonly<Record<string, Json>>;

/**
 * An object: `arguments` as a list, and every flag by its name without dashes, e.g. "bin-width". Items of arrays are typed with commas
 * between them, entries of objects as name=value; a flag that may be repeated has `repeated: true` and an array of what it takes once.
 */
export const schemaOf = ({ name, arguments: names, summary, examples }: Command, flags: Flags): Schema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: `purecell ${name}`,
  description: summary,
  type: "object",
  properties: {
    ...(names !== "" && { arguments: { description: names, type: "array", items: { type: "string" } } }),
    ...Object.fromEntries(
      Object.entries(flags).map(([flag, declared]) => [typedName(flag, declared).slice(2), schemaOfFlag(declared)]),
    ),
  },
  additionalProperties: false,
  examples: [...examples],
});

function schemaOfFlag(flag: Flag): Schema {
  const about = { description: helpOf(flag), ...(flag.group !== undefined && { group: flag.group }) };
  if (!takesValue(flag)) return { ...about, type: "boolean", default: false };
  const { argument, value, fallback, repeated } = flag;
  return {
    ...about,
    argument,
    ...(repeated ? { type: "array", repeated, items: value.schema } : value.schema),
    ...(fallback !== undefined && { default: defaultOf(fallback, value.schema) }),
  };
}

const defaultOf = (fallback: string, { type }: Schema): Json =>
  type === "integer" || type === "number" ? Number(fallback) : fallback;
