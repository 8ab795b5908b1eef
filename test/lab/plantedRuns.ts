/** Two run folders with planted numbers: what the lab shows of them is known beforehand. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONDITIONS = ["all", "none"] as const;
const SEEDS = [0, 1, 2];
const STEPS = [10, 20, 40];

export interface PlantedRun {
  readonly name: string;
  /** Selectivity of a condition and seed. */
  readonly mir: (condition: string, seed: number) => number;
  readonly units: number;
}

export const PLANTED: readonly PlantedRun[] = [
  { name: "planted-one", units: 8, mir: (condition, seed) => (condition === "all" ? 0.8 : 0.3) + seed / 100 },
  { name: "planted-two", units: 16, mir: (condition, seed) => (condition === "all" ? 0.6 : 0.2) + seed / 50 },
];

/** The folders, in `home`; by default a new one. */
export function plantRuns(home = mkdtempSync(join(tmpdir(), "purecell-runs-"))): string[] {
  return PLANTED.map((run) => plantRun(join(home, run.name), run));
}

function plantRun(folder: string, { name, mir, units }: PlantedRun): string {
  mkdirSync(join(folder, "jobs"), { recursive: true });
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  const settings = { seeds: SEEDS, units };
  write("config.json", { schemaVersion: 1, experiment: "planted", experimentVersion: 1, settings, engine: "wasm" });
  const jobs = CONDITIONS.flatMap((condition) =>
    SEEDS.map((seed) => ({ id: `${condition}-seed${seed}`, condition, seed })),
  );
  for (const job of jobs) {
    const values = { mir: mir(job.condition, job.seed), energies: { objective: 1 / (1 + job.seed) }, undefined: null };
    write(`jobs/${job.id}.json`, { schemaVersion: 1, job, values, arrays: null });
  }
  const lines = jobs.flatMap(({ id, seed }) =>
    STEPS.map((done) =>
      JSON.stringify({ job: id, done, total: 40, metrics: { loss: (1 + seed) / done, penalty: null } }),
    ),
  );
  // As a killed run leaves it: a line twice, the last one torn.
  writeFileSync(join(folder, "metrics.jsonl"), `${[...lines, lines[0]].join("\n")}\n{"job":"all-se`);
  const verdict = {
    id: "planted.holds",
    claim: "Planted numbers are found again",
    criterion: "median > 0.5",
    measured: "0.81",
    met: "met",
    settings: "3 seeds",
  };
  write("verdicts.json", { schemaVersion: 1, complete: true, seeds: SEEDS, verdicts: [verdict] });
  write("report.json", {
    title: "A planted run",
    source: "nowhere",
    claim: "What was planted grows",
    runId: name,
    settings,
    provenance: { engine: "wasm" },
    verdicts: [verdict],
    figures: [{ id: "f", title: "A square", caption: "Drawn", summary: "A square", svg: HOSTILE }],
  });
  return folder;
}

/** A run under way: one job of two has reported, none is finished. */
export const LIVE = "under-way";

export function plantLive(home = mkdtempSync(join(tmpdir(), "purecell-live-"))): string {
  const folder = join(home, LIVE);
  mkdirSync(join(folder, "jobs"), { recursive: true });
  const settings = { seeds: [0, 1], units: 8 };
  const config = { schemaVersion: 1, experiment: "planted", experimentVersion: 1, settings, engine: "wasm" };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const line = { job: "all-seed0", done: 10, total: 40, metrics: { loss: 1 } };
  writeFileSync(join(folder, "metrics.jsonl"), `${JSON.stringify(line)}\n`);
  return folder;
}

/** The same run, gone on to its verdict. */
export function endLive(folder: string): void {
  const job = { id: "all-seed0", condition: "all", seed: 0 };
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  write("jobs/all-seed0.json", { schemaVersion: 1, job, values: { mir: 0.5 }, arrays: null });
  write("verdicts.json", { schemaVersion: 1, complete: true, seeds: [0], verdicts: [] });
}

/** A figure that would run a script, if figures of files were part of the page. */
const HOSTILE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10" onload="document.title=\'owned\'">' +
  '<script>document.title="owned"</script><rect width="10" height="10"/></svg>';
