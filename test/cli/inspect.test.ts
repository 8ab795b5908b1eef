/** `purecell inspect`: what a file holds, and a next command that works. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { key, uniform } from "../../src/math/random.js";
import { calling } from "./fixtures/inProcess.js";

const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url).pathname;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-inspect-"));
  const rows = 60;
  const x = Float64Array.from({ length: rows }, (_, row) => row % 3);
  const noise = uniform(key(1), 2 * rows);
  const rates = Float64Array.from({ length: 2 * rows }, (_, at) => x[at >> 1] + 0.1 * noise[at]);
  const lines = Array.from(x, (value, row) => [row, `${"abc"[value]}`, rates[2 * row], rates[2 * row + 1]].join(","));
  writeFileSync(join(folder, "my table.csv"), `time,arm,unit_0,unit_1\n${lines.join("\n")}\n`);
  writeFileSync(
    join(folder, "rates.npz"),
    writeNpz({ rates: { shape: [rows, 2], data: rates }, x: { shape: [rows], data: x } }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const inspected = async (...argv: string[]) => {
  const { code, out } = await calling("inspect", ...argv, "--json");
  expect(code).toBe(0);
  return JSON.parse(out);
};

test.each([
  ["my table.csv", ["unit_*"], ["arm"], "--activity 'unit_*' --factors arm"],
  ["rates.npz", ["rates"], ["x"], "--activity rates --factors x"],
])("%s: the command it names measures it", async (name, activity, factors, flags) => {
  const answer = await inspected(join(folder, name));
  expect(answer.guess).toEqual({ activity, factors });
  expect(answer.measure).toContain(flags);
  const argv = ["measure", join(folder, name), ...flags.replaceAll("'", "").split(" ")];
  const measured = await calling(...argv, "--metrics", "mir", "--null", "0", "--intervals", "0", "--json");
  expect(measured.code, measured.err).toBe(0);
});

/** Columns that a person recognises at once, and that no measure can use. */
test("what measure refuses is left out of the proposal, with the reason, and the command then works", async () => {
  const rows = 60;
  const lines = Array.from({ length: rows }, (_, row) => `${row + 1},7,t${row},${row % 3},${(row % 3) + row / 200}`);
  const path = join(folder, "trials.csv");
  writeFileSync(
    path,
    `trial,block,name,arm,unit_0,unit_1\n${lines.map((line, row) => `${line},${row % 5}`).join("\n")}\n`,
  );
  const answer = await inspected(path);
  expect(answer.guess.factors).toEqual(["arm"]);
  expect(answer.leftOut.map(({ name }: { name: string }) => name)).toEqual(["trial", "block", "name"]);
  const [, ...words] = answer.measure.replaceAll("'", "").split(" ");
  const measured = await calling(...words, "--metrics", "mir", "--null", "0", "--intervals", "0", "--json");
  expect(measured.code, measured.err).toBe(0);
  expect((await calling("inspect", path)).out).toMatch(/^Left out: block \(.*never changes/m);
});

test("another table that may as well be the activity is named, with the flag that takes it", async () => {
  const path = join(folder, "two-tables.npz");
  const table = (columns: number): NpyArray => ({
    shape: [40, columns],
    data: Float64Array.from({ length: 40 * columns }, (_, at) => (at * 37) % 101),
  });
  const side: NpyArray = { shape: [40], data: Float64Array.from({ length: 40 }, (_, row) => row % 2) };
  writeFileSync(path, writeNpz({ embedding: table(3), neural: table(20), side }));
  const { leftOut, guess } = await inspected(path);
  expect(guess).toEqual({ activity: ["embedding"], factors: ["side"] });
  expect(leftOut).toEqual([{ name: "neural", why: "a table 40 x 20, which --activity neural takes in its place" }]);
});

test("a session of positions and spikes is proposed to cells, which takes it", async () => {
  const samples = 4000;
  const t = Float64Array.from({ length: samples }, (_, i) => i / 10);
  const position = Float64Array.from(
    { length: 2 * samples },
    (_, i) => 50 + 40 * Math.sin((i >> 1) / (i % 2 ? 17 : 23)),
  );
  const spikes = Float64Array.from({ length: 300 }, (_, i) => 1.1 * i);
  const path = join(folder, "session.npz");
  writeFileSync(
    path,
    writeNpz({
      t: { shape: [samples], data: t },
      position: { shape: [samples, 2], data: position },
      spikes: { shape: [300], data: spikes },
    }),
  );
  const { cells } = await inspected(path);
  expect(cells).toBe(`purecell cells ${path}`);
  const found = await calling("cells", path, "--shifts", "19", "--field-shuffles", "19", "--units", "cm", "--json");
  expect(found.code, found.err).toBe(0);
});

test("as text: arrays with shapes and types, what is not readable and why, what to type next", async () => {
  const { code, out } = await calling("inspect", fixture("hdf5/recording.mat"));
  expect(code).toBe(0);
  expect(out).toMatch(/recording.mat {2}matlab-v7.3, 14 arrays/);
  expect(out).toMatch(/rates +4 x 3 +f8/);
  expect(out).toMatch(/not readable {2}words is an object of class string/);
  expect(out).toMatch(/purecell measure \S+recording.mat --activity rates --factors /);
});

test("as JSON: every array with its shape, type and units", async () => {
  const answer = await inspected(fixture("hdf5/plain.h5"));
  expect(answer).toMatchObject({ schemaVersion: 1, command: "inspect", format: "hdf5" });
  expect(answer.entries).toContainEqual({ name: "group/inner", shape: [3], dtype: "i8", kind: "numbers", units: "cm" });
});

test("a table of thousands of columns is cut off on the screen", async () => {
  const path = join(folder, "wide.csv");
  const names = Array.from({ length: 5000 }, (_, column) => `c${column}`);
  writeFileSync(path, `${names.join(",")}\n${names.map(() => 1).join(",")}\n`);
  const { out } = await calling("inspect", path);
  expect(out.split("\n").length).toBeLessThan(80);
  expect(out).toContain("and 4940 more; --json lists them all");
});

test.each([
  ["absent.npz", "there is no such file"],
  [".", "not a file"],
])("%s exits with 3", async (name, message) => {
  const { code, out, err } = await calling("inspect", join(folder, name));
  expect(err).toContain(message);
  expect([code, out]).toEqual([3, ""]);
});
