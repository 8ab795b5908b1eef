/** Sessions as people have them: spikes with attributes, under other names, in other units and files; positions turned or by keypoint. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeNpy, type NpyArray, writeNpz } from "../io/index.js";
import { fileOnDisk } from "./otherFiles.node.js";
import { openSessions } from "./sessions.js";
import { usualSession, type WantedSession } from "./wanted.js";

const field = (name: string) => new URL(`../../test/fixtures/field/${name}`, import.meta.url).pathname;
let folder = "";
let saved = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-field-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const list = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Float64Array.from(values) });
const whole = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Int32Array.from(values) });
const column = (values: readonly number[]): NpyArray => ({
  shape: [values.length, 1],
  data: Float64Array.from(values),
});
const words = (data: readonly string[]): NpyArray => ({ shape: [data.length], data });

/** Twenty seconds at ten samples a second. */
const SAMPLES = 200;
const t = list(Array.from({ length: SAMPLES }, (_, at) => at / 10));
const x = Array.from({ length: SAMPLES }, (_, at) => 50 + 40 * Math.sin(at / 9));
const y = Array.from({ length: SAMPLES }, (_, at) => 50 + 40 * Math.cos(at / 7));
const place: NpyArray = {
  shape: [SAMPLES, 2],
  data: Float64Array.from({ length: 2 * SAMPLES }, (_, at) => [x, y][at % 2][at >> 1]),
};
/** Sixty spikes of three cells, which have 30, 20 and 10. */
const owner = Array.from({ length: 60 }, (_, spike) => [0, 1, 0, 1, 0, 2][spike % 6]);
const times = Array.from({ length: 60 }, (_, spike) => spike / 3 + 0.01);
const amplitudes = list(times.map((_, spike) => 20 + ((spike * 7919) % 101) / 10));
const COUNTS = { 0: 30, 1: 20, 2: 10 };

const save = (arrays: Readonly<Record<string, NpyArray>>): string => {
  const path = join(folder, `${saved++}.npz`);
  writeFileSync(path, writeNpz(arrays));
  return path;
};

/** Spikes by cell, and what was said. */
async function read(path: string, wanted: Partial<WantedSession> = {}) {
  const found = await openSessions([fileOnDisk(path)], { ...usualSession, ...wanted });
  const counts = Object.fromEntries(found.names.map((name, cell) => [name, found.activity[cell][0].spikes]));
  return { counts, notes: found.notes.join("\n"), found };
}
const spikes = (text: string) => ({ text, names: text.split(",") });

