/** What views work out of what workers found, from planted looks and lines. */
import { describe, expect, test } from "vitest";
import { level, over, termOver } from "../../lab/page/history.js";
import { growthMaps } from "../../lab/panels/growthMaps.js";
import type { Line } from "../../lab/panels/line.js";
import { isNew, mapFollowing } from "../../lab/views/clouds.js";
import { factorRows, latentRows, latentsAt, latentTable, levelsText, pairRows } from "../../lab/views/images.js";
import { endsText, lastStep, rangeOf } from "../../lab/views/runTables.js";
import { activityTable } from "../../lab/views/sequences.js";
import { controls } from "../../lab/worker/controls.js";
import type { Look, Pictures, Portrait, Traversals } from "../../lab/worker/images/protocol.js";
import type { Moment } from "../../lab/worker/trainings/protocol.js";

const pictures: Pictures = { width: 1, height: 1, channels: 1, pixels: new Uint8ClampedArray(20) };
const portrait: Portrait = {
  images: 10,
  bins: 20,
  factors: ["x", "y"],
  units: 2,
  mig: 0.5,
  mir: 0.75,
  information: Float64Array.of(1, 2, 3, 4),
  selectivity: Float64Array.of(1, 1),
};

/** Two latents, the second of them used more; two images and three steps. */
const look: Look = {
  shown: 2,
  steps: 3,
  pictures,
  code: Float32Array.of(0, 0),
  latents: Float32Array.of(0.5, 0.25),
  rectified: false,
  use: {
    low: Float64Array.of(0, -1),
    high: Float64Array.of(1, 1),
    deviation: Float64Array.of(0, 0.5),
    order: [1, 0],
    active: [false, true],
  },
};

describe("images", () => {
  test("pictures follow one another: images, reconstructions, the decoded latents, then a row for each latent", () => {
    const [images, decoded] = pairRows(look).map(({ cells }) => cells.map(({ image }) => image));
    expect([images, decoded]).toEqual([
      [0, 1],
      [2, 3],
    ]);
    const rows = latentRows(look, [0]);
    expect(rows.map(({ label, lit, faint }) => [label, lit, faint])).toEqual([
      ["latent 2", false, false],
      ["latent 1", true, true],
    ]);
    expect(rows.map(({ cells }) => cells.map(({ image }) => image))).toEqual([
      [8, 9, 10],
      [5, 6, 7],
    ]);
  });

  test("a step of a row moves its latent alone, from its lowest value to its highest", () => {
    expect([0, 1, 2].map((step) => latentsAt(look, 0, step))).toEqual([
      [0.5, -1],
      [0.5, 0],
      [0.5, 1],
    ]);
  });

  test("a row for each factor, the chosen level marked", () => {
    const shown: Traversals = {
      count: 6,
      at: [1, 2],
      pictures,
      rows: [
        { factor: "x", size: 2, levels: [0, 1], names: ["left", "right"] },
        { factor: "y", size: 3, levels: [0, 2], names: ["low", "high"] },
      ],
    };
    const cells = factorRows(shown).map((row) => row.cells.map(({ image, chosen }) => [image, chosen]));
    expect(cells).toEqual([
      [
        [1, false],
        [2, true],
      ],
      [
        [3, false],
        [4, true],
      ],
    ]);
    expect(levelsText(shown)).toBe("x right, of left to right; y high, of low to high");
  });

  test("the table has what is known, and NaN for the rest", () => {
    expect(latentTable(look, portrait).rows).toEqual([
      [2, 0.5, -1, 1, 0.25, 3, 4],
      [1, 0, 0, 1, 0.5, 1, 2],
    ]);
    expect(latentTable(undefined, portrait).rows).toEqual([]);
  });
});

