/** The guard between a network and a floor: only energies of the same settings are compared, and none below a proof is called none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { predictCloud } from "../../lab/worker/clouds/prediction.js";
import { type Floor, heightOf, heightText, problemOfSettings } from "../../lab/worker/energy.js";
import { cloudStudy } from "../../lab/worker/trainings/cloudStudy.js";
import { identityOf } from "../../lab/worker/trainings/identity.js";
import { cloudSettings } from "../../src/experiments/points/index.js";
import { initialState, parametersOf } from "../../src/training/index.js";

const floor: Floor = { of: "a", total: 0.6863561, gap: 2e-8, certified: true };

async function networkOn(given: object) {
  const settings: Record<string, never> = JSON.parse(
    JSON.stringify(cloudSettings.parse({ side: 7, code: 8, ...given })),
  );
  const study = cloudStudy({ experiment: "cloud", settings, seed: 1, removed: [] });
  const { plan } = study;
  const snapshot = await study.snapshot(parametersOf(plan, initialState(plan)), false);
  if (snapshot.kind !== "cloud") throw new Error("no cloud");
  return { energy: snapshot.energy, floor: predictCloud(settings).floor };
}

describe("height above a floor", () => {
  test("is none where network and floor are of different settings", async () => {
    const [square, cut] = [await networkOn({}), await networkOn({ corners: [0.6, 0, 0, 0] })];
    expect(heightOf(square.energy, square.floor)).toMatchObject({ place: "above" });
    expect(heightOf(cut.energy, cut.floor)).toMatchObject({ place: "above" });
    expect(heightOf(square.energy, cut.floor)).toBeUndefined();
    expect(heightOf(cut.energy, square.floor)).toBeUndefined();
  });

  test("below a proven floor is said to be wrong, never to be nothing", () => {
    const height = heightOf({ of: "a", total: 0.6748907 }, floor);
    expect(height).toEqual({ place: "below", share: expect.closeTo(0.016705, 5) });
    expect(height && heightText(height, floor)).toMatch(/^−1\.7 %: below a proven floor/);
    expect(height && heightText(height, { ...floor, certified: false })).toMatch(/^−1\.7 %: better than known/);
  });

  test("is zero within the proof's gap alone, and has the sign of the difference beyond it", () => {
    const of = "a";
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -0.9, max: 9, noNaN: true }),
        (total, share) => {
          const height = heightOf({ of, total: total * (1 + share) }, { of, total, gap: 1e-6, certified: true });
          const text = height && heightText(height, floor);
          if (share < -2e-6) expect([height?.place, text?.[0]]).toEqual(["below", "−"]);
          if (share > 2e-6) expect([height?.place, text?.[0]]).toEqual(["above", "+"]);
          if (Math.abs(share) < 5e-7) expect(text).toBe("at the floor");
          expect(text).not.toMatch(/[+−]0 %/);
        },
      ),
    );
  });
});

describe("the identity of a training", () => {
  const request = { experiment: "cloud", settings: { side: 5 }, seed: 1, removed: ["nonnegativity", "weightEnergy"] };

  test("differs with whatever decides its numbers, not with the order of what is off", () => {
    expect(identityOf({ ...request, removed: ["weightEnergy", "nonnegativity"] })).toBe(identityOf(request));
    const others = [
      { ...request, experiment: "fig2" },
      { ...request, settings: { side: 7 } },
      { ...request, seed: 2 },
      { ...request, removed: [] },
    ];
    expect(new Set([request, ...others].map(identityOf)).size).toBe(5);
  });

  test("an energy is of all settings of its problem", () => {
    expect(problemOfSettings({ side: 5 })).not.toBe(problemOfSettings({ side: 6 }));
  });
});
