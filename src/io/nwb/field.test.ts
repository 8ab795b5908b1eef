/** NWB files as laboratories write them: several of a kind, axes exchanged, units in other words, times that do not count. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type WrittenNwb, type WrittenSeries, writeNwb } from "../../../test/support/nwbWriter.js";
import { toFloat64 } from "../npy.js";
import { withDataPath } from "../openDataPath.node.js";
import type { DataFile, OpenOptions } from "../protocols.js";

let folder = "";
let written = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-nwb-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Twenty seconds at ten samples a second. */
const SAMPLES = 200;
const along = (value: (second: number) => number, samples = SAMPLES) =>
  Float64Array.from({ length: samples }, (_, at) => value(at / 10));
const pairs = (value: (second: number) => number) =>
  Float64Array.from({ length: 2 * SAMPLES }, (_, at) => value((at >> 1) / 10));

const position: WrittenSeries = {
  path: "processing/behavior/Position/SpatialSeries",
  container: "Position",
  data: pairs((second) => second / 20),
  shape: [SAMPLES, 2],
  unit: "meters",
};
const direction = (unit: string | undefined, data: Float64Array, more: Partial<WrittenSeries> = {}): WrittenSeries => ({
  path: "processing/behavior/CompassDirection/SpatialSeries",
  container: "CompassDirection",
  data,
  shape: [data.length],
  ...(unit !== undefined && { unit }),
  ...more,
});
/** Ten spikes a second for the first unit, one a second for the second. */
const trains = [along((second) => second + 0.05), Float64Array.from({ length: 20 }, (_, second) => second + 0.5)];

/** Opens what is written, in bins of a second unless told otherwise. */
async function opened<Result>(
  nwb: WrittenNwb,
  use: (file: DataFile) => Promise<Result> | Result,
  options: Partial<OpenOptions> = {},
) {
  const path = await writeNwb(join(folder, `${written++}.nwb`), nwb);
  return withDataPath(path, async (file) => use(file), { binWidth: 1, ...options });
}

const numbers = async (file: DataFile, name: string) => [...toFloat64(await file.read(name))];
const entryOf = (file: DataFile, name: string) => file.entries.find((entry) => entry.name === name);
const saidOf = ({ choices = [] }: DataFile) => choices.map(({ said }) => said).join("\n");
const flagsOf = ({ choices = [] }: DataFile) => choices.map(({ otherwise }) => otherwise);

describe("links", () => {
  const bare = ({ data, shape }: WrittenSeries, path: string): WrittenSeries => ({ path, data, shape, unit: "n.a." });
  const heading = direction(
    undefined,
    along((second) => (second * 36 + 350) % 360),
  );
  const linked = (hard: boolean): WrittenNwb => ({
    series: [
      bare(heading, "acquisition/sensor"),
      bare(position, "acquisition/tracker"),
      { ...position, path: "processing/tracking/place/xy", container: "Position" },
    ],
    units: [{ trains }],
    links: [
      {
        path: "processing/behavior/CompassDirection/heading",
        to: "acquisition/sensor",
        container: "CompassDirection",
        hard,
      },
      { path: "processing/behavior/Position/camera", to: "acquisition/tracker", container: "Position", hard },
    ],
  });

  test.each([false, true])("to series are called as they stand where their type says what they are; hard: %s", (hard) =>
    opened(linked(hard), async (file) => {
      const names = file.entries.map(({ name }) => name);
      expect(names).toContain("processing/behavior/CompassDirection/heading");
      expect(names).toContain("processing/behavior/Position/camera");
      expect(names.filter((name) => name.startsWith("acquisition/"))).toEqual([]);
      expect(entryOf(file, "processing/behavior/CompassDirection/heading")).toMatchObject({
        quantity: "direction",
        period: 360,
      });
      expect(saidOf(file)).toContain("processing/behavior/Position/camera is a link to acquisition/tracker");
    }),
  );

  test("to a container bring all that is in it, once", () => {
    const links = [{ path: "processing/behavior/Position", to: "analysis/place" }];
    const series = [{ ...position, path: "analysis/place/xy", container: "Position" }];
    return opened({ series, units: [{ trains }], links }, (file) => {
      const places = file.entries.filter(({ quantity }) => quantity === "position");
      expect(places.map(({ name }) => name)).toEqual(["analysis/place/xy"]);
    });
  });
});