describe("lines", () => {
  const line = (values: readonly number[], faint = false): Line => ({
    label: "loss",
    colour: "trained",
    faint,
    points: values.map((value, step) => [step, value]),
  });

  test("their range leaves out what a logarithmic axis cannot show", () => {
    const lines = [line([0, 2, 30]), line([Number.NaN, 5])];
    expect(rangeOf(lines, false)).toEqual([0, 30]);
    expect(rangeOf(lines, true)).toEqual([1, 100]);
    expect(rangeOf([], true)).toEqual([0.1, 1]);
    expect(lastStep(lines)).toBe(2);
  });

  test("words say where those of the legend end", () => {
    expect(endsText([line([1, 0.123456]), line([9], true)])).toBe("loss ends at 0.1235");
  });
});

test("the course of a training has points of one kind of network, terms once they are known, levels throughout", () => {
  const moment = (step: number, terms: Moment["terms"]): Moment => ({
    of: "this",
    step,
    total: 10,
    speed: 1,
    terms,
    strengths: {},
    changes: [],
    snapshot: { kind: "images", arm: "beta", look, portrait: { ...portrait, mig: step / 10 } },
  });
  const history = [moment(0, {}), moment(5, { loss: 2 })];
  expect(over(history, "images", ({ portrait: { mig } }) => mig)).toEqual([
    [0, 0],
    [5, 0.5],
  ]);
  expect(over(history, "layers", () => 1)).toEqual([]);
  expect(termOver(history, "loss")).toEqual([[5, 2]]);
  expect(level(3, 10)).toEqual([
    [0, 3],
    [10, 3],
  ]);
});

describe("clouds", () => {
  test("a point drawn by hand is kept where none is yet, up to 400 of them", () => {
    expect([isNew([0.5, 0.5], [[0.51, 0.5]]), isNew([0.5, 0.5], [[0.6, 0.5]])]).toEqual([false, true]);
    expect(isNew([0.5, 0.5], Array(400).fill([0, 0]))).toBe(false);
  });

  test("the map follows the corner that is dragged, unless that corner is on it already or no corner is", () => {
    const on = (across: "corner0" | "corner1" | "shear", up: "corner2" | "diagonal") => controls.parse({ across, up });
    expect(mapFollowing(2, on("corner0", "diagonal"))).toEqual({ across: "corner2" });
    expect(mapFollowing(2, on("corner0", "corner2"))).toEqual({});
    expect(mapFollowing(0, on("corner0", "diagonal"))).toEqual({});
    expect(mapFollowing(2, on("shear", "diagonal"))).toEqual({});
  });
});

test("activity of a sequence is a row for each trial at each step", () => {
  const code = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const snapshot = {
    kind: "sequences",
    units: 2,
    trials: 2,
    code,
    energy: code,
    of: "places",
    angles: [80, 90],
  } as const;
  expect(activityTable(snapshot).rows).toEqual([
    [0, 0, 1, 2],
    [0, 1, 3, 4],
    [1, 0, 5, 6],
    [1, 1, 7, 8],
  ]);
});

test("rate maps of a recorded code are its waves at the middle of every bin, around the object, silent below zero", () => {
  const frame = {
    update: 0,
    kinds: Uint8Array.of(0),
    mean: Float32Array.of(0.1),
    cosine: Float32Array.of(0.7),
    sine: Float32Array.of(-0.4),
  };
  const [k, object, bins] = [[1, -2, 2, 1], [0.3, -0.5] as const, 4] as const;
  const { rates } = growthMaps({ units: 1, waves: [k] }, frame, object, bins);
  const middle = (bin: number) => 2 * Math.PI * ((bin + 0.5) / bins - 0.5);
  const known = Array.from({ length: bins * bins }, (_, at) => {
    const [x, y] = [middle(at % bins), middle(Math.floor(at / bins))];
    const phase = k[0] * x + k[1] * y + k[2] * (x - object[0]) + k[3] * (y - object[1]);
    return Math.max(0, 0.1 + 0.7 * Math.cos(phase) - 0.4 * Math.sin(phase));
  });
  for (const [at, rate] of rates.entries()) expect(rate).toBeCloseTo(known[at], 5);
});
