import { describe, expect, test } from "vitest";
import { matrix } from "../math/matrix.js";
import { key, uniform } from "../math/random.js";
import { checkedPrediction } from "./checked.fixture.js";
import { supportFromSamples } from "./support.js";

const values = uniform(key(1), 400);
/** 200 samples of two uniform factors, in these units. */
const factors = (scale: number) =>
  supportFromSamples(
    matrix(
      200,
      2,
      values.map((value) => scale * value),
    ),
    { names: ["place", "odour"] },
  );

describe("sizes with which nothing can be computed are refused by name", () => {
  test.each([1e150, 1e300, 1e-150, 1e-310])("factors times %d", (scale) => {
    expect(() => checkedPrediction({ support: factors(scale) })).toThrow(
      /factor place (reaches|varies by|is too large).*other units/,
    );
  });

  test.each([
    [{ alpha: 1e200 }, /alpha of 1e\+200/],
    [{ lambdaIn: 1e-200 }, /lambdaIn of 1e-200/],
    [{ lambdaOut: 1e300 }, /lambdaOut of 1e\+300/],
    [{ gamma: 1e-300 }, /gamma of 1e-300/],
  ])("prices %o", (prices, message) => {
    expect(() => checkedPrediction({ support: factors(1), ...prices })).toThrow(message);
  });
});

describe("what is not refused does not depend on units", () => {
  const share = (scale: number) => {
    const { energy } = checkedPrediction({ support: factors(scale), lambdaIn: 0 });
    return energy.optimal / energy.modular;
  };

  test.each([1e-28, 1e28])("factors times %d", (scale) => {
    expect(share(scale)).toBeCloseTo(share(1), 6);
  });

  test.each([1e-29, 1e29])("all prices times %d", (scale) => {
    const statement = (size: number) =>
      checkedPrediction({ support: factors(1), alpha: size, lambdaIn: size, lambdaOut: size }).statement;
    expect(statement(scale)).toBe(statement(1));
  });
});
