import { describe, expect, test } from "vitest";
import { guessRoles } from "../index.js";
import { withDataPath } from "../openDataPath.node.js";
import type { DataEntry } from "../protocols.js";
import { ownBins } from "./ownBins.js";

const fixture = (name: string) => new URL(`../../../test/fixtures/hdf5/${name}`, import.meta.url).pathname;

/** Samples at these times, in seconds. */
const series = (path: string, times: readonly number[]) => ({ series: { path }, times: Float64Array.from(times) });
const every = (seconds: number, count = 50) => Array.from({ length: count }, (_, sample) => 3 + seconds * sample);

describe("bins of a file's own", () => {
  test.each([
    ["spikes beside a fast position", true, [0.02], 0.1],
    ["spikes alone", true, [], 0.1],
    ["spikes beside a position every half second", true, [0.02, 0.5], 0.5],
    ["traces at 10 Hz beside a position at 50 Hz", false, [0.1, 0.02], 0.1],
    ["a third of a tenth, rounded up", false, [1 / 30], 0.03334],
    ["an interval with rounding in it", false, [0.02], 0.02],
    ["microseconds", false, [1e-6], 1e-6],
  ])("%s", (_, hasSpikes, intervals, seconds) => {
    const own = ownBins(
      hasSpikes,
      intervals.map((interval) => series(`s${interval}`, every(interval))),
    );
    expect(own?.seconds).toBe(seconds);
  });

  test("a gap in the samples does not widen them; nothing to bin is said by none", () => {
    expect(ownBins(false, [series("gap", [...every(0.2), 99, 99.2])])?.seconds).toBe(0.2);
    expect(ownBins(false, [])).toBeUndefined();
    expect(ownBins(false, [series("one", [2]), series("same", [2, 2, 2])])).toBeUndefined();
  });

  test("the file says which they are, and its spikes and behaviour are what one would measure", () =>
    withDataPath(
      fixture("session.nwb"),
      async ({ bins, entries }) => {
        expect(bins?.seconds).toBe(0.1);
        expect(guessRoles(entries)).toEqual({
          activity: ["activity"],
          factors: ["processing/behavior/CompassDirection/head", "processing/behavior/Position/place"],
        });
      },
      { binWidth: "own" },
    ));

  test("without spikes they follow the slowest clock", () =>
    withDataPath(
      fixture("traces.nwb"),
      async ({ bins }) => {
        expect(bins).toEqual({ seconds: 0.1, why: expect.stringContaining("the slowest series") });
      },
      { binWidth: "own" },
    ));
});

test("raw series are neither activity nor factors by default", () => {
  const array = (name: string, shape: number[], role?: DataEntry["role"]): DataEntry => ({
    name,
    shape,
    dtype: "f8",
    kind: "numbers",
    ...(role && { role }),
  });
  const entries = [array("acquisition/voltage", [9, 4], "raw"), array("rates", [9, 40]), array("speed", [9])];
  expect(guessRoles(entries)).toEqual({ activity: ["rates"], factors: ["speed"] });
  expect(guessRoles(entries.slice(0, 1))).toEqual({ activity: [], factors: [] });
});
