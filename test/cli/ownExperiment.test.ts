/** `purecell run ./mine.js`: a user's own experiment, from its module to its verdicts, and what is said where it is at fault. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { reloadOwnExperiment, whyNotImported } from "../../src/runs/ownExperiment.node.js";
import { ownModule } from "../../src/runs/ownModule.node.js";
import { tossing } from "./fixtures/inProcess.js";
import { FACTOR, ownExperiment } from "./fixtures/ownModule.js";

/** Beneath `node_modules`, where modules find zod and are imported by Node itself. */
const cache = join(import.meta.dirname, "../../node_modules/.cache");
mkdirSync(cache, { recursive: true });
const home = mkdtempSync(join(cache, "own-"));
afterAll(() => rmSync(home, { recursive: true }));

let made = 0;

/** A module with this text in a folder of its own, beside the file that it imports. */
function write(text: string, name = "mine.js"): string {
  const folder = join(home, `${made++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "factor.js"), FACTOR);
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const running = (module: string, ...flags: string[]) =>
  tossing("run", module, "--engine", "wasm", "--runs", join(module, "../runs"), ...flags);

describe("an experiment of one's own", () => {
  test("runs, is judged, is found again, and takes seeds and settings as any other", async () => {
    const module = write(ownExperiment());
    const first = await running(module, "--json");
    expect(first.code).toBe(0);
    const run = JSON.parse(first.out);
    expect(run).toMatchObject({ experiment: "mine", status: "complete", module: { path: module } });
    expect(run.verdicts[0]).toMatchObject({ met: "met", measured: "0, 6", recorded: "reproduced" });
    expect(JSON.parse((await running(module, "--json")).out).status).toBe("already done");
    const wider = JSON.parse((await running(module, "--seeds", "3", "--dry-run", "--json")).out);
    expect(wider).toMatchObject({ open: ["seed2"], taken: [{ run: run.id, jobs: ["seed0", "seed1"] }] });
    const set = JSON.parse((await running(module, "--set", "amount=5", "--json")).out);
    expect(set.verdicts[0].measured).toBe("0, 15");
    const shown = await tossing("show", run.id, "--runs", join(module, "../runs"), "--json");
    expect(JSON.parse(shown.out)).toMatchObject({ complete: true, module: { path: module } });
    expect((await running(module, "--print-config")).out).toContain("amount = 2");
  });

  test("a promise that is broken exits with 1", async () => {
    expect((await running(write(ownExperiment(["factor * amount", "-factor * amount"])))).code).toBe(1);
  });

  test("results of a module, or of a file that it imports, that has changed are not gone on with but with --force", async () => {
    const module = write(ownExperiment());
    expect((await running(module)).code).toBe(0);
    writeFileSync(join(module, "../factor.js"), "export const factor = 4;\n");
    const refused = await running(module);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/mine\.js, which imports files that have changed since \(factor\.js\).* Add --force/);
    writeFileSync(module, ownExperiment(["Scores grow.", "Scores rise."]));
    expect((await running(module)).err).toMatch(
      /which has changed since \(SHA-256 \w{8} then, \w{8} now\).* Add --force/,
    );
    expect((await running(module, "--seeds", "3", "--dry-run")).out).toContain("3 jobs, 2 at a time");
    expect((await running(module, "--force")).code).toBe(0);
    expect((await running(module)).out).toContain("(already done)");
  });

  test("a module that is mended before any job was done just goes on", async () => {
    const module = write(ownExperiment(["factor * amount", "nothing * amount"]));
    expect((await running(module)).code).toBe(3);
    writeFileSync(module, ownExperiment());
    expect((await running(module)).err).not.toContain("--force");
  });

  test("another thread refuses a module that has changed since its run began", async () => {
    const module = write(ownExperiment());
    const own = ownModule(module);
    expect(Object.keys(await reloadOwnExperiment(own))).toEqual(["mine"]);
    writeFileSync(join(module, "../factor.js"), "export const factor = 5;\n");
    await expect(reloadOwnExperiment(own)).rejects.toThrow(/changed while its run was going on/);
  });

  test("modules count with what they import, directly or not, wherever they lie", () => {
    const [one, two] = [write('import "./other.js";\n'), write('import "./other.js";\n')];
    for (const module of [one, two])
      writeFileSync(join(module, "../other.js"), 'export { factor } from "./factor.js";\n');
    expect(ownModule(one).imports.map(({ path }) => path)).toEqual(["factor.js", "other.js"]);
    expect({ ...ownModule(one), path: "" }).toEqual({ ...ownModule(two), path: "" });
  });
});

describe("a module at fault", () => {
  test.each<[what: string, text: string, said: RegExp]>([
    ["no default export", "export const a = 1;", /mine\.js has no default export\. Make one with experiment/],
    [
      "the experiment under another name",
      ownExperiment(["export default", "export const mine ="]),
      /It exports the experiment "mine": write "export default mine;"/,
    ],
    ["something else", "export default 3;", /is not an experiment:\n {2}it is 3, not an object/],
    [
      "a field of the wrong kind",
      ownExperiment(["check: (", "check: 1, also: ("]),
      /\n {2}check: expected a function; found 1\n/,
    ],
    [
      "a field that is missing",
      ownExperiment(["figures:", "figure:"]),
      /\n {2}figures: expected a function; found nothing\n/,
    ],
    [
      "a name that is no file name",
      ownExperiment(['"mine"', '"../mine"']),
      /\n {2}id: expected a name .* found "\.\.\/mine"/,
    ],
    [
      "a name of purecell's",
      ownExperiment(['"mine"', '"coin"']),
      /its id, "coin", is that of an experiment of purecell's/,
    ],
    [
      "a status that there is not",
      ownExperiment(['"reproduced"', '"surely"']),
      /\n {2}recorded: expected the expected status/,
    ],
    [
      "a setting without default",
      ownExperiment([".default(2)", ""]),
      /\n {2}settings\.amount: expected a field with a default/,
    ],
    [
      "no seeds",
      ownExperiment([".default([0, 1])", ".optional()"]),
      /\n {2}settings\.seeds: expected a list of whole numbers/,
    ],
    [
      "a size of no setting",
      ownExperiment(["quick: {", "quick: { sheds: 1, "]),
      /\n {2}sizes\.quick\.sheds: there is no such setting/,
    ],
    [
      "a choice by no setting",
      ownExperiment(["quick: {", "quick: {}, start: {}, full: {} }, choosing: ['sheds'], unused: { quick: {"]),
      /\n {2}choosing: there is no setting "sheds"/,
    ],
    [
      "a module that throws",
      "const a = undefined;\nexport default a.b;",
      /cannot be imported: TypeError: .* \(line 2 of mine\.js\)/,
    ],
    [
      "a module that does not parse",
      "const a = 1;\nconst b = ;",
      /cannot be imported: SyntaxError: .* \(line 2 of mine\.js\)/,
    ],
    ["a module that is missing", 'import "./absent.js";', /cannot be imported: Error: Cannot find module .*absent\.js/],
    [
      "jobs that throw",
      ownExperiment(["seeds.map", "sheds.map"]),
      /: jobs threw ReferenceError: .* \(line 13 of mine\.js\)/,
    ],
    ["jobs of one name", ownExperiment(["id: `seed", "id: `one`, also: `seed"]), /: jobs returns "one" twice/],
    [
      "time that is none",
      ownExperiment(["=> 1,", "=> NaN,"]),
      /: expectedSeconds returns something else than expected/,
    ],
    [
      "a job without values",
      ownExperiment(["values: { score", "value: { score"]),
      /: runJob returns something else .*\n.*\n.*values/,
    ],
    [
      "arrays of lists",
      ownExperiment(["arrays: {}", "arrays: { a: { shape: [1], data: [1] } }"]),
      /→ at arrays\.a\.data/,
    ],
    [
      "verdicts without words",
      ownExperiment(['criterion: "the last above the first",', ""]),
      /: check returns .*\n.*\n.*criterion/,
    ],
    [
      "a check that throws",
      ownExperiment(["results[0].values", "results[9].values"]),
      /: check threw TypeError: .* \(line 21 of mine\.js\)/,
    ],
  ])("%s is named", async (_, text, said) => {
    const { code, out, err } = await running(write(text));
    expect(err + out).toMatch(said);
    expect([code, err.includes("bug in purecell")]).toEqual([3, false]);
  });

  test("a path that leads to no module is told apart from a name", async () => {
    const module = write(ownExperiment());
    const said = async (...argv: string[]) => (await tossing(...argv)).err;
    expect(await said("run", join(module, "../mime.js"))).toMatch(
      /there is no file .*mime\.js\. Did you mean .*mine\.js\?/,
    );
    expect(await said("run", join(module, ".."))).toMatch(/is a folder\. Give a \.js, \.mjs or \.ts file/);
    expect(await said("run", "README.md")).toMatch(/README\.md is not a module/);
    expect(await said("run", "coin.2")).toMatch(/unknown experiment "coin\.2"\.\nKnown: coin\./);
    expect(await said("reproduce", module)).toContain(`is run by: purecell run ${module}`);
  });

  test("Node that does not read TypeScript, and a package that is not installed, are named with the way out", () => {
    const own = { path: "/a/mine.ts", sha256: "", imports: [] };
    const error = (code: string, message: string) => Object.assign(new Error(message), { code });
    expect(whyNotImported(error("ERR_UNKNOWN_FILE_EXTENSION", "x"), own)).toMatch(
      /does not import \.ts files\. Use Node 22\.18/,
    );
    const missing = error("ERR_MODULE_NOT_FOUND", "Cannot find package 'purecell' imported from /a/mine.ts");
    expect(whyNotImported(missing, own)).toContain("npm install purecell");
  });
});
