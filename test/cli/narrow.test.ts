/** A screen of 60 columns: no line is longer, and no number is lost. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { formatCsv, writeNpz } from "../../src/io/index.js";
import { fold, key, normal } from "../../src/math/random.js";
import { calling } from "./fixtures/inProcess.js";

const folder = mkdtempSync(join(tmpdir(), "purecell-narrow-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  delete process.env.COLUMNS;
});

/** Eight conditions of two variables, a corner missing; twelve neurons that each follow one of them. */
const trials = Array.from({ length: 96 }, (_, trial) => trial % 8);
const tone = trials.map((condition) => condition % 3);
const reward = trials.map((condition) => Math.floor(condition / 3));
const recording = join(folder, "recording.csv");
const columns = [
  ...Array.from({ length: 12 }, (_, unit) => {
    const noise = normal(fold(key(1), unit), trials.length);
    return {
      name: `n${unit}`,
      values: Float64Array.from(trials, (__, t) => 1 + (unit % 2 ? tone : reward)[t] + 0.2 * noise[t]),
    };
  }),
  { name: "tone", values: Float64Array.from(tone) },
  { name: "reward", values: Float64Array.from(reward) },
];
writeFileSync(recording, formatCsv({ rows: trials.length, columns }));

const MAPS = join(folder, "maps.npz");
const side = 12;
const wave = Float64Array.from(
  { length: 3 * side * side },
  (_, bin) => 5 + 4 * Math.sin(bin / 2) + Math.cos(bin / side),
);
writeFileSync(MAPS, writeNpz({ maps: { shape: [3, side, side], data: wave } }));
const ROLES = ["--activity", "n*", "--factors", "tone,reward"];
const numbersOf = (text: string): string[] => (text.match(/-?\d+(?:\.\d+)?/g) ?? []).sort();

test.each<[string, string[]]>([
  ["predict", [join(import.meta.dirname, "../../examples/foraging.csv")]],
  ["cells", [MAPS, "--maps", "maps", "--field-shuffles", "19"]],
  [
    "measure",
    [recording, ...ROLES, "--metrics", "mir,sparseness", "--null", "4", "--intervals", "4", "--selectivity", "0"],
  ],
  ["test", [recording, ...ROLES, "--null", "19", "--intervals", "20"]],
])("%s", async (command, args) => {
  const wide = await calling(command, ...args);
  process.env.COLUMNS = "60";
  const narrow = await calling(command, ...args);
  expect([wide.code, narrow.code], wide.err).toEqual([0, 0]);
  expect(narrow.out.split("\n").filter((line) => line.length > 60)).toEqual([]);
  expect(wide.out.split("\n").some((line) => line.length > 60)).toBe(true);
  const [all, kept] = [numbersOf(wide.out), numbersOf(narrow.out)];
  for (const number of all) {
    const at = kept.indexOf(number);
    expect(at, number).toBeGreaterThanOrEqual(0);
    kept.splice(at, 1); // names of rows come again in every block, so that more may be left
  }
});
