/** Clouds of one's own: what the settings make, and a small run beside its optimum. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../../engine/wasm.js";
import { predictNeurons, supportFromSamples } from "../../../theory/index.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { pointResult } from "../job.js";
import { cutCorners, squareGrid } from "../sets.js";
import { cloud } from "./index.js";
import { type CloudSettings, cloudSamples, cloudSettings } from "./settings.js";

const chosen = (some: Partial<CloudSettings> = {}): CloudSettings => cloudSettings.parse(some);
const verdictOf = (some: Partial<CloudSettings>) =>
  predictNeurons({ support: supportFromSamples(cloudSamples(chosen(some))), lambdaIn: 0.1, lambdaOut: 0.1 });

describe("points", () => {
  test("all of the square by default", () => {
    expect(cloudSamples(chosen({ side: 7 }))).toEqual(squareGrid(7));
  });

  test("cuts are those of the published family", () => {
    const one = chosen({ side: 21, corners: [0.6, 0, 0, 0] });
    const all = chosen({ side: 21, corners: [0.3, 0.3, 0.3, 0.3] });
    expect(cloudSamples(one)).toEqual(cutCorners(squareGrid(21), "one corner", 0.6));
    expect(cloudSamples(all)).toEqual(cutCorners(squareGrid(21), "all corners", 0.3));
  });

  test("a shear keeps heights and moves the middle nowhere", () => {
    const plain = cloudSamples(chosen({ side: 3 }));
    const { data } = cloudSamples(chosen({ side: 3, shear: 0.5 }));
    expect([...data].filter((_, at) => at % 2 === 1)).toEqual([...plain.data].filter((_, at) => at % 2 === 1));
    expect([data[8], data[9]]).toEqual([0.5, 0.5]);
    expect([data[0], data[4]]).toEqual([-0.25, 0.75]);
  });

  test("sampled ones are the same for the same draw, and those in a cut corner are left out", () => {
    const whole = cloudSamples(chosen({ shape: "sampled", sampled: 200 }));
    expect(whole.rows).toBe(200);
    expect(cloudSamples(chosen({ shape: "sampled", sampled: 200 }))).toEqual(whole);
    expect(cloudSamples(chosen({ shape: "sampled", sampled: 200, draw: 1 }))).not.toEqual(whole);
    const cut = cloudSamples(chosen({ shape: "sampled", sampled: 200, corners: [0.6, 0, 0, 0] }));
    const kept = [...whole.data.keys()].filter((at) => at % 2 === 0 && whole.data[at] + whole.data[at + 1] >= 0.6);
    expect([...cut.data]).toEqual(kept.flatMap((at) => [whole.data[at], whole.data[at + 1]]));
    // 18 % of the square, give or take four standard deviations.
    expect(Math.abs(200 - cut.rows - 36)).toBeLessThan(22);
  });

  test("drawn ones are taken as they are; two are refused with advice", () => {
    const drawn: CloudSettings["drawn"] = [
      [0, 0],
      [1, 0],
      [0, 1],
    ]; // prettier-ignore
    expect([...cloudSamples(chosen({ shape: "drawn", drawn })).data]).toEqual([0, 0, 1, 0, 0, 1]);
    expect(() => cloudSamples(chosen({ shape: "drawn", drawn: drawn.slice(1) }))).toThrow(/2 points.*draw more/);
    expect(() => cloudSamples(chosen({ side: 3, corners: [0.95, 0.95, 0.95, 0.95] }))).toThrow(/points are left/);
  });
});

test("three drawn corners are the reference case of the theory, and the square with weight on its diagonal stays pure", () => {
  const three = verdictOf({
    shape: "drawn",
    drawn: [
      [0, 0],
      [0, 1],
      [1, 0],
    ],
  }); // prettier-ignore
  expect(three.verdict).toBe("mixed");
  expect(verdictOf({ side: 21, diagonal: 40 }).strict).toBe("modular");
  expect(verdictOf({ side: 21, shape: "disc" }).strict).toBe("mixed");
});

test("a training ends just above the certified energy", async () => {
  const settings = chosen({ seeds: [3], side: 5, corners: [0.5, 0, 0, 0], updates: 4000 });
  const [job] = cloud.jobs(settings);
  const result = await cloud.runJob(job, settings, jobContext(compileWasm));
  const { optimum, trained } = pointResult(result);
  expect(optimum.status).toBe("certified");
  expect(trained.failures).toEqual([]);
  expect(trained.energy).toBeGreaterThanOrEqual(optimum.lowerBound * (1 - 1e-9));
  expect(trained.energy).toBeLessThan(optimum.energy * 1.01);
  expect(cloud.check([result], settings)[0].met).toBe("not judged");
  expect(cloud.figures([result], settings)[0].svg).toContain("<svg");
});

test("a rectified network ends just above what rectified neurons must cost, and below what linear ones must", async () => {
  const settings = chosen({
    seeds: [0],
    neurons: "rectified",
    side: 4,
    corners: [0.4, 0, 0, 0],

    updates: 2500,
  });
  const [job] = cloud.jobs(settings);
  const result = await cloud.runJob(job, settings, jobContext(compileWasm));
  const { optimum, trained } = pointResult(result);
  expect(optimum.status).toBe("certified");
  expect(trained.energy).toBeGreaterThanOrEqual(optimum.lowerBound * (1 - 1e-9));
  expect(trained.energy).toBeLessThan(optimum.energy * 1.005);
  expect(trained.leastActivity).toBe(0);
  const linear = predictNeurons({
    support: supportFromSamples(cloudSamples(settings)),
    lambdaIn: 0.1,
    lambdaOut: 0.1,
    gamma: 30,
  });
  expect(optimum.energy).toBeLessThan(linear.energy.lowerBound);
  expect(cloud.check([result], settings)[0].met).toBe("not judged");
});
