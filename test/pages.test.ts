/** How a run becomes a recorded result, and a recorded result a page. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { experimentPage } from "../scripts/pages/experimentPage.js";
import { parseFindings } from "../scripts/pages/findings.js";
import { fromRun } from "../scripts/pages/fromRun.js";
import { readRecorded, recordedText } from "../scripts/pages/recorded.js";
import { commandOf, duration, row } from "../scripts/pages/words.js";
import { experiments } from "../src/experiments/registry.js";

const home = mkdtempSync(join(tmpdir(), "purecell-pages-"));
const run = join(home, "floor-1a2b3c4d");
const { floor } = experiments;
const settings = { ...floor.settings.parse({}), seeds: [4, 5] };

const verdict = {
  id: "floor.exact-nonnegativity",
  claim: "Training finds the least energy.",
  criterion: "|a| <= 1 %",
  measured: "median 0.25",
  met: "met",
  settings: "two seeds",
  values: [
    { label: "seed 4", value: 0.25 },
    { label: "seed 5", value: null },
  ],
};

const jobs = [
  { id: "exact-seed4", condition: "exact", seed: 4, values: { share: 1 / 3, energies: { objective: 2 }, by: [1, 2] } },
  { id: "soft-seed4", condition: "soft", seed: 4, values: { share: null, verdict: "mixed" } },
];

const figure = (id: string) => ({ id, title: id, caption: "Dots: seeds.", summary: "Dots.", svg: "<svg/>" });
const FILES: Readonly<Record<string, unknown>> = {
  config: { schemaVersion: 1, experiment: "floor", experimentVersion: 1, settings, engine: "native" },
  verdicts: { schemaVersion: 1, complete: true, seeds: [4, 5], verdicts: [verdict] },
  results: { jobs },
  provenance: {
    purecell: "0.1.0",
    commit: null,
    node: "v20.20.2",
    system: "Linux",
    cpu: "some",
    cores: 2,
    sessions: [
      { argv: [], start: "2026-01-01T10:00:00.000Z", end: "2026-01-01T10:00:30.000Z" },
      { argv: [], start: "2026-01-02T10:00:00.000Z", end: "2026-01-02T10:01:00.000Z" },
    ],
  },
  report: {
    title: "Floor",
    source: "ours",
    claim: "It ends there.",
    runId: "floor-1a2b3c4d",
    settings: {},
    provenance: {},
    verdicts: [verdict],
    figures: [figure("floor-distance"), figure("floor-code")],
  },
};

const write = (name: string, value: unknown) => writeFileSync(join(run, `${name}.json`), JSON.stringify(value));

beforeAll(() => {
  mkdirSync(join(run, "figures"), { recursive: true });
  mkdirSync(join(home, "docs/results"), { recursive: true });
  for (const [name, value] of Object.entries(FILES)) write(name, value);
  writeFileSync(join(run, "figures/floor-distance.png"), "");
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("a finished run", () => {
  test("is kept with verdicts, settings, engine, the time of all sessions and the numbers of every job", () => {
    const { recorded, pictures } = fromRun(run, (id) => id === "floor-distance", "A note.");
    expect(recorded).toMatchObject({ source: "recorded", experiment: "floor", version: 1, engine: "native", cores: 2 });
    expect(recorded).toMatchObject({ seconds: 90, settings, note: "A note.", provenance: { day: "2026-01-02" } });
    expect(recorded.verdicts).toEqual([{ ...verdict, notes: [] }]);
    expect([...pictures]).toEqual([["floor-distance.png", join(run, "figures/floor-distance.png")]]);
    expect(recorded.jobs).toEqual({
      columns: ["condition", "seed", "share", "energies.objective"],
      rows: [
        ["exact", 4, 0.333333, 2],
        ["soft", 4, null, null],
      ],
    });
  });

  test("reads back as it was written", () => {
    const { recorded } = fromRun(run, () => false);
    writeFileSync(join(home, "docs/results/floor.json"), recordedText(recorded));
    expect(readRecorded(home, "floor")).toEqual(recorded);
    expect(readRecorded(home, "fig2")).toBeUndefined();
  });

  test("is refused where it is not finished, or a figure was not drawn", () => {
    expect(() => fromRun(run, () => true)).toThrow(/floor-code\.png is missing: .*doctor/);
    write("verdicts", { schemaVersion: 1, complete: false, seeds: [4], verdicts: [verdict] });
    expect(() => fromRun(run, () => false)).toThrow(/is not finished/);
    write("verdicts", FILES.verdicts);
  });

  test("has a session of unknown length where one was killed", () => {
    write("provenance", { ...Object(FILES.provenance), sessions: [{ argv: [], start: "2026-01-01T10:00:00.000Z" }] });
    expect(fromRun(run, () => false).recorded.seconds).toBeNull();
    write("provenance", FILES.provenance);
  });

  test("a recorded result of another shape is refused by name", () => {
    writeFileSync(join(home, "docs/results/fig1.json"), JSON.stringify({ schemaVersion: 1, source: "guessed" }));
    expect(() => readRecorded(home, "fig1")).toThrow(/fig1\.json is not a recorded result/);
  });
});

const FINDINGS = `# Floor

It ends
there.

## Published

- \`floor.exact-nonnegativity\`: nothing
  at all

## How

Ten sets.

## Findings

None.

## On fresh seeds

The same.
`;

describe("findings", () => {
  test("are a title, a sentence, what is published, how, and the rest as it stands", () => {
    const findings = parseFindings(FINDINGS, "floor.md");
    expect(findings).toMatchObject({ title: "Floor", sentence: "It ends there.", how: "Ten sets." });
    expect([...findings.published]).toEqual([["floor.exact-nonnegativity", "nothing at all"]]);
    expect(findings.rest).toBe("## Findings\n\nNone.\n\n## On fresh seeds\n\nThe same.");
  });

  test("without a title or with an item of another form are refused", () => {
    expect(() => parseFindings("It ends there.", "floor.md")).toThrow(/floor\.md does not begin with "# Title"/);
    expect(() => parseFindings("# A\n\nB.\n\n## Published\n\n- floor: c\n", "floor.md")).toThrow(/"- floor: c" is not/);
  });
});

describe("a page", () => {
  const findings = parseFindings(FINDINGS, "floor.md");

  test("has the recorded numbers beside what is published, and the command that gives them again", () => {
    const page = experimentPage(floor, findings, fromRun(run, (id) => id === "floor-distance").recorded);
    expect(page).toContain("npx purecell run floor --seeds 4-5\n");
    expect(page).toContain("| `floor.exact-nonnegativity` | beyond the paper | met | nothing at all | median 0.25 |");
    expect(page).toContain("| `floor.soft-nonnegativity` | beyond the paper | - | - | not recorded yet |");
    expect(page).toContain("*Values*: seed 4: 0.25; seed 5: undefined.");
    expect(page).toContain("![floor-distance](../results/floor-distance.png)");
    expect(page).toContain("90 s on 2 cores.".replace("90 s", duration(90)));
  });

  test("says so where nothing is recorded", () => {
    expect(experimentPage(floor, findings, undefined)).toContain("No run is recorded yet.");
  });

  test("says so where the experiment has changed since", () => {
    const recorded = fromRun(run, () => false).recorded;
    const page = experimentPage({ ...floor, version: 3 }, findings, recorded);
    expect(page).toContain("Recorded with version 1 of the experiment, which is at version 3 now.");
  });
});

test("commands name what differs from the defaults, quoted where a shell would read it", () => {
  expect(commandOf(floor, { ...settings, seeds: [3], points: 12 })).toBe(
    "npx purecell run floor --seed 3 --set points=12",
  );
  expect(commandOf(floor, { ...settings, seeds: [0, 2, 7] })).toBe("npx purecell run floor --seeds 0,2,7");
  const { fig13 } = experiments;
  expect(commandOf(fig13, { ...fig13.settings.parse({}), rectifiedBetas: [] })).toBe(
    "npx purecell run fig13 --set 'rectifiedBetas=[]'",
  );
});

test("durations are told in the unit that fits, and cells keep their bars", () => {
  expect([0.2, 41, 89, 90, 3180, 4440, 12_000].map(duration)).toEqual([
    "1 s",
    "41 s",
    "89 s",
    "2 min",
    "53 min",
    "74 min",
    "3 h 20 min",
  ]);
  expect(row("|v_x|", "a\nb")).toBe("| \\|v_x\\| | a b |");
});
