/** Everything a person can get wrong: one clear error, its exit code, and nothing overwritten. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { writeNpz } from "../../src/io/index.js";
import { computed, onlyRun } from "./fixtures/child.js";
import { calling, type Said, tossing } from "./fixtures/inProcess.js";

let folder: string;
let runs: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
  runs = join(folder, "runs");
});
afterEach(() => rmSync(folder, { recursive: true }));

const toss = (...more: string[]): Promise<Said> => tossing("run", "coin", "--runs", runs, ...more);

/** One error on stderr, free of stack traces, and nothing on stdout. */
function expectError({ code, out, err }: Said, exitCode: number, ...parts: string[]): void {
  expect(err.match(/error: /g), err).toHaveLength(1);
  for (const part of parts) expect(err).toContain(part);
  expect(err).not.toMatch(/\n +at /);
  expect(err).not.toContain("bug in purecell");
  expect(out).toBe("");
  expect(code).toBe(exitCode);
}

describe("a wrong word exits with 2", () => {
  const cases: readonly [argv: string[], ...parts: string[]][] = [
    [
      ["rum"],
      "unknown command 'rum'",
      "Did you mean run?",
      `Commands: ${commands.map(({ name }) => name).join(", ")}.`,
    ],
    [["run"], "missing required argument 'experiment'", "Usage: purecell run <experiment> [flags]"],
    [["run", "con"], 'unknown experiment "con"', 'Did you mean "coin"?', "Known: coin."],
    [["run", "zebra"], 'unknown experiment "zebra".\nKnown: coin.'],
    [["reproduce", "coin", "con"], 'unknown experiment "con"', 'Did you mean "coin"?'],
    [["run", "coin", "extra"], "too many arguments"],
    [["run", "coin", "--sed", "1"], "unknown option '--sed'", "Did you mean", "Flags: --seed <n>"],
    [["run", "coin", "--minutes", "1"], "unknown option '--minutes'"],
    [["run", "coin", "--engine", "gpu"], "'gpu' is invalid", "auto, wasm, native"],
    [["run", "coin", "--set", "tosess=3"], 'unknown setting of coin "tosess"', 'Did you mean "tosses"?'],
    [["run", "coin", "--set", "constructor=3"], 'unknown setting of coin "constructor"'],
    [["run", "coin", "--set", "tosses"], '--set takes key=value, for example --set seeds=0,1,2; got "tosses"'],
    [
      ["run", "coin", "--set", "tosses=many"],
      "tosses: ",
      'expected a number, got "many"',
      "(from --set)",
      "--print-config",
    ],
    [["run", "coin", "--set", "tosses=-1"], "tosses: ", "(from --set)"],
    [["run", "coin", "--set", "bias=2"], "bias: ", "(from --set)"],
    [["run", "coin", "--set", "side=edge"], "side: ", "heads", "tails"],
    [["run", "coin", "--seed", "-1"], '--seed takes a whole number from 0 to 2^53 - 1; got "-1"'],
    [["run", "coin", "--seed", "1.5"], 'got "1.5"'],
    [["run", "coin", "--seeds", "9-3"], "--seeds takes how many (5), a list (0,3,7) or a range (10-19)", 'got "9-3"'],
    [["run", "coin", "--seeds", "0"], 'got "0"'],
    [["run", "coin", "--seed", "1", "--seeds", "2"], "--seed and --seeds contradict each other"],
    [["run", "coin", "--quick", "--full"], "--quick and --full contradict each other"],
    [["run", "coin", "--jobs", "0"], "--jobs takes how many jobs to run side by side, from 1 to 999"],
    [["reproduce", "coin", "--headlines"], "--headlines stands for certain experiments"],
    [["reproduce", "--minutes", "0"], "--minutes takes a number above 0"],
    [["reproduce", "--minutes", "soon"], 'got "soon"'],
  ];
  test.each(cases)("%j", async (argv, ...parts) => {
    const runFlags = argv[0] === "run" || argv[0] === "reproduce" ? ["--runs", runs] : [];
    expectError(await tossing(...argv, ...runFlags), 2, ...parts);
    expect(existsSync(runs)).toBe(false);
  });

  test("the experiments of purecell itself are suggested too", async () => {
    expectError(await calling("run", "fig22", "--runs", runs), 2, 'Did you mean "fig2"?');
    expectError(await calling("run", "fig2", "--set", "update=3", "--runs", runs), 2, 'Did you mean "updates"?');
  });

  test("show of an unknown run", async () => {
    expectError(
      await tossing("show", "coin-12", "--runs", runs),
      2,
      'no run "coin-12"',
      "There are no runs there yet.",
    );
    await toss();
    const [id] = readdirSync(runs);
    expectError(await tossing("show", "coin-12345678", "--runs", runs), 2, 'no run "coin-12345678"', `Known: ${id}.`);
    await toss("--seed", "5");
    expectError(await tossing("show", "coin", "--runs", runs), 2, '"coin" could be', id, "type more of it");
  });
});

