/** Columns of which nothing was said: words are categories, numbers of trials are no variables; both are said, with the flag. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const odours = ["rose", "musk", "pine"];
/** In an order that no sum of odour and dose gives. */
const pairs = [4, 0, 7, 2, 8, 5, 1, 3, 6].map((at) => [odours[Math.floor(at / 3)], at % 3] as const);

function stored(name: string, header: string, row: (pair: (typeof pairs)[number], trial: number) => string): string {
  const path = join(folder, name);
  writeFileSync(path, `${header}\n${pairs.map((pair, at) => row(pair, at + 1)).join("\n")}\n`);
  return path;
}

const usual = (name: string, counter = "trial") =>
  stored(name, `${counter},odour,dose`, ([odour, dose], trial) => `${trial},${odour},${dose}`);
const factorsOf = (out: string): string[] => JSON.parse(out).columns.map(({ name }: { name: string }) => name);

test.each(["trial", "Trial_ID", "trial number", "trialNum", "TrialIndex", "event no"])(
  "%s is left out by predict, with a sentence that names the flag",
  async (counter) => {
    const said = await calling("predict", usual("trials.csv", counter), "--json");
    expect(said.code, said.err).toBe(0);
    expect(factorsOf(said.out)).toEqual(["odour", "dose"]);
    expect(said.err).toContain(`"${counter}" counts trials, by its name, and is left out; --columns `);
  },
);

test("named, a number of trials is a factor like others", async () => {
  const path = usual("named.csv");
  const columns = await calling("predict", path, "--columns", "trial,dose", "--json");
  expect(factorsOf(columns.out)).toEqual(["trial", "dose"]);
  const kinds = await calling("predict", path, "--kinds", "trial=continuous", "--json");
  expect(factorsOf(kinds.out)).toEqual(["trial", "odour", "dose"]);
  expect(`${columns.err}${kinds.err}`).not.toContain("left out");
});

test("a column called trial that holds words is a variable to predict, design and inspect", async () => {
  const path = stored("kinds.csv", "trial,dose", ([odour, dose]) => `${odour},${dose}`);
  const predicted = await calling("predict", path, "--json");
  expect(factorsOf(predicted.out)).toEqual(["trial", "dose"]);
  const designed = await calling("design", path, "--simulations", "0", "--json");
  expect(JSON.parse(designed.out).before.conditions).toBe(9);
  expect(`${predicted.err}${designed.err}`).not.toContain("left out");
  const proposed = await calling("inspect", path, "--json");
  expect(JSON.parse(proposed.out).predict).toContain("--columns trial,dose --kinds trial=categorical");
});

test("words are categories to predict as to design, and it says so", async () => {
  const path = usual("words.csv");
  const unsaid = await calling("predict", path, "--json");
  const said = await calling("predict", path, "--columns", "odour,dose", "--kinds", "odour=categorical", "--json");
  expect(JSON.parse(unsaid.out).energy).toEqual(JSON.parse(said.out).energy);
  expect(unsaid.err).toContain('"odour" holds words: each is a category; --columns can leave it out');
  expect(said.err).not.toContain("holds words");
});

test("text that a number could be meant by is never taken for a category", async () => {
  for (const value of ["0x10", "inf", "-Infinity", "12 cm", "#DIV/0!"]) {
    const path = stored("meant.csv", "dose,size", ([, dose]) => `${dose},${value}`);
    const { code, err } = await calling("predict", path);
    expect([code, err], value).toEqual([3, expect.stringContaining('column "size"')]);
  }
});

test("design leaves numbers of trials out and says so", async () => {
  const said = await calling("design", usual("design.csv"), "--simulations", "0", "--json");
  expect(said.err).toContain(
    '"trial" counts trials, by its name, and is left out; --columns trial,odour,dose takes it',
  );
  expect(JSON.parse(said.out).before.conditions).toBe(9);
  const named = await calling("design", usual("design.csv"), "--columns", "trial,dose", "--simulations", "0", "--json");
  expect(named.err).not.toContain("left out");
});

