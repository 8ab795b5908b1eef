import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toFloat64 } from "../npy.js";
import { openDataPath, withDataPath } from "../openDataPath.node.js";
import type { DataFile } from "../protocols.js";
import { finder, regularGrid } from "./grid.js";
import { averaged, firingRates } from "./resample.js";

const fixture = (name: string) => new URL(`../../../test/fixtures/hdf5/${name}`, import.meta.url).pathname;
const numbers = async (file: DataFile, name: string) => [...toFloat64(await file.read(name))];
const entryOf = (file: DataFile, name: string) => file.entries.find((entry) => entry.name === name);
const place = "processing/behavior/Position/place";
const head = "processing/behavior/CompassDirection/head";

test.each(["conversionBias.nwb", "conversionHalf.nwb"])(
  "%s: a factor that cannot be read is not taken for 1",
  async (name) => {
    await expect(openDataPath(fixture(name), { binWidth: 2 })).rejects.toThrow(
      /position" has a number "conversion" of a type that cannot be read: save it as float64/,
    );
  },
);

test("a factor in another byte order", () =>
  withDataPath(
    fixture("conversion.nwb"),
    async (file) => {
      expect([...(await file.read("processing/behavior/position")).data]).toEqual([0.25, 1.25, 2.25, 3.25, 4.25]);
    },
    { binWidth: 2 },
  ));

