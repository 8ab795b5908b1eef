/** `purecell cells` on planted cells, on recorded maps, and on everything that can be wrong with a file. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { plantedSessions, TYPES } from "../../bench/plantedSessions.js";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { fold, key } from "../../src/math/random.js";
import { gridCell, headDirectionCell, objectVectorCell, placeCell } from "../../src/tasks/space/simulatedCells.js";
import { fixtureArray, mirrored, plantedSpikes, ratSession } from "../support/ratSession.js";
import { missingParts } from "../support/reportParts.js";
import { calling } from "./fixtures/inProcess.js";

const MAPS = join(import.meta.dirname, "../fixtures/space/grid-cell-rate-maps.npz");
const OBJECTS = [
  { x: 0.3, y: 0.35 },
  { x: 0.7, y: 0.6 },
];
const rates = { peak: 12, background: 0.2 };
const PLANTED = [
  ["grid", gridCell({ spacing: 0.4, orientation: 0.3, phase: { x: 0.2, y: 0.1 } }, rates)],
  ["head-direction", headDirectionCell(2, 3, rates)],
  ["object-vector", objectVectorCell(0.15, 1, 0.07, rates)],
  ["place", placeCell({ x: 0.6, y: 0.4 }, 0.09, rates)],
] as const;

let folder: string;
const path = (name: string) => join(folder, name);
const save = (name: string, arrays: Readonly<Record<string, NpyArray>>): string => {
  writeFileSync(path(name), writeNpz(arrays));
  return path(name);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "purecell-cells-"));
  const first = await ratSession();
  for (const [s, of] of [first, mirrored(first)].entries()) {
    const spikes = PLANTED.map(([, tuning], cell) =>
      plantedSpikes(tuning, of, OBJECTS[s], fold(fold(key(8), cell), s)),
    );
    save(`session${s + 1}.npz`, {
      t: { shape: [of.t.length], data: of.t },
      ...positionOf(of.x, of.y),
      head_direction: { shape: [of.t.length], data: of.headDirection ?? new Float64Array(0) },
      spike_times: vector(spikes.flatMap((times) => [...times])),
      spike_cells: vector(spikes.flatMap((times, cell) => [...times].map(() => cell))),
      object: vector([OBJECTS[s].x, OBJECTS[s].y]),
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const vector = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Float64Array.from(values) });
const positionOf = (x: Float64Array, y: Float64Array): Record<string, NpyArray> => ({
  position: {
    shape: [x.length, 2],
    data: Float64Array.from({ length: 2 * x.length }, (_, i) => (i % 2 === 0 ? x : y)[i >> 1]),
  },
});

/** A file with the first of the recorded maps. */
async function oneMap(): Promise<string> {
  const maps = await fixtureArray("grid-cell-rate-maps.npz", "rate_maps_hz");
  return save("one.npz", { one: { shape: [32, 32], data: maps.slice(0, 32 * 32) } });
}

const answer = z.object({
  population: z.record(z.string(), z.number()),
  lengthUnit: z.string(),
  notes: z.array(z.string()),
  cells: z.array(
    z.object({
      cell: z.string(),
      label: z.string(),
      p: z.number().nullable(),
      q: z.number().nullable(),
      gridScore: z.number().nullable(),
      spacing: z.number().nullable(),
      orientation: z.number().nullable(),
      borderScore: z.number().nullable(),
      meanVectorLength: z.number().nullable(),
      objectVectorScore: z.number().nullable(),
      objectDistance: z.number().nullable(),
      informationBitsPerSpike: z.number().nullable(),
    }),
  ),
});