describe("what is as long as the times of spikes belongs to spikes", () => {
  test.each([
    [
      "phy's names",
      {
        spike_times: list(times),
        spike_clusters: whole(owner),
        spike_templates: whole(owner),
        spike_amplitudes: amplitudes,
      },
    ],
    [
      "clusters before templates",
      { spike_times: list(times), spike_templates: whole(owner.map(() => 7)), spike_clusters: whole(owner) },
    ],
    ["an owner called unit_id", { spike_times: list(times), unit_id: whole(owner), depth: amplitudes }],
    ["an owner called neuron", { spikeTimes: list(times), neuron: whole(owner) }],
    ["names of the owners", { spike_times: list(times), cell_id: words(owner.map(String)), spike_widths: amplitudes }],
    [
      "milliseconds by their name",
      { spike_times_ms: list(times.map((time) => 1000 * time)), cluster_id: whole(owner) },
    ],
  ])("%s", async (_, arrays) => {
    expect((await read(save({ t, position: place, ...arrays }))).counts).toEqual(COUNTS);
  });

  test.each([
    ["column vectors, as Kilosort saves them", { spike_times: column(times), spike_clusters: column(owner) }],
    ["a group of its own, as CellExplorer has it", { "spikes/times": list(times), "spikes/cluID": whole(owner) }],
  ])("%s", async (_, arrays) => {
    expect((await read(save({ t, position: place, ...arrays }))).counts).toEqual(COUNTS);
  });

  test("attributes of one cell's spikes are no cells", async () => {
    const each = [0, 1].flatMap((cell) => [
      [`spike_times_${cell}`, list(times.slice(cell))] as const,
      [`spike_amplitudes_${cell}`, list(times.slice(cell).map(() => 1))] as const,
    ]);
    expect((await read(save({ t, position: place, ...Object.fromEntries(each) }))).counts).toEqual({ 0: 60, 1: 59 });
  });

  test("times in fields of an array of structs are a cell each", async () => {
    const each = [1, 2].map((cell) => [`units(${cell})/spike_times`, list(times.slice(cell))] as const);
    const { counts, notes } = await read(save({ t, position: place, ...Object.fromEntries(each) }));
    expect(counts).toEqual({ 1: 59, 2: 58 });
    expect(notes).toContain('each of "units(1)/spike_times" to "units(2)/spike_times" holds the spike times of a cell');
  });

  test("two owners of one rank: the user is asked, with every command", async () => {
    const path = save({ t, position: place, spike_times: list(times), cell_id: whole(owner), unit_id: whole(owner) });
    await expect(read(path)).rejects.toThrow(
      /--spike-cells cell_id\n {2}--spike-cells unit_id\n {2}--spike-cells none/,
    );
    expect((await read(path, { spikeCells: "unit_id" })).counts).toEqual(COUNTS);
  });

  test("attributes alone say nothing of the owner: the user is asked", async () => {
    const path = save({ t, position: place, spike_times: list(times), spike_amplitudes: amplitudes });
    await expect(read(path)).rejects.toThrow(/says whose spike each was is left open.*spike_amplitudes/s);
    expect((await read(path, { spikeCells: "none" })).counts).toEqual({ 0: 60 });
    await expect(read(path, { spikeCells: "spike_amplitudes" })).rejects.toThrow(/numbers that are not whole/);
  });

  test("one list and nothing else is one cell, and it is said", async () => {
    const { counts, notes } = await read(save({ t, position: place, spike_times: list(times) }));
    expect(counts).toEqual({ 0: 60 });
    expect(notes).toMatch(/taken as one cell's \(otherwise --spike-cells/);
  });

  test("lists of lengths of their own are trains, whatever stands before their number", async () => {
    const trains = { unit_1: list(times.slice(0, 7)), unit_2: list(times.slice(0, 9)) };
    expect((await read(save({ t, position: place, ...trains }))).counts).toEqual({ unit_1: 7, unit_2: 9 });
  });
});

describe("spikes in files of their own", () => {
  const session = () => save({ t, position: place });

  test.each(["cluster_id", "unit", "neuron_id", "id", "label"])("a table with the owner called %s", async (name) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, `spike_times,${name}\n${times.map((time, spike) => `${time},${owner[spike]}`).join("\n")}\n`);
    expect((await read(session(), { spikes: spikes(path) })).counts).toEqual(COUNTS);
  });

  test("a column for each cell, as long as the longest; counts are refused", async () => {
    const path = join(folder, "wide.csv");
    const rows = times.map((time, spike) => `${time},${spike < 9 ? 2 * time : ""}`);
    writeFileSync(path, `cell_1,cell_2\n${rows.join("\n")}\n`);
    expect((await read(session(), { spikes: spikes(path) })).counts).toEqual({ cell_1: 60, cell_2: 9 });
    writeFileSync(path, `cell_1,cell_2\n${times.map((_, at) => `${at % 3},${at % 2}`).join("\n")}\n`);
    await expect(read(session(), { spikes: spikes(path) })).rejects.toThrow(/does not ascend.*--activity/);
  });

  test("a table whose other column may be anything: the user is asked", async () => {
    const path = join(folder, "amp.csv");
    writeFileSync(path, `time,what\n${times.map((time, spike) => `${time},${owner[spike]}`).join("\n")}\n`);
    await expect(read(session(), { spikes: spikes(path) })).rejects.toThrow(/--spike-cells what\n/);
    expect((await read(session(), { spikes: spikes(path), spikeCells: "what" })).counts).toEqual(COUNTS);
  });

  test("two .npy files by two flags, or the second found beside the first", async () => {
    const at = join(folder, "alf");
    mkdirSync(at);
    writeFileSync(join(at, "spikes.times.npy"), encodeNpy(list(times)));
    writeFileSync(join(at, "spikes.clusters.npy"), encodeNpy(whole(owner)));
    const [first, second] = [join(at, "spikes.times.npy"), join(at, "spikes.clusters.npy")];
    expect((await read(session(), { spikes: spikes(first), spikeCells: second })).counts).toEqual(COUNTS);
    const beside = await read(session(), { spikes: spikes(first) });
    expect(beside.counts).toEqual(COUNTS);
    expect(beside.notes).toContain("the cells of the spikes are in ");
    expect((await read(session(), { spikes: spikes(at) })).counts).toEqual(COUNTS);
  });

  test.each([
    ["post", "posx", "posy"],
    ["pos_t", "x_pos", "y_pos"],
    ["trk/post", "trk/xpos", "trk/ypos"],
  ])("names of a laboratory: %s, %s, %s", async (stamps, first, second) => {
    const path = save({ [stamps]: t, [first]: list(x), [second]: list(y), cellTS: list(times) });
    const { counts, notes } = await read(path);
    expect(counts).toEqual({ 0: 60 });
    expect(notes).toContain('all spikes of "cellTS" are taken as one cell\'s');
  });

  test("where the tracker lost the animal is said", async () => {
    const [lostX, lostY] = [x, y].map((values) => values.map((value, at) => (at > 50 && at < 60 ? 0 : value)));
    const path = save({ t, x: list(lostX), y: list(lostY), spike_times: list(times), unit: whole(owner) });
    expect((await read(path)).notes).toContain("9 samples stand at exactly (0, 0), to which the others jump");
  });

  test("whole numbers beyond the session are samples, whose rate is asked for", async () => {
    const path = save({
      t,
      position: place,
      spike_times: whole(times.map((time) => Math.round(30000 * time))),
      spike_cells: whole(owner),
    });
    await expect(read(path)).rejects.toThrow(
      /numbers of samples. Give the samples a second with --sampling-rate 30000/,
    );
    expect((await read(path, { samplingRate: 30000 })).counts).toEqual(COUNTS);
  });

  test("time stamps in milliseconds are not taken for seconds", async () => {
    const stamps = list([...(t.data as Float64Array)].map((time) => 1000 * time));
    const path = save({
      t: stamps,
      position: place,
      spike_times: list(times.map((time) => 1000 * time)),
      spike_cells: whole(owner),
    });
    await expect(read(path)).rejects.toThrow(/lie 100 apart.*--time-unit ms/);
    expect((await read(path, { timeUnit: "ms" })).counts).toEqual(COUNTS);
  });
});

