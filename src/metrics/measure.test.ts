import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { fold, key } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { takeConditions } from "../representation/index.js";
import { measure } from "./measure.js";
import { drawingDefaults } from "./measuring.js";
import { mir } from "./mir.js";
import { nullDefaults, nullSampler } from "./nulls.js";
import { wassersteinCorrelation } from "./wassersteinCorrelation.js";

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
    const options = { mutualInformation: { bins: 1000 } }; // every condition in a bin of its own
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

  test("an unknown metric is refused, with the name that was probably meant", () => {
    const misspelt: string[] = ["mirr"];
    const asNames = (names: readonly string[]) => Reflect.apply(measure, undefined, [code(), { metrics: names }]);
    expect(() => asNames(misspelt)).toThrow(/unknown metric "mirr".*Did you mean "mir"/);
    expect(() => asNames(["constructor"])).toThrow(/unknown metric "constructor"/);
    expect(() => Reflect.apply(measure, undefined, [code(), { metrics: [3] }])).toThrow(/takes names, or functions/);
  });

  test("a metric of one's own is measured beside the registered ones", () => {
    const largest = ({ activity }: Representation) => ({
      metric: "largest",
      score: activity.reduce((most, value) => Math.max(most, value), -Infinity),
      settings: {},
    });
    const [first, own] = measure(code(), { metrics: [largest, "mir"], nullDraws: 3, intervalDraws: 2 });
    expect([first.request.name, own.request.name]).toEqual(["mir", "largest"]);
    expect(own.judged.score.score).toBe(largest(code()).score);
  });

  test("chosen metrics that do not apply say why where they are asked to", () => {
    const [{ refusal }] = measure(code(), { metrics: ["factorVae"], refused: "say", nullDraws: 0 });
    expect(refusal).toMatch(/no two conditions share/);
  });

  test("values of which squares overflow or vanish are refused by name", () => {
    for (const scale of [1e160, 1e300, 1e-200]) {
      const sized = { ...code(), activity: code().activity.map((value) => scale * value) };
      expect(() => measure(sized, { metrics: ["sap"] })).toThrow(/activity of unit 0 (reaches|varies by).*other units/);
    }
    const huge = { ...code(), factors: code().factors.map((f) => ({ ...f, values: f.values.map((x) => 1e200 * x) })) };
    expect(() => measure(huge)).toThrow(/factor "factor 0" reaches/);
  });

  test.each([2 ** -90, 2 ** 90])("what is not refused is the same in other units, here times %d", (scale) => {
    const names = ["mir", "mig", "sap", "irs", "dci", "participationRatio", "linearDecoding"] as const;
    const scores = (source: Representation) =>
      measure(source, { metrics: names, nullDraws: 0, intervalDraws: 0 }).map(
        ({ result }) => result?.score ?? Number.NaN,
      );
    const sized = { ...code(), activity: code().activity.map((value) => scale * value) };
    const plain = scores(code());
    scores(sized).forEach((score, index) => void expect(score).toBeCloseTo(plain[index], 9));
    const [distance, other] = [code(), sized].map((source) => wassersteinCorrelation(source).score);
    expect(other / scale ** 2 / distance).toBeCloseTo(1, 9);
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
