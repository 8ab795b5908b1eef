/** Settings as the page's forms need them, read from the very schemas that the command line validates with. */
import * as z from "zod";
import type { ExperimentDescription, Field } from "./protocol.js";
import { subjectOf } from "./subjects.js";

export async function describe(experiment: string): Promise<ExperimentDescription> {
  const { id, title, claim, source, version, settings } = await subjectOf(experiment);
  const { properties = {} } = z.toJSONSchema(settings, { io: "input" });
  const fields = Object.entries(properties).map(([name, schema]) => fieldOf(name, schema));
  return { id, title, claim, source, version, fields };
}

function fieldOf(name: string, schema: z.core.JSONSchema._JSONSchema): Field {
  if (typeof schema === "boolean") throw new TypeError(`the setting ${name} has no schema`);
  const { description = name, type, minimum, exclusiveMinimum, maximum, enum: choices } = schema;
  const least = minimum ?? (typeof exclusiveMinimum === "number" ? exclusiveMinimum : undefined);
  return {
    name,
    description,
    kind: choices ? "choice" : type === "number" ? "number" : type === "integer" ? "whole" : "other",
    standard: JSON.parse(JSON.stringify(schema.default ?? null)),
    ...(least !== undefined && { least }),
    ...(maximum !== undefined && { most: maximum }),
    ...(choices && { choices: choices.map(String) }),
  };
}