describe("planted cells in two files", () => {
  let found: z.infer<typeof answer>;
  beforeAll(async () => {
    const files = [path("session1.npz"), path("session2.npz")];
    const size = ["--shifts", "39", "--field-shuffles", "39", "--out", path("report")];
    const { code, out } = await calling("cells", ...files, ...size, "--json");
    expect(code).toBe(0);
    found = answer.parse(JSON.parse(out));
  });

  test.each(PLANTED.map(([label], cell) => [label, cell] as const))("%s is recognised", (label, cell) => {
    expect(found.cells[cell]).toMatchObject({ cell: String(cell), label });
  });

  test("with its measures, in centimetres and degrees", () => {
    const [grid, direction, vector] = found.cells;
    expect(Math.abs((grid.spacing ?? 0) - 40)).toBeLessThan(3);
    expect(direction.meanVectorLength).toBeGreaterThan(0.5);
    expect(Math.abs((vector.objectDistance ?? 0) - 15)).toBeLessThan(5);
    expect(found.lengthUnit).toBe("cm");
    expect(found.notes.join()).toContain("taken as metres");
  });

  test("the report holds a sheet for every cell", () => {
    const report = readFileSync(path("report/report.html"), "utf8");
    expect(missingParts(report, { methods: true })).toEqual([]);
    const [, overview] = report.split('id="figure-overview"');
    expect(overview.split("</figure>")[0].match(/class="panel"/g)).toHaveLength(PLANTED.length);
    for (const [cell, [label]] of PLANTED.entries()) expect(report).toContain(`Cell ${cell}: ${label}`);
    expect(existsSync(path("report/figures/cell-3.png"))).toBe(true);
    expect(readFileSync(path("report/cells.csv"), "utf8").trim().split("\n")).toHaveLength(5);
  });
});

describe("threads", () => {
  const small = ["--shifts", "19", "--field-shuffles", "19", "--bin-cm", "5", "--json"];
  const files = () => [path("every1.npz"), path("every2.npz")];
  beforeAll(async () => {
    for (const [s, arrays] of (await plantedSessions(TYPES.length, key(3))).entries())
      save(`every${s + 1}.npz`, arrays);
  });

  test("give the same bytes for cells of every type, however many", async () => {
    const [one, two, three] = await inTurn(["1", "2", "3"], (workers) =>
      calling("cells", ...files(), ...small, "--workers", workers),
    );
    expect(one.code).toBe(0);
    const labels = answer.parse(JSON.parse(one.out)).cells.map(({ label }) => label);
    expect(new Set(labels).size).toBeGreaterThan(3);
    expect(two.out).toBe(one.out);
    expect(three.out).toBe(one.out);
  }, 240_000);

  test("nor with random phases, and grids judged by shifts in time", async () => {
    const nulls = ["--null", "phase-randomise", "--grid-null", "time-shift"];
    const flags = [path("every1.npz"), ...nulls, "--fewest-spikes", "1200", ...small];
    const [one, two] = await inTurn(["1", "2"], (workers) => calling("cells", ...flags, "--workers", workers));
    const { population } = answer.parse(JSON.parse(one.out));
    expect(population).toMatchObject({ "too few data": 4 });
    expect(two.out).toBe(one.out);
  }, 240_000);

  test("give the same bytes for finished maps", async () => {
    const maps = await fixtureArray("grid-cell-rate-maps.npz", "rate_maps_hz");
    const file = save("three.npz", { three: { shape: [3, 32, 32], data: maps.slice(0, 3 * 32 * 32) } });
    const flags = [file, "--maps", "three", "--field-shuffles", "19", "--json"];
    const [one, two] = await inTurn(["1", "2"], (workers) => calling("cells", ...flags, "--workers", workers));
    expect(answer.parse(JSON.parse(one.out)).cells).toHaveLength(3);
    expect(two.out).toBe(one.out);
  }, 240_000);

  test("what a thread refuses is told as it is without one", async () => {
    const flags = [...files(), "--smallest-shift", "250", "--json"];
    const [one, two] = await inTurn(["1", "2"], (workers) => calling("cells", ...flags, "--workers", workers));
    const refusal = (err: string) => err.split("\n").filter((line) => line.startsWith("error:"));
    expect([one.code, one.out]).toEqual([3, ""]);
    expect(refusal(one.err).join()).toMatch(/too short for shifts of at least 250 s.*--smallest-shift/);
    expect({ ...two, err: refusal(two.err) }).toEqual({ ...one, err: refusal(one.err) });
  }, 60_000);

  test("stop in the middle of a cell", async () => {
    let stopped = 0;
    const timer = setInterval(() => {
      if (stopped > 0 || process.listenerCount("SIGINT") === 0) return;
      stopped = performance.now();
      process.emit("SIGINT");
    }, 3000);
    const { code, out, err } = await calling("cells", ...files(), "--shifts", "100000", "--workers", "2");
    clearInterval(timer);
    expect([code, out, err]).toEqual([130, "", expect.stringContaining("interrupted: cells are labelled together")]);
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect(process.listenerCount("SIGINT")).toBe(0);
  }, 60_000);

  test.each(["0", "many"])("--workers %s is refused", async (workers) => {
    const { code, err } = await calling("cells", ...files(), "--workers", workers);
    expect([code, err]).toEqual([2, expect.stringContaining("--workers")]);
  });
});

