import fc from "fast-check";
import { expect, test } from "vitest";
import { cheapestChain } from "./pureChain.js";

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

const chain = fc.record({
  layers: fc.integer({ min: 1, max: 6 }),
  moment: positive,
  inputCost: positive,
  targetNorm: positive,
});
const strengths = fc.record({ activityEnergy: positive, weightEnergy: positive });

/** The cost of given squared gains, written out. */
function costOf(
  gains: ArrayLike<number>,
  { moment, inputCost, targetNorm }: { moment: number; inputCost: number; targetNorm: number },
  { activityEnergy, weightEnergy }: { activityEnergy: number; weightEnergy: number },
): number {
  let cost = weightEnergy * inputCost * gains[0];
  for (let l = 1; l < gains.length; l++) cost += (weightEnergy * gains[l]) / gains[l - 1];
  cost += (weightEnergy * targetNorm) / gains[gains.length - 1];
  for (let l = 0; l < gains.length; l++) cost += activityEnergy * moment * gains[l];
  return cost;
}

test("one layer costs what the modular solution of the theory does", () => {
  fc.assert(
    fc.property(chain, strengths, (one, { activityEnergy, weightEnergy }) => {
      const { cost } = cheapestChain({ ...one, layers: 1 }, { activityEnergy, weightEnergy });
      const price = activityEnergy * one.moment + weightEnergy * one.inputCost;
      expect(cost / (2 * Math.sqrt(weightEnergy * one.targetNorm * price))).toBeCloseTo(1, 10);
    }),
  );
});

test("without activity energy all matrices cost the same: the deep linear optimum", () => {
  fc.assert(
    fc.property(chain, positive, (one, weightEnergy) => {
      const { cost } = cheapestChain(one, { activityEnergy: 0, weightEnergy });
      const matrices = one.layers + 1;
      const expected = weightEnergy * matrices * (one.targetNorm * one.inputCost) ** (1 / matrices);
      expect(cost / expected).toBeCloseTo(1, 6);
    }),
  );
});

test("no other gains are cheaper, and the cost is that of the gains", () => {
  fc.assert(
    fc.property(
      chain,
      strengths,
      fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }),
      (one, charged, factors) => {
        const { gains, cost } = cheapestChain(one, charged);
        expect(costOf(gains, one, charged) / cost).toBeCloseTo(1, 12);
        const others = gains.map((gain, l) => gain * factors[l]);
        expect(costOf(others, one, charged)).toBeGreaterThanOrEqual(cost * (1 - 1e-9));
      },
    ),
  );
});

test("refuses a chain without layers and weights that cost nothing", () => {
  const one = { layers: 0, moment: 1, inputCost: 1, targetNorm: 1 };
  expect(() => cheapestChain(one, { activityEnergy: 1, weightEnergy: 1 })).toThrow(/hidden layers/);
  expect(() => cheapestChain({ ...one, layers: 2 }, { activityEnergy: 1, weightEnergy: 0 })).toThrow(/costs nothing/);
});