describe("directions", () => {
  const degrees = along((second) => (second * 36 + 350) % 360);
  const radians = along((second) => ((second * 36) % 360) * (Math.PI / 180));

  test.each([
    ["the sign for degrees", direction("°", degrees), 360, ""],
    ["degrees in short", direction("deg", degrees), 360, ""],
    ["no unit at all", direction(undefined, degrees), 360, "so degrees"],
    ["radians that cannot be any", direction("radians", degrees), 360, "so degrees, although the file says"],
    ["degrees that cannot be any", direction("degrees", radians), 2 * Math.PI, "so radians, although the file says"],
    [
      "radians that run on",
      direction(
        "rad",
        along((second) => second),
      ),
      2 * Math.PI,
      "beyond a full turn",
    ],
    [
      "outside of a compass, by name and unit",
      direction("degrees", degrees, { path: "processing/behavior/head_direction", container: "ProcessingModule" }),
      360,
      "",
    ],
    [
      "outside of a compass, by name and values",
      direction("unknown", radians, {
        path: "processing/behavior/heading",
        container: "ProcessingModule",
        type: "TimeSeries",
      }),
      2 * Math.PI,
      "by their values",
    ],
  ])("%s", (_, series, period, said) =>
    opened({ series: [position, series], units: [{ trains }] }, (file) => {
      expect(entryOf(file, series.path)).toMatchObject({ period, quantity: "direction" });
      if (said === "") expect(file.choices).toBeUndefined();
      else expect(saidOf(file)).toContain(said);
    }),
  );

  test("are averaged around the circle, wherever they stand", () => {
    const wobble = along((second) => (Math.round(second * 10) % 2 === 0 ? 350 : 20));
    const outside = direction("degrees", wobble, {
      path: "processing/behavior/head_direction",
      container: "ProcessingModule",
    });
    return opened({ series: [position, outside], units: [{ trains }] }, async (file) => {
      for (const angle of await numbers(file, outside.path)) expect(angle).toBeCloseTo(5, 9);
    });
  });

  test("two codes of a side are no angle", () =>
    opened(
      {
        series: [
          position,
          direction(
            undefined,
            along((second) => (second > 10 ? 1 : -1)),
            { path: "processing/behavior/direction", container: "ProcessingModule" },
          ),
        ],
        units: [{ trains }],
      },
      (file) => {
        expect(entryOf(file, "processing/behavior/direction")?.period).toBeUndefined();
      },
    ));
});

describe("tables of units", () => {
  const sorted = { path: "processing/ecephys/auto_units", trains: [trains[0]] };

  test("/units before any other, which is named", () =>
    opened({ series: [position], units: [sorted, { trains }] }, async (file) => {
      expect(entryOf(file, "activity")?.shape).toEqual([20, 2]);
      expect(saidOf(file)).toMatch(/those of \/units, not processing\/ecephys\/auto_units/);
      expect(flagsOf(file)).toEqual(["--use processing/ecephys/auto_units"]);
    }));

  test("another when asked", () =>
    opened(
      { series: [position], units: [sorted, { trains }] },
      (file) => expect(entryOf(file, "activity")?.shape).toEqual([20, 1]),
      {
        use: [sorted.path],
      },
    ));

  test("two, none of them standard: the user is asked, with both commands", () =>
    expect(
      opened({ series: [position], units: [sorted, { path: "processing/ecephys/by_hand", trains }] }, () => {}),
    ).rejects.toThrow(
      /2 tables of units.*\n {2}--use processing\/ecephys\/auto_units\nor\n {2}--use processing\/ecephys\/by_hand/,
    ));

  test("a name that is none is refused with those that are", () =>
    expect(opened({ series: [position], units: [{ trains }] }, () => {}, { use: ["unit"] })).rejects.toThrow(
      /"unit" is none \(did you mean "units"\?\)/,
    ));
});