describe("a wrong --config", () => {
  const given = (contents: unknown) => {
    const file = join(folder, "given.json");
    writeFileSync(file, typeof contents === "string" ? contents : JSON.stringify(contents));
    return toss("--config", file);
  };
  const settings = { seeds: [3] };

  test("from a newer version", async () => {
    const said = await given({ schemaVersion: 99, settings });
    expectError(said, 3, "has schemaVersion 99; this purecell reads up to 1. Update purecell");
  });
  test("truncated", async () => expectError(await given('{"settings": {"se'), 3, "given.json is not JSON"));
  test("of another shape", async () =>
    expectError(await given([1, 2]), 3, "is not a run configuration", "Expected JSON"));
  test("of another experiment", async () => {
    expectError(await given({ experiment: "fig2", settings }), 2, "is a configuration of fig2, not of coin");
  });
  test("with an unknown key", async () => {
    expectError(
      await given({ settings: { sedes: [3] } }),
      2,
      'unknown setting of coin "sedes"',
      'Did you mean "seeds"?',
    );
  });
  test("missing", async () => {
    expectError(await toss("--config", join(folder, "none.json")), 3, "cannot read", "none.json");
  });
  test("a folder", async () => expectError(await toss("--config", folder), 3, "cannot read"));
  afterEach(() => expect(existsSync(runs)).toBe(false));
});

describe("a place that cannot be written", () => {
  test("run folders beneath a file", async () => {
    writeFileSync(runs, "mine");
    expectError(await toss(), 3, "a file stands where a folder is needed", "--runs DIR");
    expectError(await tossing("show", "coin", "--runs", runs), 3, "a file stands where a folder is needed");
    expectError(await tossing("reproduce", "--runs", runs), 3, "a file stands where a folder is needed");
    expect(readFileSync(runs, "utf8")).toBe("mine");
  });

  test("doctor says so, and what to do", async () => {
    writeFileSync(runs, "mine");
    const { code, out } = await tossing("doctor", "--runs", runs);
    expect(code).toBe(3);
    expect(out).toContain("cannot be written");
    expect(out).toContain("--runs DIR");
  });

  test.each(["jobs", "figures"])("a file in the place of %s", async (name) => {
    const run = await emptied();
    writeFileSync(join(run, name), "mine");
    expectError(await toss(), 3, name, "a file stands where a folder is needed");
    expect(readFileSync(join(run, name), "utf8")).toBe("mine");
  });

  test.each(["metrics.jsonl", "config.json", "results.json", "log"])("a folder in the place of %s", async (name) => {
    const run = await emptied();
    rmSync(join(run, name), { force: true });
    mkdirSync(join(run, name, "mine"), { recursive: true });
    expectError(await toss(), 3, name, "a folder stands where a file is needed");
    expect(readdirSync(join(run, name))).toEqual(["mine"]);
  });

  test.each([
    ["scores.csv", "measure rates.csv --activity u* --factors a --metrics mig --null 0 --intervals 0"],
    ["cells.csv", "cells maps.npz --maps maps --field-shuffles 19"],
  ])("a folder in the place of %s: the numbers are printed all the same", async (name, command) => {
    const [rates, maps, out] = ["rates.csv", "maps.npz", "out"].map((file) => join(folder, file));
    writeFileSync(rates, `u,a\n${Array.from({ length: 40 }, (_, i) => `${i % 5},${i % 4}`).join("\n")}\n`);
    const data = Float64Array.from({ length: 256 }, (_, bin) => Math.exp(-bin / 50));
    writeFileSync(maps, writeNpz({ maps: { shape: [1, 16, 16], data } }));
    mkdirSync(join(out, name), { recursive: true });
    const words = command.replace("rates.csv", rates).replace("maps.npz", maps).split(" ");
    const said = await calling(...words, "--out", out);
    expect(said.err).toContain(`error: cannot write ${join(out, name)}: a folder stands where a file is needed`);
    expect(said.err).not.toMatch(/\n +at /);
    expect(said.out).not.toBe("");
    expect(said.code).toBe(3);
  });

  /** A run folder with its configuration alone. */
  async function emptied(): Promise<string> {
    await toss();
    const run = onlyRun(runs) ?? runs;
    for (const name of readdirSync(run)) if (name !== "config.json") rmSync(join(run, name), { recursive: true });
    return run;
  }
});