describe("written by the programs themselves", () => {
  const track = field("tsdframe.npz");

  test("pynapple: a TsGroup beside a TsdFrame, cells by their keys", async () => {
    expect((await read(track, { spikes: spikes(field("tsgroup.npz")) })).counts).toEqual({ 2: 120, 5: 90, 9: 60 });
  });

  test("phy: good clusters, the rate from params.py; others when asked", async () => {
    const { counts, notes } = await read(track, { spikes: spikes(field("phy")) });
    expect(Object.keys(counts)).toEqual(["3", "4", "7"]);
    expect(counts).toMatchObject({ 3: 120, 4: 90, 7: 60 });
    expect(notes).toContain(
      "3 of 5 clusters taken, labelled good in cluster_group.tsv (of all: 3 good, 1 mua, 1 noise)",
    );
    expect((await read(track, { spikes: spikes(field("phy")), labels: ["good", "mua"] })).counts).toMatchObject({
      8: 30,
    });
    expect((await read(track, { spikes: spikes(field("phy")), labels: ["all"] })).counts).toMatchObject({
      8: 30,
      11: 20,
    });
    await expect(read(track, { spikes: spikes(field("phy")), labels: ["nice"] })).rejects.toThrow(
      /no cluster is labelled nice/,
    );
  });

  test("Kilosort: its own labels, where nobody gave others", async () => {
    expect(Object.keys((await read(track, { spikes: spikes(field("kilosort")) })).counts)).toEqual(["3", "7"]);
  });

  test("SLEAP: the part of the body by its name, at the rate of the film", async () => {
    const path = field("sleap.analysis.h5");
    const wanted = { spikes: spikes(field("phy")), frameRate: 10, unit: "px", cmPerPixel: 1 } as const;
    await expect(read(path, wanted)).rejects.toThrow(/--position 'nose x,nose y'\n {2}--position 'tail x,tail y'/);
    const [nose, tail] = [
      await read(path, { ...wanted, keypoint: "nose" }),
      await read(path, { ...wanted, keypoint: "tail" }),
    ];
    expect(nose.found.sessions[0].x[0] - tail.found.sessions[0].x[0]).toBeCloseTo(5, 9);
    await expect(read(path, { ...wanted, keypoint: "ear" })).rejects.toThrow(/called "ear"; there are nose and tail/);
  });

  test("pynwb: positions linked from elsewhere, directions by their type", async () => {
    expect((await read(field("linked.nwb"))).counts).toMatchObject({ 1: 90, 2: 60 });
    const { found } = await read(field("session.nwb"));
    expect(found.sessions[0].headDirection?.length).toBeGreaterThan(200);
  });
});