describe("spikes", () => {
  test.each([
    ["milliseconds", 1000],
    ["samples", 30000],
  ])("in %s are not counted as seconds; with their rate they are", async (_, rate) => {
    const nwb = { series: [position], units: [{ trains: trains.map((train) => train.map((time) => time * rate)) }] };
    await expect(opened(nwb, () => {})).rejects.toThrow(
      /2[12]\d of 220 spikes lie outside the session.*--sampling-rate 1000/,
    );
    await opened(nwb, async (file) => expect((await numbers(file, "activity")).slice(0, 2)).toEqual([10, 1]), {
      samplingRate: rate,
    });
  });

  test("before and after the session are counted and said", () =>
    opened({ series: [position], units: [{ trains: [Float64Array.of(-5, 1.5, 2.5, 30)] }] }, (file) =>
      expect(saidOf(file)).toContain("2 spikes left out, before or after the session (0 to 20 s)"),
    ));

  test("a unit that was hardly observed is left out, and rows in which others were not", () =>
    opened(
      {
        series: [position],
        units: [
          {
            trains: [...trains, trains[1]],
            observed: [
              [0, 20],
              [0, 15],
              [0, 3],
            ],
          },
        ],
      },
      (file) => {
        expect(entryOf(file, "activity")?.shape).toEqual([15, 2]);
        expect(saidOf(file)).toMatch(/1 unit left out.*\n5 bins left out/);
      },
    ));
});

describe("traces", () => {
  const traces = (path: string, rois: number, more: Partial<WrittenSeries> = {}): WrittenSeries => ({
    path,
    type: "RoiResponseSeries",
    data: Float64Array.from({ length: rois * SAMPLES }, (_, at) => at % rois),
    shape: [SAMPLES, rois],
    unit: "lumens",
    rois,
    ...more,
  });
  const untold = ({ rois, ...series }: WrittenSeries): WrittenSeries => series;
  const turned = Float64Array.from({ length: 3 * SAMPLES }, (_, at) => Math.floor(at / SAMPLES));

  test("of several planes stand side by side", () =>
    opened(
      {
        series: [
          position,
          traces("processing/ophys/Fluorescence/plane0", 3),
          traces("processing/ophys/Fluorescence/plane1", 2),
        ],
      },
      async (file) => {
        expect((await numbers(file, "activity")).slice(0, 5)).toEqual([0, 1, 2, 0, 1]);
        expect(saidOf(file)).toMatch(/plane0 and \S+plane1 side by side/);
      },
    ));

  test("dF/F before fluorescence, neuropil never", () =>
    opened(
      {
        series: [
          traces("processing/ophys/DfOverF/roi", 2),
          traces("processing/ophys/Fluorescence/roi", 2),
          traces("processing/ophys/Neuropil/roi", 2),
        ],
      },
      (file) => {
        expect(entryOf(file, "activity")).toMatchObject({ shape: [20, 2], note: "processing/ophys/DfOverF/roi" });
        expect(saidOf(file)).toMatch(/not \S+Fluorescence\/roi and \S+Neuropil\/roi/);
      },
    ));

  test("two signals of the same neurons: the user is asked", () =>
    expect(
      opened(
        {
          series: [
            traces("processing/ophys/Fluorescence/raw", 2),
            traces("processing/ophys/Fluorescence/deconvolved", 2),
          ],
        },
        () => {},
      ),
    ).rejects.toThrow(/several traces may be the activity.*\n {2}--use \S+deconvolved\nor\n {2}--use \S+raw/));

  test("beside spikes are left out, and it is said", () =>
    opened({ series: [position, traces("processing/ophys/Fluorescence/roi", 2)], units: [{ trains }] }, (file) =>
      expect(saidOf(file)).toContain("activity is spikes, not the traces of processing/ophys/Fluorescence/roi"),
    ));

  test.each([
    [
      "by their table",
      traces("processing/ophys/Fluorescence/roi", 3, { data: turned, shape: [3, SAMPLES] }),
      "3 x 200 with 3 regions",
    ],
    [
      "by their timestamps",
      traces("processing/ophys/Fluorescence/roi", 3, {
        data: turned,
        shape: [3, SAMPLES],
        times: along((second) => second),
      }),
      "3 x 200 with 200 timestamps",
    ],
    [
      "by the time that they would take, without a table",
      untold(traces("processing/ophys/Fluorescence/roi", 3, { data: turned, shape: [3, SAMPLES] })),
      "3 x 200 at 10 Hz, in a file of 20 s",
    ],
  ])("stored by regions are turned, %s", (_, series, said) =>
    opened({ series: [position, series] }, async (file) => {
      expect(entryOf(file, "activity")?.shape).toEqual([20, 3]);
      expect((await numbers(file, "activity")).slice(0, 3)).toEqual([0, 1, 2]);
      expect(saidOf(file)).toContain(said);
    }),
  );

  test("positions stored as two long rows are turned", () => {
    const data = Float64Array.from({ length: 2 * SAMPLES }, (_, at) => (at < SAMPLES ? 1 : 2));
    return opened({ series: [{ ...position, data, shape: [2, SAMPLES] }], units: [{ trains }] }, async (file) =>
      expect((await numbers(file, position.path)).slice(0, 4)).toEqual([1, 2, 1, 2]),
    );
  });
});

