/** What commands declare of their flags holds: defaults can be read, choices are complete, schemas say the same as the help. */
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { GRID_NULLS, GRID_SCORES, SMOOTHING_ORDERS, TIME_NULLS } from "../../src/cells/index.js";
import { flags as cells } from "../../src/cli/commands/cells/flags.js";
import { flags as inspect } from "../../src/cli/commands/inspect/flags.js";
import { flags as measure } from "../../src/cli/commands/measure/flags.js";
import { flags as predict } from "../../src/cli/commands/predict/flags.js";
import { flags as testing } from "../../src/cli/commands/test/flags.js";
import { commands } from "../../src/cli/commands.js";
import { readFlags, takesValue, typedName } from "../../src/cli/flags/flag.js";
import { selection } from "../../src/cli/flags/selection.js";
import { schemaOf } from "../../src/cli/schema.js";
import { CONVENTIONS } from "../../src/metrics/index.js";
import { calling } from "./fixtures/inProcess.js";

test.each([
  ["--grid-score", cells.gridScore, GRID_SCORES],
  ["--grid-null", cells.gridNull, GRID_NULLS],
  ["--null", cells.null, TIME_NULLS],
  ["--smooth", cells.smooth, SMOOTHING_ORDERS],
  ["--convention", measure.convention, CONVENTIONS],
])("%s offers all that there are", (_, { value }, all) => expect(value.schema).toEqual({ enum: all }));

test("flags of selection belong to every command that reads data", () => {
  for (const flags of [measure, cells, predict, inspect, testing])
    expect(Object.keys(flags)).toEqual(expect.arrayContaining(Object.keys(selection)));
});

describe.each(commands)("$name", (command) => {
  test("reads its own defaults", async () => {
    const flags = await command.flags();
    const values = new Map(Object.entries(readFlags(flags, {})));
    for (const [name, flag] of Object.entries(flags))
      if (takesValue(flag) && flag.fallback !== undefined) expect(values.get(name)).not.toBeUndefined();
  });

  test("has a schema of every flag, which its own defaults meet", async () => {
    const flags = await command.flags();
    const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(schemaOf(command, flags));
    const described = Object.keys(properties).filter((name) => name !== "arguments");
    expect(described).toEqual(Object.entries(flags).map(([name, flag]) => typedName(name, flag).slice(2)));
    const schema = z.fromJSONSchema(schemaOf(command, flags));
    expect(schema.safeParse({}).success).toBe(true);
    expect(schema.safeParse({ nonsense: 1 }).success).toBe(false);
  });
});

test("--help --json prints the schema of one command, or of all", async () => {
  const one = await calling("measure", "--help", "--json");
  const { commands: described } = JSON.parse(one.out);
  expect([one.code, one.err, Object.keys(described)]).toEqual([0, "", ["measure"]]);
  expect(described.measure.properties).toMatchObject({
    seed: { type: "integer", minimum: 0, default: 0 },
    "bin-width": { argument: "<s>" },
    set: { type: "array", repeated: true, items: { type: "string" } },
    json: { type: "boolean" },
  });
  const all = await calling("--help", "--json");
  expect(Object.keys(JSON.parse(all.out).commands)).toEqual(commands.map(({ name }) => name));
});