describe("as it is stored", () => {
  test("every dataset is listed, spikes with what makes activity of them", () =>
    withDataPath(fixture("session.nwb"), async (file) => {
      expect(file.format).toBe("nwb");
      expect(entryOf(file, "units/spike_times")).toMatchObject({ shape: [103], units: "s" });
      expect(entryOf(file, `${place}/data`)).toMatchObject({ units: "m", note: "SpatialSeries" });
      expect(entryOf(file, `${place}/timestamps`)?.role).toBe("time");
      expect(file.entries.filter(({ name }) => name.startsWith("specifications"))).toEqual([]);
      for (const name of ["activity", "factors"]) {
        await expect(file.read(name)).rejects.toThrow(/" must be binned first: .*--bin-width 0.1/);
      }
    }));
});

describe("in bins of half a second", () => {
  const inBins = (use: (file: DataFile) => Promise<void>) =>
    withDataPath(fixture("session.nwb"), use, { binWidth: 0.5 });

  test("bins cover the series; those in the gap of the position are left out, and it is said", () =>
    inBins(async (file) => {
      const time = await numbers(file, "time");
      expect(time).toHaveLength(18);
      time.forEach((at, bin) => void expect(at).toBeCloseTo(0.25 + 0.5 * (bin < 8 ? bin : bin + 2), 12));
      expect(entryOf(file, "time")).toMatchObject({ role: "time" });
      expect(file.choices?.map(({ said }) => said)).toContainEqual(expect.stringMatching(/^2 bins left out/));
    }));

  test("rates are spikes over the width of the bin; spikes of a unit in any order", () =>
    inBins(async (file) => {
      expect(entryOf(file, "activity")).toMatchObject({ shape: [18, 3], role: "activity", units: "Hz" });
      const rates = await numbers(file, "activity");
      const unit = (number: number) => rates.filter((_, at) => at % 3 === number);
      expect(unit(0)).toEqual(new Array(18).fill(10));
      const expected = new Array(18).fill(0);
      expected[2] = 2; // 1.25 s
      expected[3] = 2; // 1.5 s: a bin holds its start, not its end
      expected[17] = 2; // 9.99 s
      expect(unit(1)).toEqual(expected);
      expect(unit(2)).toEqual(new Array(18).fill(0));
    }));

  test("positions are means, in the stated units", () =>
    inBins(async (file) => {
      expect(entryOf(file, place)).toMatchObject({ shape: [18, 2], role: "factor", units: "m" });
      const position = await numbers(file, place);
      expect(position[0]).toBeCloseTo(0.24, 12); // the mean of 0, 0.02, ..., 0.48
      expect(position[1]).toBeCloseTo(3 - 0.24, 12);
      expect(position[2 * 8]).toBeCloseTo(5.24, 12);
    }));

  test("directions have circular means and a period", () =>
    inBins(async (file) => {
      expect(entryOf(file, head)).toMatchObject({ shape: [18], role: "factor", period: 2 * Math.PI });
      for (const angle of await numbers(file, head)) expect(Math.cos(angle)).toBeGreaterThan(0.99);
    }));

  test("columns of trials: the trial under way; events and raw voltages are no factors", () =>
    inBins(async (file) => {
      const sides = (await file.read("intervals/trials/side")).data;
      expect([...sides].slice(0, 8)).toEqual(["left", "left", "", "", "right", "right", "right", "right"]);
      expect((await numbers(file, "intervals/trials/contrast")).slice(8, 11)).toEqual([0.3, 0.3, Number.NaN]);
      const factors = file.entries.filter(({ role }) => role === "factor").map(({ name }) => name);
      expect(factors).toEqual([head, place]);
      expect(entryOf(file, "processing/behavior/licks")).toMatchObject({ shape: [18] });
      expect(entryOf(file, "acquisition/voltage")).toBeUndefined();
    }));
});

test("by trial: rates over each trial, its columns as factors, times of events not", () =>
  withDataPath(
    fixture("session.nwb"),
    async (file) => {
      const rates = await numbers(file, "activity");
      expect(rates.filter((_, at) => at % 3 === 0).map((rate) => Math.round(rate * 1e9) / 1e9)).toEqual([
        10, 10, 10, 10,
      ]);
      expect((await file.read("intervals/trials/side")).data).toEqual(["left", "right", "left", "right"]);
      expect(await numbers(file, "intervals/trials/contrast")).toEqual([0.1, 0.2, 0.3, 0.4]);
      const factors = file.entries.filter(({ role }) => role === "factor").map(({ name }) => name);
      expect(factors).toEqual(["intervals/trials/contrast", "intervals/trials/side"]);
    },
    { binWidth: "trials" },
  ));

test("without units, traces are the activity", () =>
  withDataPath(
    fixture("traces.nwb"),
    async (file) => {
      expect(entryOf(file, "activity")).toMatchObject({ role: "activity", note: "processing/ophys/Fluorescence/roi" });
      const [time, activity] = [await numbers(file, "time"), await numbers(file, "activity")];
      expect(time[0]).toBeCloseTo(0.15, 12); // traces start at 0.05 s
      expect(activity.slice(0, 2)).toEqual([1, 2]); // the mean of samples 0 and 1
    },
    { binWidth: 0.2 },
  ));

describe("refused", () => {
  test.each([
    [20, /bins of 20 s are longer than the 10.0 s that there are/],
    [1e-9, /bins of 1e-9 s make \d+ rows; choose wider bins/],
  ])("a bin width of %d s", async (binWidth, message) => {
    await expect(openDataPath(fixture("session.nwb"), { binWidth })).rejects.toThrow(message);
  });

  test("trials where there are none", async () => {
    await expect(openDataPath(fixture("traces.nwb"), { binWidth: "trials" })).rejects.toThrow(/no table of trials/);
  });
});

describe("resampling", () => {
  const ascending = fc
    .array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 })
    .map((times) => Float64Array.from(times).sort());

  test("every spike within the grid is counted once", () => {
    fc.assert(
      fc.property(ascending, fc.double({ min: 0.05, max: 3, noNaN: true }), (times, width) => {
        const grid = regularGrid(0, 10, width, "file");
        const counted = firingRates([times], grid).reduce((sum, rate) => sum + rate * width, 0);
        const end = grid.stops[grid.stops.length - 1];
        expect(counted).toBeCloseTo(times.filter((time) => time < end).length, 6);
      }),
    );
  });

  test("a search that walks finds what a search from the start finds", () => {
    fc.assert(
      fc.property(ascending, fc.array(fc.double({ min: -1, max: 11, noNaN: true })), (times, asked) => {
        const find = finder(times);
        for (const at of asked) expect(find(at)).toBe(times.filter((time) => time < at).length);
      }),
    );
  });

  test("a straight line stays one, in bins wider and narrower than its sampling; gaps are NaN", () => {
    const times = Float64Array.from({ length: 100 }, (_, i) => i / 10);
    const line = { times, values: times.map((time) => 3 * time - 1), columns: 1 };
    for (const [value, at] of [...averaged(line, regularGrid(1, 9, 0.03, "f"))].map(
      (v, row) => [v, 1 + 0.03 * row] as const,
    )) {
      expect(Math.abs(value - (3 * at - 1))).toBeLessThan(0.15 + 1e-9); // half a sampling interval times the slope
    }
    const sparse = { times: Float64Array.of(0, 1, 2, 8, 9), values: new Float64Array(5), columns: 1 };
    const [, gap] = averaged(sparse, { starts: Float64Array.of(1.2, 4), stops: Float64Array.of(1.3, 5) });
    expect(gap).toBeNaN();
  });

  test("directions are interpolated along the shorter arc", () => {
    const turn = { times: Float64Array.of(0, 1), values: Float64Array.of(350, 20), columns: 1, period: 360 };
    const [value] = averaged(turn, { starts: Float64Array.of(0.4), stops: Float64Array.of(0.6) });
    expect(value).toBeCloseTo(5, 9);
  });
});