describe("intervals", () => {
  const trials = {
    path: "intervals/trials",
    start: [1, 6, 11, 16],
    stop: [4, 9, 14, 19],
    columns: { odour: ["a", "b", "a", "b"], contrast: [0.1, 0.2, 0.3, 0.4] },
  };
  const nwb = (...intervals: WrittenNwb["intervals"] & object) => ({
    series: [position],
    units: [{ trains }],
    intervals,
  });

  test("times that are not valid are no trials, and their bins are left out", async () => {
    const invalid = { path: "intervals/invalid_times", start: [2.5, 10], stop: [3, 12] };
    await opened(nwb(invalid), async (file) => {
      expect(await numbers(file, "time")).toEqual([
        0.5, 1.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5, 19.5,
      ]);
      expect(saidOf(file)).toContain("3 bins left out, in the invalid_times");
    });
    await expect(opened(nwb(invalid), () => {}, { binWidth: "trials" })).rejects.toThrow(/no table of trials/);
  });

  test("trials without an end, or of no length, are left out and said", () =>
    opened(
      nwb({ ...trials, stop: [4, 9, 11, Number.NaN] }),
      async (file) => {
        expect(entryOf(file, "activity")?.shape).toEqual([2, 2]);
        expect((await file.read("intervals/trials/odour")).data).toEqual(["a", "b"]);
        expect(await numbers(file, "intervals/trials/contrast")).toEqual([0.1, 0.2]);
        expect(saidOf(file)).toContain("2 trials of intervals/trials left out");
      },
      { binWidth: "trials" },
    ));

  test("a trial in invalid times takes its columns with it", () =>
    opened(
      nwb(trials, { path: "intervals/invalid_times", start: [6.5], stop: [7] }),
      async (file) => expect(await numbers(file, "intervals/trials/contrast")).toEqual([0.1, 0.3, 0.4]),
      { binWidth: "trials" },
    ));

  test("in bins of which two trials claim some, the later one counts, and it is said", () =>
    opened(nwb({ ...trials, start: [1, 3, 5, 9], stop: [4, 4, 8, 12] }), async (file) => {
      expect(saidOf(file)).toContain("1 interval of intervals/trials begins before the one before is over");
      expect((await numbers(file, "intervals/trials")).slice(1, 5)).toEqual([0, 0, 1, Number.NaN]);
    }));

  test("in bins a table has no values outside of itself, and says so", () =>
    opened(nwb(trials), async (file) => {
      expect(entryOf(file, "intervals/trials/odour")?.within).toBe("intervals/trials");
      expect((await numbers(file, "intervals/trials")).slice(0, 8)).toEqual([NaN, 0, 0, 0, NaN, NaN, 1, 1]);
    }));

  test("only one table beside epochs is that of the trials, of two the user is asked", async () => {
    const epochs = { path: "intervals/epochs", start: [0], stop: [20] };
    await opened(
      nwb(epochs, { ...trials, path: "intervals/gratings" }),
      (file) => expect(entryOf(file, "activity")?.shape).toEqual([4, 2]),
      {
        binWidth: "trials",
      },
    );
    const two = nwb({ ...trials, path: "intervals/gratings" }, { ...trials, path: "intervals/movies" });
    await expect(opened(two, () => {}, { binWidth: "trials" })).rejects.toThrow(
      /--bin-width trials --use intervals\/gratings\nor\n {2}--bin-width trials --use intervals\/movies/,
    );
    await opened(two, (file) => expect(entryOf(file, "intervals/movies/odour")?.role).toBe("factor"), {
      binWidth: "trials",
      use: ["intervals/movies"],
    });
  });
});

