/** Every example runs and prints what its reader is told to expect. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../examples");
const run = (file: string): string =>
  execFileSync(process.execPath, ["--import", "tsx", join(FOLDER, file)], { encoding: "utf8" });

const numbers = (line: string): number[] => [...line.matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) => Number(text));

const checks: Readonly<Record<string, (output: string) => void>> = {
  "01-how-pure-is-a-code.ts": (output) => {
    const scores = output
      .trim()
      .split("\n")
      .map((line) => numbers(line)[1]);
    expect(scores[0]).toBeGreaterThan(0.95);
    expect(scores[1]).toBeLessThan(scores[0]);
    expect(scores[2]).toBeLessThan(0.05);
  },
  "02-train-a-network.ts": (output) => {
    const scores = output
      .trim()
      .split("\n")
      .map((line) => numbers(line)[1]);
    expect(scores).toHaveLength(3);
    expect(scores[2]).toBeGreaterThan(scores[0] + 0.3);
  },
  "03-predict.ts": (output) => {
    const lines = output.trim().split("\n");
    expect(lines.map((line) => /: (\w+)/.exec(line)?.[1])).toEqual(["modular", "modular", "mixed"]);
    for (const line of lines) {
      const [, energy, bound] = numbers(line.replace(/.*energy/, "0"));
      expect(bound).toBeLessThanOrEqual(energy);
      expect(bound).toBeCloseTo(energy, 3);
    }
  },
  "04-measure-a-recording.ts": (output) => {
    const ratios = output
      .split("\n")
      .filter((line) => line.includes("of each neuron"))
      .map(numbers);
    expect(ratios.map((neurons) => neurons.length)).toEqual([8, 8]);
    const [pure, mixed] = [ratios[1].slice(0, 6), ratios[1].slice(6)];
    expect(Math.min(...pure)).toBeGreaterThan(0.9);
    expect(Math.max(...mixed)).toBeLessThan(0.3);
    expect(output).toMatch(/chance, rotated: 0\.\d+, p = 0\.01/);
  },
  "05-why-two-libraries-disagree.ts": (output) => {
    const scores = output
      .trim()
      .split("\n")
      .map((line) => line.slice(0, 5));
    const documented = readFileSync(join(FOLDER, "../docs/why-two-libraries-give-different-mig.md"), "utf8");
    const quoted = [...documented.matchAll(/^\| .* \| (\d\.\d{3}) \|$/gm)].map(([, score]) => score);
    expect(quoted).toEqual(scores);
    expect(new Set(scores).size).toBe(11);
  },
  "07-delayed-response.ts": (output) => {
    const [all, repeats, neighbours, angles, overlap] = output.trim().split("\n");
    expect([all, repeats].map((line) => numbers(line)[0])).toEqual([0, 0]);
    expect(neighbours).toMatch(/: mixed, mixing saves 3\.\d+ %/);
    for (const angle of numbers(angles).slice(0, 2)) expect(Math.abs(angle - 60)).toBeLessThanOrEqual(3);
    const [share, chance] = numbers(overlap);
    expect(share).toBeCloseTo(0.25, 1);
    expect(chance).toBeGreaterThan(0);
  },
  "08-test-a-population.ts": (output) => {
    expect(output).toMatch(/predicted mixed, recorded mixed/);
    expect(output).toMatch(/efficiency (0\.9\d|1\.0\d), p = 0\.005/);
    expect(output).toMatch(
      /mixing saves 1\.7 %; \[\{"action":"add","condition":\{"position":0,"reward":0\}\}\] makes neurons pure/,
    );
  },
};

const OWN = "06-your-own-experiment.js";

test("every example has a check", () => {
  const programs = readdirSync(FOLDER).filter((name) => /\.[jt]s$/.test(name));
  expect([...Object.keys(checks), OWN].sort()).toEqual(programs.sort());
});

/** As built: the experiment imports purecell by its name. */
test(OWN, () => {
  const runs = mkdtempSync(join(tmpdir(), "purecell-"));
  const purecell = [join(FOLDER, "../dist/cli/main.js"), "run", join(FOLDER, OWN), "--quick", "--json", "--runs", runs];
  const run = JSON.parse(
    execFileSync(process.execPath, purecell, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
  rmSync(runs, { recursive: true });
  expect(run).toMatchObject({ experiment: "sign-matters", status: "complete", seeds: [0] });
  expect(run.verdicts).toMatchObject([{ id: "sign-matters.purer", met: "not judged", recorded: "reproduced" }]);
  expect(run.verdicts[0].values[0].value).toBeGreaterThan(0);
});

test.each(Object.entries(checks))("%s", (file, check) => check(run(file)));
