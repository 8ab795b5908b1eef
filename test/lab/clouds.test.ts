/** What the lab works out of a cloud beside its optimum: the map of savings, the verdict on a sample, rectified codes, bands of seeds. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { AtRest } from "../../lab/page/atRest.js";
import { csvText } from "../../lab/page/files.js";
import { bandOf, shared } from "../../lab/page/seedBand.js";
import { pointsCommand, rectifiedCommand } from "../../lab/page/share.js";
import { cellAt, cellText, fillOf, hatching, phasePaths } from "../../lab/panels/phaseShapes.js";
import { AXES, axes, coarseToFine, movedTo, placeOn } from "../../lab/worker/clouds/axes.js";
import { mapCells } from "../../lab/worker/clouds/phaseMap.js";
import { cloudProblem } from "../../lab/worker/clouds/problem.js";
import type { MapCell } from "../../lab/worker/clouds/protocol.js";
import { predictRectifiedCloud } from "../../lab/worker/clouds/rectified.js";
import { judgeCloud } from "../../lab/worker/clouds/sampling.js";
import { settle } from "../../lab/worker/settle.js";
import type { Values } from "../../lab/worker/values.js";
import { cloudSettings } from "../../src/experiments/points/index.js";
import { predictNeurons } from "../../src/theory/index.js";
import { calling } from "../cli/fixtures/inProcess.js";

const cloudOf = (some: Values): Values => JSON.parse(JSON.stringify(cloudSettings.parse(some)));

describe("axes of the map", () => {
  test.each(AXES)("%s: every value is one that the settings take and an address keeps", async (name) => {
    const { values, read, write } = axes[name];
    expect(values.every((value, at) => at === 0 || value > values[at - 1])).toBe(true);
    const settings = cloudSettings.parse({});
    for (const value of values) {
      const moved = cloudSettings.parse({ ...settings, ...write(settings, value) });
      expect(read(moved)).toBe(value);
      expect(read(cloudSettings.parse({ ...moved, [name]: Number(String(value)) }))).toBe(value);
    }
  });

  test("a place is the number of a value, in proportion between two, and at the ends beyond them", () => {
    const axis = axes.diagonal;
    expect(axis.values.map((value) => placeOn(axis, value))).toEqual([...axis.values.keys()]);
    expect(placeOn(axis, 15)).toBe(13.5);
    expect([placeOn(axis, 0), placeOn(axis, 99)]).toEqual([0, axis.values.length - 1]);
  });

  test("two corners are cut at once, each by its own", () => {
    const moved = movedTo(
      cloudSettings.parse({ corners: [0.5, 0.1, 0, 0] }),
      { across: "corner0", up: "corner2" },
      5,
      10,
    );
    expect(moved).toEqual({ corners: [0.2, 0.1, 0.4, 0] });
  });

  test.each([
    [24, 24],
    [25, 24],
    [3, 1],
  ])("%i by %i cells are asked for once each, and none before the coarser one that it refines", (columns, rows) => {
    const order = coarseToFine(columns, rows);
    const names = order.map(({ column, row }) => `${column},${row}`);
    expect(new Set(names).size).toBe(columns * rows);
    expect(names).toHaveLength(columns * rows);
    for (const [at, { column, row, size }] of order.entries()) {
      const coarser = `${column - (column % (2 * size))},${row - (row % (2 * size))}`;
      if (size < 8) expect(names.indexOf(coarser)).toBeLessThan(at);
    }
  });
});

describe("cells of the map", () => {
  const settings = cloudOf({ side: 7 });
  const plane = { across: "corner0", up: "diagonal" } as const;

  test("are the certified answers to their own settings, which are what a click goes to", () => {
    const cells: [number, number][] = [
      [0, 0],
      [15, 0],
      [0, 20],
    ];
    const found = mapCells({ settings, ...plane, cells });
    const known = cells.map(([column, row]) => {
      const there = { ...settings, ...movedTo(cloudSettings.parse(settings), plane, column, row) };
      const { verdict, saving } = predictNeurons(cloudProblem(there).problem);
      return { verdict, least: saving.least, most: saving.most };
    });
    expect(found).toMatchObject(known);
    expect(found.map(({ verdict }) => verdict)).toEqual(["modular", "mixed", "modular"]);
    // Of 49 points with the seven of the diagonal 34 times, 231 of 280 are copies with equal factors, and margins are as before.
    expect([axes.diagonal.values[20], found[0].correlation, found[2].correlation]).toEqual([
      34,
      expect.closeTo(0, 12),
      expect.closeTo(231 / 280, 12),
    ]);
  });

  test("without a cloud are refused, and the others are not", () => {
    const drawn = [
      [0, 0],
      [0.3, 0],
      [0, 0.3],
      [1, 1],
    ];
    const bare = cloudOf({ shape: "drawn", drawn });
    const cells = [
      [0, 12],
      [23, 12],
    ] as const;
    const [full, empty] = mapCells({ settings: bare, across: "corner0", up: "shear", cells });
    expect([full.verdict === "refused", empty.verdict]).toEqual([false, "refused"]);
    expect(empty.least).toBeNaN();
    expect(cellText(empty)).toBe("too few points for a cloud");
  });

  const cell = (verdict: MapCell["verdict"], least: number, most = least): MapCell => ({
    column: 0,
    row: 0,
    verdict,
    least,
    most,
    correlation: 0.25,
  });

  test("are coloured by what is proven: mixed ones by a scale from 0.1 to 10 %, undecided ones not at all", () => {
    expect([0.0011, 0.01, 0.1, 0.5].map((least) => fillOf(cell("mixed", least)))).toEqual([0, 5, 10, 10]);
    expect(fillOf(cell("undecided", 0.02, 0.3))).toBe("undecided");
    expect(cellText(cell("undecided", 0.02, 0.3))).toBe("undecided: mixing saves 2 % to 30 %; correlation 0.25");
    expect(cellText(cell("mixed", 0.0125))).toBe("mixed neurons save 1.3 % of the energy; correlation 0.25");
  });

  test("stand for finer ones until those are known, and neighbours alike are one rectangle", () => {
    const frame = { columns: 4, rows: 2, width: 10, height: 5, left: 0, top: 0 };
    const coarse = new Map([["0,0", cell("undecided", 0, 1)]]);
    expect(cellAt(coarse, 3, 1)?.verdict).toBe("undecided");
    const known = new Map([...coarse, ["3,1", cell("modular", 0)]]);
    const paths = phasePaths(frame, known);
    expect(Object.fromEntries(paths)).toEqual({
      undecided: "M0 5h40v5h-40zM0 0h30v5h-30z",
      modular: "M30 0h10v5h-10z",
    });
    expect(hatching(frame, known).match(/M/g)).toHaveLength(7);
    expect(phasePaths(frame, new Map()).size).toBe(0);
  });
});

describe("the command line says the same of the points, as the commands on the page ask it", () => {
  /** The answer of a command of the page, with the points in the place of points.csv. */
  async function answerOf(settings: Values, command: string) {
    const folder = mkdtempSync(join(tmpdir(), "purecell-"));
    try {
      const { data } = cloudProblem(settings).samples;
      const rows = Array.from({ length: data.length / 2 }, (_, row) => [data[2 * row], data[2 * row + 1]]);
      const file = join(folder, "points.csv");
      writeFileSync(file, csvText(["factor 1", "factor 2"], rows));
      const words = command.replace("npx purecell ", "").split(" ");
      const { code, out, err } = await calling(...words.map((word) => (word === "points.csv" ? file : word)), "--json");
      expect([code, err]).toEqual([0, expect.anything()]);
      return JSON.parse(out);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test.each([
    ["random points", { shape: "sampled", sampled: 60, draw: 2, corners: [0.5, 0, 0, 0] }],
    [
      "points drawn by hand",
      {
        shape: "drawn",
        drawn: [
          [0.1, 0.1],
          [0.9, 0.2],
          [0.2, 0.8],
          [0.5, 0.5],
          [0.7, 0.3],
          [0.3, 0.6],
        ],
      },
    ], // prettier-ignore
  ])("as a sample: %s", async (_, some) => {
    const settings = cloudOf(some);
    const own = judgeCloud(settings, 0.4);
    const { sampling } = await answerOf(settings, pointsCommand(cloudSettings.parse(settings), 0.4));
    const { curve: __, ...told } = JSON.parse(JSON.stringify(own));
    expect(sampling).toMatchObject(told);
    expect(own.judged).toBe(some.shape === "sampled");
  });

  test("rectified", async () => {
    const settings = cloudOf({ neurons: "rectified", side: 3, corners: [0.4, 0, 0, 0] });
    const { floor, pure, lowerBound, prediction } = predictRectifiedCloud(settings, 10);
    expect(floor.certified).toBe(true);
    const answer = await answerOf(settings, rectifiedCommand(cloudSettings.parse(settings)));
    expect(answer.energy).toEqual({ optimal: floor.total, modular: pure.total, lowerBound });
    expect([answer.verdict, answer.rectified.pureSaving]).toEqual([
      prediction.verdict,
      prediction.rectified.pureSaving,
    ]);
    expect(() => predictRectifiedCloud(cloudOf({ side: 11 }), 1)).toThrow(
      /100 different points, and this cloud has 121/,
    );
  });
});