describe("a run folder that was damaged", () => {
  let run: string;
  let whole: ReturnType<typeof computed>;
  beforeEach(async () => {
    expect((await toss()).code).toBe(0);
    run = onlyRun(runs) ?? runs;
    whole = computed(runs);
  });
  const cut = (name: string) => truncateSync(join(run, name), 20);
  const unfinish = () => rmSync(join(run, "verdicts.json"));

  test.each(["fair-seed0.json", "fair-seed0.npz"])("truncated jobs/%s: that job runs again", async (name) => {
    unfinish();
    cut(`jobs/${name}`);
    const { code, err } = await toss();
    expect(err).toContain("the result of fair-seed0 cannot be used");
    expect(err).toContain("that job runs again");
    expect(err).toContain("3 of 4 jobs done");
    expect(code).toBe(0);
    expect(computed(runs)).toEqual(whole);
  });

  test("missing arrays: that job runs again", async () => {
    unfinish();
    rmSync(join(run, "jobs/bent-seed1.npz"));
    const { err } = await toss();
    expect(err).toContain("bent-seed1.npz is missing");
    expect(computed(runs)).toEqual(whole);
  });

  test.each(["", "{}", "not a checkpoint at all, yet long enough to be read"])(
    "a damaged checkpoint (%j): that job starts again",
    async (contents) => {
      unfinish();
      rmSync(join(run, "jobs/fair-seed1.json"));
      writeFileSync(join(run, "jobs/fair-seed1.checkpoint.safetensors"), contents);
      const { code, err } = await toss();
      expect(err).toContain("the checkpoint of fair-seed1 cannot be used");
      expect(err).toContain("that job starts again");
      expect(code).toBe(0);
      expect(computed(runs)).toEqual(whole);
    },
  );

  test("a checkpoint left beside a finished job is removed", async () => {
    unfinish();
    writeFileSync(
      join(run, "jobs/fair-seed1.checkpoint.safetensors"),
      "left by a process killed just before removing it",
    );
    expect((await toss()).code).toBe(0);
    expect(computed(runs)).toEqual(whole);
  });

  test("truncated verdicts are made again", async () => {
    cut("verdicts.json");
    expectError(await tossing("show", "coin", "--runs", runs), 3, "verdicts.json is not JSON");
    expect((await toss()).code).toBe(0);
    expect(computed(runs)).toEqual(whole);
  });

  test("truncated config.json: refused with the way out, which is --force", async () => {
    cut("config.json");
    const before = readdirSync(join(run, "jobs"));
    expectError(await toss(), 3, "config.json is not JSON", "Move the folder away, or add --force");
    expect(readdirSync(join(run, "jobs"))).toEqual(before);
    expect((await toss("--force")).code).toBe(0);
    expect(computed(runs)).toEqual(whole);
  });

  test("no config.json: refused, with what is there", async () => {
    rmSync(join(run, "config.json"));
    expectError(await toss(), 3, "no config.json: it is half-written", "add --force");
    expect(existsSync(join(run, "results.json"))).toBe(true);
  });

  test("config.json of a newer version, or edited", async () => {
    unfinish();
    const file = join(run, "config.json");
    const config = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...config, schemaVersion: 2 }));
    expectError(await toss(), 3, "has schemaVersion 2; this purecell reads up to 1");
    writeFileSync(file, JSON.stringify({ ...config, settings: { ...config.settings, tosses: 41 } }));
    expectError(await toss(), 3, "it was edited", "--force");
  });

  test("temporary files of a killed process are removed, a person's own are kept", async () => {
    unfinish();
    writeFileSync(join(run, "jobs/.fair-seed0.npz.0.tmp"), "half");
    writeFileSync(join(run, "notes.txt"), "mine");
    expect((await toss("--force")).code).toBe(0);
    expect(computed(runs)).toEqual(whole);
    expect(readFileSync(join(run, "notes.txt"), "utf8")).toBe("mine");
  });
});