describe("positions", () => {
  const fired = { spike_times: list(times), spike_cells: whole(owner) };

  test("stored as two long rows are turned, and it is said", async () => {
    const turned: NpyArray = { shape: [2, SAMPLES], data: Float64Array.from([...x, ...y]) };
    const { found, notes } = await read(save({ t, position: turned, ...fired }));
    expect([found.sessions[0].x[3], found.sessions[0].y[3]]).toEqual([x[3], y[3]]);
    expect(notes).toContain('"position" is 2 x 200: its axes are exchanged');
  });

  test("the unit in a name is that of the lengths", async () => {
    const metres = { x_m: list(x.map((value) => value / 1000)), y_m: list(y.map((value) => value / 1000)) };
    const { found } = await read(save({ t, ...metres, ...fired }));
    expect(found.lengths).toMatchObject({ cmPerUnit: 100 });
  });

  test("unlikely ones are lost, those of a part of the body found by their names", async () => {
    const likelihood = list(x.map((_, at) => (at % 20 === 3 ? 0.2 : 0.99)));
    const path = save({ t, head_x: list(x), head_y: list(y), head_likelihood: likelihood, ...fired });
    expect((await read(path)).notes).toContain('10 of 200 positions are lost, with "head_likelihood" below 0.6');
    expect((await read(path, { likelihood: 0.1 })).notes).not.toContain("are lost");
  });

  test("two that are as good as each other: the user is asked", async () => {
    const path = save({ t, nose_x: list(x), nose_y: list(y), tail_x: list(y), tail_y: list(x), ...fired });
    await expect(read(path)).rejects.toThrow(/--position nose_x,nose_y\n {2}--position tail_x,tail_y/);
    expect((await read(path, { keypoint: "tail" })).found.sessions[0].x[3]).toBe(y[3]);
  });
});

describe("activity per sample", () => {
  const lying: NpyArray = { shape: [3, SAMPLES], data: Float64Array.from({ length: 3 * SAMPLES }, (_, at) => at % 7) };

  test("stored as [cells x samples] is turned, and it is said", async () => {
    const { notes, found } = await read(save({ t, position: place, activity: lying }));
    expect(found.names).toHaveLength(3);
    expect(notes).toContain('activity "activity" is 3 x 200, and there are 200 samples: its axes are exchanged');
    const told = await read(save({ t, position: place, activity: lying }), { transpose: true });
    expect(told.notes).not.toContain("exchanged");
    expect(told.found.activity).toEqual(found.activity);
  });

  test("under a name that may be counts or times: the flag to give, which is then accepted", async () => {
    const path = save({ t, position: place, spike_counts: lying });
    await expect(read(path)).rejects.toThrow(/give --activity spike_counts/);
    expect((await read(path, { activity: ["spike_counts"] })).found.names).toHaveLength(3);
  });

  test("--transpose has nothing to turn in lists of spikes", async () => {
    const path = save({ t, position: place, spike_times: list(times), spike_cells: whole(owner) });
    await expect(read(path, { transpose: true })).rejects.toThrow(/spikes are lists of times/);
  });
});

describe("directions", () => {
  const turns = list(Array.from({ length: SAMPLES }, (_, at) => (at % 40) / 39));
  const fired = { spike_times: list(times), spike_cells: whole(owner) };
  const radians = async (arrays: Readonly<Record<string, NpyArray>>, wanted: Partial<WantedSession> = {}) =>
    (await read(save({ t, position: place, ...fired, ...arrays }), wanted)).found.sessions[0].headDirection?.[20];

  test("from 0 to 1 are turns or radians: the user is asked, and both commands run", async () => {
    await expect(radians({ hd: turns })).rejects.toThrow(/--direction-unit turn\n {2}--direction-unit rad/);
    expect(await radians({ hd: turns }, { directionUnit: "turn" })).toBeCloseTo((20 / 39) * 2 * Math.PI, 12);
    expect(await radians({ hd: turns }, { directionUnit: "rad" })).toBeCloseTo(20 / 39, 12);
  });

  test("degrees by their values, and in a column of a table by number", async () => {
    const degrees = Array.from({ length: SAMPLES }, (_, at) => (at * 9) % 360);
    expect(await radians({ hd: list(degrees) })).toBeCloseTo(Math.PI, 12);
    const table: NpyArray = {
      shape: [SAMPLES, 3],
      data: Float64Array.from({ length: 3 * SAMPLES }, (_, at) => [x, y, degrees][at % 3][Math.floor(at / 3)]),
    };
    const wanted = { position: ["d[0:2]"], headDirection: "d[2]" };
    const path = save({ t, d: table, ...fired });
    await expect(read(path)).rejects.toThrow("--position 'd[0:2]'");
    expect((await read(path, wanted)).found.sessions[0].headDirection?.[20]).toBeCloseTo(Math.PI, 12);
  });
});

test("lost positions are refused where that is asked for, and else left out", async () => {
  const holes = {
    ...place,
    data: Float64Array.from({ length: 2 * SAMPLES }, (_, at) => (at === 9 ? Number.NaN : [x, y][at % 2][at >> 1])),
  };
  const path = save({ t, position: holes, spike_times: list(times), spike_cells: whole(owner) });
  await expect(read(path, { missing: "refuse" })).rejects.toThrow(/1 of 200 samples have no position/);
  expect((await read(path, { missing: "leave-out" })).found.names).toHaveLength(3);
});