test("inspect proposes neither numbers of trials nor x without y, and epochs as epochs", async () => {
  const phases = ["cue", "delay"];
  const rows = pairs.flatMap(([odour, dose], trial) =>
    phases.map((phase) => `${trial + 1},${phase},${odour},${dose},${trial},${dose + trial / 9},${dose},${trial % 4}`),
  );
  const path = join(folder, "delay.csv");
  writeFileSync(path, `trial,phase,odour,y,x,n1,n2,n3\n${rows.join("\n")}\n`);
  const { out } = await calling("inspect", path);
  expect(out).toContain("Left out: trial (counts trials, by its name; --factors trial takes it all the same)");
  expect(out).toContain("Likely factors: phase, odour, y, x");
  expect(out).toContain("--factors odour,y,x --epoch phase --trial trial");
  const proposed = await calling("inspect", usual("factors.csv"), "--json");
  expect(JSON.parse(proposed.out).predict).toContain("--columns odour,dose --kinds odour=categorical");
});

test("whole numbers are read as categories by measure, which is said until kinds are", async () => {
  const rows = Array.from({ length: 48 }, (_, row) => `${row % 4},${(row * 7) % 3},${row % 2},${row % 5},${row % 7}`);
  const path = join(folder, "levels.csv");
  writeFileSync(path, `dose,odour,side,unit_1,unit_2\n${rows.join("\n")}\n`);
  const quick = ["--factors", "dose,odour,side", "--metrics", "mig", "--null", "0", "--intervals", "0"];
  const unsaid = await calling("measure", path, ...quick);
  expect(unsaid.err).toContain(
    "whole numbers are read as categories: dose and odour (otherwise --kinds dose=continuous,odour=continuous)",
  );
  const half = await calling("measure", path, ...quick, "--kinds", "dose=continuous");
  expect(half.err).toContain("read as categories: odour (otherwise --kinds odour=continuous)");
  const said = await calling("measure", path, ...quick, "--kinds", "dose=continuous,odour=categorical");
  expect(said.err).not.toContain("read as categories");
});

test("an angle on a line is said to be one by predict, design and measure, until kinds are", async () => {
  const rows = Array.from({ length: 36 }, (_, row) => [30 * (row % 12), 1 + Math.floor(row / 12)]);
  const path = join(folder, "angles.csv");
  writeFileSync(path, `heading,speed\n${rows.map((row) => row.join(",")).join("\n")}\n`);
  const note = '"heading" is read as numbers on a line, although by its name and its values it is an angle';
  const circular = "(otherwise --kinds 'heading=circular:360')";
  for (const [command, ...more] of [["predict"], ["design", "--simulations", "0"]]) {
    const unsaid = await calling(command, path, ...more);
    expect(unsaid.err).toContain(`${note} ${circular}`);
    const said = await calling(command, path, ...more, "--kinds", "heading=circular:360");
    expect([said.code, said.err]).toEqual([0, expect.not.stringContaining("on a line")]);
  }
  const recording = join(folder, "turning.csv");
  const turning = Array.from({ length: 90 }, (_, row) => [4 * row + 0.5, (row * 7) % 11, row % 5, (row * 3) % 8]);
  writeFileSync(recording, `heading,speed,unit_1,unit_2\n${turning.map((row) => row.join(",")).join("\n")}\n`);
  const quick = ["--metrics", "mutualInformation", "--null", "0", "--intervals", "0"];
  const unsaid = await calling("measure", recording, "--factors", "heading,speed", ...quick);
  expect(unsaid.err).toContain(`${note} (otherwise --kinds 'heading=circular' --periods 'heading=360')`);
  const { measure } = JSON.parse((await calling("inspect", recording, "--json")).out);
  expect(measure).toContain("--kinds heading=circular --periods heading=360");
});

test("a column that is called weight is a factor, which is said until it is one or the weights", async () => {
  const path = join(folder, "weight.csv");
  writeFileSync(path, "p,q,weight\n0,0,10\n0,1,1\n1,0,2\n1,1,10\n");
  const note = '"weight" is taken for a factor; --weights weight makes it how often each row occurs';
  expect((await calling("predict", path)).err).toContain(note);
  expect((await calling("predict", path, "--columns", "p,q,weight")).err).not.toContain(note);
  expect((await calling("predict", path, "--weights", "weight")).err).not.toContain(note);
});