describe("a band of seeds", () => {
  const courses = [
    [
      [0, 8],
      [10, 4],
      [20, 1],
    ],
    [
      [0, 9],
      [12, 5],
      [20, 2],
    ],
    [
      [0, 7],
      [10, 6],
      [30, 3],
    ],
  ] as const;

  test("has the least, the median and the most of all, each as last seen, up to where all have come", () => {
    const { middle, band } = bandOf(courses, 2);
    expect(middle).toEqual([
      [0, 8],
      [10, 6],
      [20, 2],
    ]);
    expect(band).toEqual([
      [0, 7, 9],
      [10, 4, 9],
      [20, 1, 6],
    ]);
    expect(bandOf([], 2)).toEqual({ middle: [], band: [] });
  });

  test("is trained by as many workers as there are, each seed by one", () => {
    expect(shared([5, 6, 7, 8, 9], 2)).toEqual([
      [5, 7, 9],
      [6, 8],
    ]);
    expect(shared([5], 4)).toEqual([[5]]);
  });
});

test("what takes seconds is asked at rest, given up when another question comes, and never answered late", async () => {
  vi.useFakeTimers();
  try {
    const [asked, answered, refused]: [string[], string[], string[]] = [[], [], []];
    const giveUp = vi.fn();
    const ending = new Map<string, (answer: string) => void>();
    const patient = new AtRest<string, string>({
      ask: (question) => {
        asked.push(question);
        if (question === "bad") return Promise.reject(new Error("no cloud"));
        return new Promise((resolve) => ending.set(question, resolve));
      },
      answered: (answer) => answered.push(answer),
      refused: (message) => refused.push(message),
      giveUp,
    });
    patient.ask("passed over");
    patient.ask("left");
    await vi.advanceTimersByTimeAsync(1000);
    expect([asked, giveUp.mock.calls.length]).toEqual([["left"], 0]);
    patient.ask("kept");
    expect(giveUp).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    ending.get("left")?.("late");
    ending.get("kept")?.("in time");
    await vi.advanceTimersByTimeAsync(0);
    expect(answered).toEqual(["in time"]);
    patient.ask("bad");
    await vi.advanceTimersByTimeAsync(1000);
    patient.stop();
    expect([refused, giveUp.mock.calls.length]).toEqual([["no cloud"], 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("an address cannot name an axis that is none", async () => {
  const { controls, notices } = await settle("cloud", [
    ["across", "shear"],
    ["up", "colour"],
  ]);
  expect([controls.across, controls.up]).toEqual(["shear", "diagonal"]);
  expect(notices.join()).toMatch(/up=colour was left out/);
});