/** One call after another, as they share the streams of this process. */
async function inTurn<Result>(each: readonly string[], call: (one: string) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of each) results.push(await call(one));
  return results;
}

test("finished maps: grids are found, quantities that need a session are null", async () => {
  const { code, out } = await calling("cells", MAPS, "--maps", "rate_maps_hz", "--field-shuffles", "59", "--json");
  const found = answer.parse(JSON.parse(out));
  expect(code).toBe(0);
  expect(found.lengthUnit).toBe("bins");
  expect(found.population.grid).toBeGreaterThanOrEqual(11);
  for (const cell of found.cells) expect(cell).toMatchObject({ meanVectorLength: null, objectVectorScore: null });
});

test("a bin size gives the spacing of maps in cm", async () => {
  const run = async (...more: string[]) => {
    const { out } = await calling(
      "cells",
      await oneMap(),
      "--maps",
      "one",
      "--field-shuffles",
      "19",
      "--json",
      ...more,
    );
    return answer.parse(JSON.parse(out));
  };
  const [bins, cm] = [await run(), await run("--bin-cm", "3")];
  expect(cm.lengthUnit).toBe("cm");
  expect(cm.cells[0].spacing).toBeCloseTo(3 * (bins.cells[0].spacing ?? 0), 6);
});

test("the grid score is the one asked for, and its name is in the answer", async () => {
  const one = await oneMap();
  const scores = new Map<string, number | null>();
  for (const name of ["expanding", "fixed", "banino", "elliptic", "tolerant"]) {
    const { out } = await calling(
      "cells",
      one,
      "--maps",
      "one",
      "--grid-score",
      name,
      "--field-shuffles",
      "19",
      "--json",
    );
    const { cells, settings } = z
      .object({ settings: z.object({ gridScore: z.string() }), cells: answer.shape.cells })
      .parse(JSON.parse(out));
    expect(settings.gridScore).toBe(name);
    scores.set(name, cells[0].gridScore);
  }
  expect(scores.get("tolerant")).toBe(Math.max(scores.get("expanding") ?? 0, scores.get("elliptic") ?? 0));
  scores.delete("tolerant");
  expect(new Set(scores.values()).size).toBe(4);
});

