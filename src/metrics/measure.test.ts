import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { fold, key } from "../math/random.js";
import { takeConditions } from "../representation/index.js";
import { measure } from "./measure.js";
import { drawingDefaults } from "./measuring.js";
import { mir } from "./mir.js";
import { nullDefaults, nullSampler } from "./nulls.js";

const mixing = [
  [1, 0.2],
  [0.1, 1],
  [0.6, 0.6],
];
const code = () => linearCode(key(1), 500, mixing);

describe("everything at once", () => {
  test("draws share their work and score as if they did not", () => {
    const [{ judged }] = measure(code(), { metrics: ["mir"], nullDraws: 5, intervalDraws: 5 }, key(2));
    for (const { kind, values } of judged.score.chance) {
      const draw = nullSampler(code(), { ...nullDefaults, kind });
      const expected = Array.from(values, (_, index) => {
        const drawKey = fold(fold(fold(key(2), "draws"), kind), index);
        return mir(draw(fold(drawKey, "draw"))).score;
      });
      expect([...values]).toEqual(expected);
    }
    expect(judged.score.chance.map(({ kind }) => kind)).toEqual(drawingDefaults.nulls);
  });

  test("a metric's numbers do not depend on which others are measured", () => {
    const options = { nullDraws: 3, intervalDraws: 3 };
    const alone = measure(code(), { ...options, metrics: ["sap"] })[0].judged;
    const together = measure(code(), { ...options, metrics: ["mir", "sap"] })[1].judged;
    expect(together).toEqual(alone);
  });

  test("a null that leaves the score as it is says nothing about it", () => {
    const [{ judged }] = measure(code(), { metrics: ["participationRatio"], nullDraws: 3, intervalDraws: 3 });
    expect(judged.score.chance).toEqual([]);
    expect(judged.score.interval?.draws).toBe(3);
  });

  test("a score that is all bias is seen to be no better than chance", () => {
    const few = takeConditions(code(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const options = { mutualInformation: { bins: 5000 } }; // every condition in a bin of its own
    const [{ judged }] = measure(few, {
      metrics: ["mutualInformation"],
      options,
      nulls: ["permuted"],
      nullDraws: 9,
      intervalDraws: 0,
    });
    expect(judged.score.chance[0].p).toBe(1);
  });

  test("what does not apply says why; what was named throws", () => {
    const all = measure(code(), { nullDraws: 0, intervalDraws: 0 });
    expect(all.find(({ request }) => request.name === "factorVae")?.refusal).toMatch(/no two conditions share/);
    expect(() => measure(code(), { metrics: ["factorVae"] })).toThrow(/no two conditions share/);
  });

  test("arrays that were not measured may be written to", () => {
    const changing = code();
    const before = mir(changing).score;
    changing.activity.forEach((_, at) => {
      changing.activity[at] = changing.factors[at % 2].values[Math.floor(at / 3)];
    });
    expect(mir(changing).score).not.toBe(before);
  });
});
