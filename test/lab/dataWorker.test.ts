/** What the worker answers of a file, without a page. */
import { expect, test } from "vitest";
import { adviceIn } from "../../lab/worker/advice.js";
import { describeRecording, describeSession, measureData, openData } from "../../lab/worker/data/index.js";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { key, uniform } from "../../src/math/random.js";
import { conventionOptions, metrics, mir } from "../../src/metrics/index.js";
import { representation, saveRepresentation } from "../../src/representation/index.js";
import { linearCode } from "../support/representations.js";

const question = { activity: [], factors: [], kinds: {}, texts: {}, draws: 20, seed: 0 };
const quiet = () => {};

test("one value below zero costs the scores that are defined for rates, and no others", async () => {
  const code = linearCode(key(1), 200, [
    [1, 0],
    [0, 1],
  ]);
  const activity = code.activity.map((value, at) => (at === 4 ? -0.1 : value));
  const file = saveRepresentation(representation({ ...code, activity }));
  await openData("signed.npz", new Blob([new Uint8Array(file)]));
  const { rows } = await measureData({ ...question, metrics: ["mir", "sparseness", "participationRatio"] }, quiet);
  expect(rows.map(({ metric, applies }) => [metric, applies])).toEqual([
    ["mir", true],
    ["participationRatio", true],
    ["sparseness", false],
  ]);
  const [ratio, , sparseness] = rows;
  const recommended = conventionOptions("recommended", metrics.mir, code);
  expect(ratio.score).toBe(mir({ ...code, activity }, recommended).score);
  expect(sparseness.score).toBeNaN();
  expect(sparseness.notes.join()).toMatch(/activity of unit 0 is negative in row 2/);
  await expect(measureData({ ...question, metrics: ["mirr"] }, quiet)).rejects.toThrow(/unknown metric "mirr".*"mir"/);
});

const list = (data: Float64Array): NpyArray => ({ shape: [data.length], data });
const opened = (name: string, arrays: Readonly<Record<string, NpyArray>>, texts = {}) =>
  openData(name, new Blob([new Uint8Array(writeNpz(arrays))]), texts);

test("a table stored as [units x conditions] is turned as the other lengths say, columns and rows are taken as they are named", async () => {
  const [conditions, units] = [120, 5];
  const place = uniform(key(2), conditions);
  const rates = { shape: [units, conditions], data: uniform(key(3), units * conditions) };
  const file = await opened("turned.npz", { rates, place: list(place), speed: list(uniform(key(4), conditions)) });
  expect([file.activity, file.factors, file.transpose]).toEqual([["rates"], ["place", "speed"], true]);
  const asked = { ...question, activity: ["rates"], factors: ["place"] };
  const told = await describeRecording({ ...asked, texts: { transpose: "yes", rows: "::2" } });
  expect([told.conditions, told.units]).toEqual([60, 5]);
  const without = await opened("turned.npz", { rates, place: list(place) }, { leaveOut: "place" });
  expect(without.entries.map(({ name }) => name)).toEqual(["rates"]);
  await expect(describeRecording({ ...asked, texts: { rows: "2" } })).rejects.toThrow(/from:to:step is needed/);
});

test("a table with a row for each neuron and trial is made into a population, with the words of the command line", async () => {
  const csv = ["neuron,rate,look"];
  for (let trial = 0; trial < 12; trial++)
    for (const neuron of ["a", "b", "c"]) csv.push(`${neuron},${trial + neuron.charCodeAt(0)},${trial % 3}`);
  const file = await openData("long.csv", new Blob([csv.join("\n")]));
  expect(file.separate?.flags).toEqual([
    ["--unit-column", "neuron"],
    ["--activity", "rate"],
    ["--factors", "look"],
  ]);
  const texts = { unitColumn: "neuron", trials: "3" };
  const told = await describeRecording({ ...question, activity: ["rate"], factors: ["look"], texts });
  expect([told.conditions, told.units]).toEqual([9, 3]);
});

test("whose spikes these are is asked where two arrays may say it, and the answer is taken", async () => {
  const samples = 1000;
  const t = Float64Array.from({ length: samples }, (_, at) => at / 10);
  const times = uniform(key(5), 300)
    .map((share) => 99 * share)
    .sort();
  const file = await opened("asked.npz", {
    t: list(t),
    x: list(t.map((time) => 50 + 40 * Math.sin(time / 3))),
    y: list(t.map((time) => 50 + 40 * Math.cos(time / 5))),
    spike_times: list(times),
    spike_depths: list(times.map((_, spike) => spike / 10)),
    spike_owner: list(times.map((_, spike) => spike % 3)),
  });
  expect(file.session).toBe(true);
  const refusal = await describeSession({}).catch((error: unknown) => String(error));
  expect(adviceIn(String(refusal)).offers).toEqual([
    { flag: "--spike-cells", value: "spike_depths" },
    { flag: "--spike-cells", value: "spike_owner" },
    { flag: "--spike-cells", value: "none" },
  ]);
  const { names, spikes, raster, bins } = await describeSession({ spikeCells: "spike_owner" });
  expect([names, spikes]).toEqual([
    ["0", "1", "2"],
    [100, 100, 100],
  ]);
  expect(raster.map((own) => own.length)).toEqual(spikes);
  expect(bins.binSize).toBe(2.5);
});

test("an array of trials, time and units is taken apart as the proposal has it", async () => {
  const per = (levels: number) => Float64Array.from({ length: 60 }, (_, trial) => Math.floor(trial / 7) % levels);
  const file = await opened("psth.npz", {
    psth: { shape: [60, 9, 4], data: uniform(key(6), 60 * 9 * 4) },
    time: list(Float64Array.from({ length: 9 }, (_, bin) => bin / 10)),
    odour: list(per(2)),
    side: list(per(3)),
  });
  expect(file.separate?.flags).toEqual([
    ["--axes", "trial,time,unit"],
    ["--factors", "odour,side"],
  ]);
  const texts = { axes: "trial,time,unit", window: "2:5" };
  const told = await describeRecording({ ...question, factors: ["odour", "side"], texts });
  expect([told.conditions, told.units]).toEqual([60, 4]);
});

test("a path and what neurons did in every sample are a session, timed by dates", async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => {
    const when = new Date(1.7e12 + 200 * at).toISOString();
    const [x, y] = [50 + 40 * Math.sin(at / 31), 50 + 40 * Math.cos(at / 53)];
    return `${when},${x},${y},${at % 7},${at % 11}`;
  });
  const file = await openData("sampled.csv", new Blob([["when,x,y,unit_1,unit_2", ...lines].join("\n")]));
  expect([file.session, file.sampled]).toEqual([true, ["unit_*"]]);
  const { names, spikes, durations } = await describeSession({ traces: "unit_*" });
  expect([names, spikes]).toEqual([
    ["unit_1", "unit_2"],
    [Number.NaN, Number.NaN],
  ]);
  expect(durations[0]).toBeCloseTo(600, 0);
});
