/** Every choice that reading makes and tells has a control on the page; what stands in the fields becomes the flags of the commands. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cellsCommand, dataChoices, measureCommand, predictCommand, testCommand } from "../../lab/page/dataChoices.js";
import { controlFor, flagOf, type Reader, readingFields } from "../../lab/page/readingFields.js";
import { adviceIn } from "../../lab/worker/advice.js";
import { flags as cellsFlags } from "../../src/cli/commands/cells/flags.js";
import { flags as measureFlags } from "../../src/cli/commands/measure/flags.js";
import { flags as predictFlags } from "../../src/cli/commands/predict/flags.js";
import { flags as testFlags } from "../../src/cli/commands/test/flags.js";
import { typedName } from "../../src/cli/flags/flag.js";
import { selection } from "../../src/cli/flags/selection.js";

const SOURCE = join(import.meta.dirname, "../../src");
/** Where files are read and roles decided, for whichever command. */
const READING = ["io", "recordings", "representation"];
/** Of folders of sorters, which no browser opens; of `predict` and `run`, which decide nothing by themselves; written for developers. */
const NO_CHOICE = ["--labels", "--memory", "--no-header"];

const FLAGS: Readonly<Record<Reader, object>> = {
  measure: measureFlags,
  test: testFlags,
  cells: cellsFlags,
  predict: predictFlags,
};

/** "--leave-out" and the like in all texts of a folder. */
const flagsIn = (folder: string): string[] =>
  readdirSync(join(SOURCE, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name))
    .flatMap((name) => readFileSync(join(SOURCE, folder, name), "utf8").match(/(?<=[\s("`'])--[a-z][a-z-]+/g) ?? []);

describe("the page", () => {
  test("has a control for every flag that the readers' messages name", () => {
    const named = [...new Set(READING.flatMap(flagsIn))].filter((flag) => !NO_CHOICE.includes(flag));
    expect(named.length).toBeGreaterThan(15);
    const readers: readonly Reader[] = ["measure", "cells", "predict", "test"];
    expect(named.filter((flag) => readers.every((reader) => controlFor(flag, reader) === undefined))).toEqual([]);
  });

  test("has a field for every flag of the selection but that of folders, and no field without its flag", () => {
    const names = Object.keys(selection).filter((name) => name !== "labels" && name !== "binWidth");
    expect(names.filter((name) => !Object.hasOwn(readingFields, name))).toEqual([]);
    for (const [name, { of }] of Object.entries(readingFields))
      for (const reader of of)
        expect(
          Object.keys(FLAGS[reader]).map((flag) => typedName(flag)),
          `${reader} ${name}`,
        ).toContain(flagOf(name));
  });
});

test("what stands in the fields becomes flags of the commands that have them", () => {
  const choices = {
    ...dataChoices,
    activity: "rates",
    factors: "where, what",
    transpose: "yes",
    leaveOut: "unit 3,latents[0:2]",
    rows: "::2",
    timeSeries: "no",
    headDirection: "hd",
    movementDirection: "yes",
    traces: "dff",
  };
  const population = { file: "a b.npz", factors: ["where", "what"], choices, texts: choices };
  expect(testCommand(population)).toBe(
    "npx purecell test 'a b.npz' --activity rates --factors where,what --transpose --leave-out 'unit 3,latents[0:2]' --rows ::2 --null 100 --intervals 100",
  );
  expect(measureCommand({ ...population, texts: { ...choices, timeSeries: "yes" } }, 199)).toMatch(
    /--rows ::2 --time-series --metrics .* --null 100 --intervals 100 --selectivity 199$/,
  );
  expect(cellsCommand("s.npz", choices, choices)).toBe(
    "npx purecell cells s.npz --transpose --leave-out 'unit 3,latents[0:2]' --head-direction hd --movement-direction --activity dff --shifts 500 --field-shuffles 500",
  );
  const column = { array: "place", text: false };
  const file = {
    ...{
      name: "s.nwb",
      format: "nwb",
      entries: [],
      choices: [],
      leftOut: [],
      suggested: [],
      activity: [],
      factors: [],
    },
    ...{ transpose: false, timeSeries: false, session: true, metrics: [], bins: { seconds: 0.1, why: "" } },
    columns: [
      { name: "place[0]", index: 0, ...column },
      { name: "place[1]", index: 1, ...column },
    ],
  };
  expect(predictCommand(file, ["place[0]", "place[1]"], dataChoices)).toBe(
    "npx purecell predict s.nwb --arrays place --columns 'place[0],place[1]' --bin-width 0.1 --alpha 1 --lambda-in 1 --lambda-out 1",
  );
});

test("a question of two readings offers both, its words without flags", () => {
  const asked =
    'a.npz: which of the arrays as long as "t" says whose spike each was is left open. Give one of\n  --spike-cells owner\n' +
    "  --spike-cells 'a b'\n  --spike-cells none\n(none: all spikes are one cell's)";
  const { said, flags, offers } = adviceIn(asked);
  expect(flags).toEqual(["--spike-cells"]);
  expect(offers.map(({ value }) => value)).toEqual(["owner", "a b", "none"]);
  expect(said).toMatch(/is left open\. Give one of\s+\(none: all spikes are one cell's\)$/);
  expect(adviceIn("positions span 98: taken as centimetres; else give --units")).toEqual({
    said: "positions span 98: taken as centimetres",
    flags: ["--units"],
    offers: [],
  });
});