describe("refused by name", () => {
  const t = Float64Array.from({ length: 3000 }, (_, i) => 0.02 * i);
  const x = t.map((s) => 0.5 + 0.4 * Math.sin(s));
  const y = t.map((s) => 0.5 + 0.4 * Math.cos(0.7 * s));
  const good: Record<string, NpyArray> = { t: vector(t), ...positionOf(x, y), spike_times: vector(t.slice(0, 200)) };
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([other]) => other !== name));

  test.each([
    ["no time", without("t"), [], 3, "no time stamps found"],
    ["no position", without("position"), [], 3, "no positions found"],
    ["no spikes", without("spike_times"), [], 3, "no spikes or activity found"],
    ["repeated time", { ...good, t: vector(t.map((s, i) => (i === 7 ? t[6] : s))) }, [], 3, "time stamp 8"],
    [
      "no movement",
      {
        ...good,
        ...positionOf(
          x.map(() => 1),
          y.map(() => 2),
        ),
      },
      ["--units", "m"],
      3,
      "never moves",
    ],
    ["lengths", { ...good, t: vector(t.slice(1)) }, [], 3, "2999 time stamps but 3000 positions"],
    [
      "unclear unit",
      {
        ...good,
        ...positionOf(
          x.map((v) => 900 * v),
          y.map((v) => 900 * v),
        ),
      },
      [],
      3,
      "say which",
    ],
    ["pixels", good, ["--units", "px"], 2, "--cm-per-pixel"],
    ["unit", good, ["--units", "miles"], 2, "m, cm, mm, px"],
    ["NaN spike", { ...good, spike_times: vector([1, Number.NaN]) }, [], 3, "spike 2 is at NaN"],
    ["objects", good, ["--objects", "1,2;3,4"], 3, "2 places of the object for 1 sessions"],
    ["short", { ...good, t: vector(t.map((s) => s / 2)) }, [], 3, "too short"],
    ["milliseconds", { ...good, t: vector(t.map((s) => 1000 * s)) }, [], 3, "--time-unit ms"],
    ["no spike", { ...good, spike_times: vector([]), spike_cells: vector([]) }, [], 3, "there are no spikes"],
    [
      "three rows",
      { ...without("position"), position: { shape: [3, 3000], data: new Float64Array(9000) } },
      [],
      3,
      '"position" has shape (3, 3000), expected positions [3000 x 2]',
    ],
    ["grid score", good, ["--grid-score", "langston"], 2, "expanding, fixed, banino, elliptic"],
    ["null", good, ["--null", "spin"], 2, "time-shift, phase-randomise"],
    ["smoothing", good, ["--smooth", "both"], 2, "sums, rates"],
    [
      "clock",
      { ...good, spike_times: vector(t.slice(0, 200).map((s) => 1000 * s + 70)) },
      [],
      3,
      "one clock, both in seconds",
    ],
    [
      "session clock",
      {
        ...good,
        t: vector(t.map((s, i) => (i < 1500 ? s : s - t[1500]))),
        session: vector(t.map((_, i) => (i < 1500 ? 1 : 2))),
      },
      [],
      3,
      "the clock goes back at sample 1501, where session 2 begins",
    ],
    ["unseen", good, ["--shortest-stay", "100"], 3, "bins were visited"],
    ["name", good, ["--position", "nowhere"], 3, '"nowhere"'],
    ["maps", good, ["--maps", "position"], 3, "too coarse"],
    ["draws", good, ["--shifts", "3"], 2, "whole number from 19"],
    ["both", good, ["--json", "--csv"], 2, "give one of them"],
  ] as const)("%s", async (name, arrays, flags, code, message) => {
    const file = save(`${name}.npz`, arrays);
    const said = await calling("cells", file, ...flags);
    expect(said.err).toContain(message);
    expect(said).toMatchObject({ code, out: "" });
  });

  test("a cell with few spikes is not tested, and says so", async () => {
    const file = save("few.npz", { ...good, spike_times: vector(t.slice(0, 20)) });
    const { code, out } = await calling("cells", file, "--smallest-shift", "5", "--json");
    expect(code).toBe(0);
    expect(answer.parse(JSON.parse(out)).cells[0]).toMatchObject({ label: "too few data", gridScore: null });
  });

  test.each([
    ["lost", { ...good, ...positionOf(x.with(5, Number.NaN).fill(Number.NaN, 100, 300), y) }, "lost positions"],
    ["outside", { ...good, spike_times: vector([...t.slice(0, 200), -1, 99]) }, "2 spikes lie outside"],
    [
      "negative",
      { ...without("spike_times"), activity: { shape: [3000, 1], data: x.map((v) => v - 0.6) } },
      "raised so that their lowest value is 0",
    ],
  ] as const)("handled and said: %s", async (name, arrays, note) => {
    const file = save(`${name}.npz`, arrays);
    const few = ["--shifts", "19", "--field-shuffles", "19", "--smallest-shift", "5", "--fewest-spikes", "500"];
    const { code, out } = await calling("cells", file, ...few, "--json");
    expect(code).toBe(0);
    expect(answer.parse(JSON.parse(out)).notes.join()).toContain(note);
  });

  test("a table with missing positions is read, and the unit asked for", async () => {
    const rows = Array.from(
      t.slice(0, 2000),
      (s, i) => `${s},${i % 9 === 0 ? "" : 900 * x[i]},${i % 9 === 0 ? "NaN" : 900 * y[i]}`,
    );
    writeFileSync(path("gaps.csv"), `t,x,y\n${rows.join("\n")}\n`);
    writeFileSync(path("spikes.csv"), `spike_times,unit\n${[...t.slice(0, 60)].map((s) => `${s},a`).join("\n")}\n`);
    const spikes = ["--spikes", path("spikes.csv"), "--spike-cells", "unit", "--fewest-spikes", "100"];
    expect((await calling("cells", path("gaps.csv"), ...spikes)).err).toContain("say which");
    const { code, out } = await calling("cells", path("gaps.csv"), ...spikes, "--cm-per-pixel", "0.1", "--json");
    expect(code).toBe(0);
    expect(answer.parse(JSON.parse(out)).cells).toMatchObject([{ cell: "a", label: "too few data" }]);
  });

  test("an empty file of maps", async () => {
    const file = save("nan.npz", { maps: { shape: [1, 9, 9], data: new Float64Array(81).fill(Number.NaN) } });
    expect((await calling("cells", file, "--maps", "maps")).err).toContain('every bin of "maps" is NaN');
  });
});