describe("the only table of intervals", () => {
  const only = (path: string): WrittenNwb => ({
    series: [position],
    units: [{ trains }],
    intervals: [{ path, start: [1, 3, 5, 9], stop: [2, 4, 8, 12], columns: { side: ["l", "r", "l", "r"] } }],
  });

  test.each(["licks", "lick_times", "reward_events", "processing/behavior/ripples", "sleep"])(
    "%s are no trials unless one says so",
    async (name) => {
      const path = name.includes("/") ? name : `intervals/${name}`;
      await expect(opened(only(path), () => {}, { binWidth: "trials" })).rejects.toThrow(
        `--bin-width trials --use ${path}`,
      );
      await opened(only(path), (file) => expect(entryOf(file, "activity")?.shape).toEqual([4, 2]), {
        binWidth: "trials",
        use: [path],
      });
    },
  );

  test.each(["passes", "stimulus_presentations"])("%s may be trials, which is said", (name) =>
    opened(only(`intervals/${name}`), (file) => expect(saidOf(file)).toContain(`intervals/${name}, the only table`), {
      binWidth: "trials",
    }),
  );
});

describe("positions of several epochs", () => {
  const part = (name: string, from: number, samples: number): WrittenSeries => ({
    ...position,
    path: `processing/behavior/Position/${name}`,
    data: Float64Array.from({ length: 2 * samples }, () => from),
    shape: [samples, 2],
    times: Float64Array.from({ length: samples }, (_, at) => from + at / 10),
  });
  const nwb = { series: [part("late", 60, 80), part("early", 0, 100)], units: [{ trains }] };

  test("are sessions of one series, in order of time", () =>
    opened(nwb, async (file) => {
      expect(await numbers(file, "session")).toEqual([...new Array(10).fill(0), ...new Array(8).fill(1)]);
      expect((await numbers(file, "processing/behavior/Position")).slice(18, 22)).toEqual([0, 0, 60, 60]);
      expect(saidOf(file)).toMatch(/do not overlap in time: taken as 2 sessions/);
    }));

  test("or one of them, when asked", () =>
    opened(nwb, (file) => expect(entryOf(file, "activity")?.shape).toEqual([10, 2]), {
      use: ["processing/behavior/Position/early"],
    }));
});
