import { lab, rgb } from "d3-color";
import { describe, expect, it } from "vitest";
import { category, DARK_TWIN, diverging, GREY, OKABE_ITO, sequential } from "./theme.js";

type Triple = readonly [number, number, number];

/**
 * How dichromats see linear RGB: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color
 * vision deficiency", IEEE TVCG 15 (2009), severity 1.
 */
const DICHROMACY: Readonly<Record<string, readonly Triple[]>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

function seenWith(rows: readonly Triple[], colour: string) {
  const { r, g, b } = rgb(colour);
  const linear = [r, g, b].map((part) => toLinear(part / 255));
  const seen = rows.map((row) => row.reduce((sum, weight, i) => sum + weight * linear[i], 0));
  const [red, green, blue] = seen.map((part) => 255 * toGamma(Math.min(1, Math.max(0, part))));
  return lab(rgb(red, green, blue));
}

/** CIE 1976 distance; 2.3 is a just noticeable difference. */
function distance(a: ReturnType<typeof lab>, b: ReturnType<typeof lab>): number {
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

const pairs = <T>(values: readonly T[]) => values.flatMap((a, i) => values.slice(i + 1).map((b) => [a, b] as const));

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const { r, g, b: blue } = rgb(colour);
    const [lr, lg, lb] = [r, g, blue].map((part) => toLinear(part / 255));
    return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe("categories", () => {
  const colours = Object.values(OKABE_ITO);

  it.each(Object.keys(DICHROMACY))("stay several just noticeable differences apart with colour vision: %s", (name) => {
    for (const [a, b] of pairs(colours)) {
      const apart = distance(seenWith(DICHROMACY[name], a), seenWith(DICHROMACY[name], b));
      expect(apart, `${a} ${b}`).toBeGreaterThan(4 * 2.3);
    }
  });

  it("differ in dash and symbol as well as in colour", () => {
    const styles = colours.map((_, i) => category(i));
    for (const part of ["colour", "dash", "symbol"] as const) {
      expect(new Set(styles.map((style) => style[part])).size).toBe(colours.length);
    }
  });

  it("differ in colour or dash far beyond six", () => {
    const looks = Array.from({ length: 36 }, (_, i) => `${category(i).colour} ${category(i).dash}`);
    expect(new Set(looks).size).toBe(36);
  });

  it("that carry thin lines contrast with dark paper, as WCAG 1.4.11 asks", () => {
    for (const dark of Object.values(DARK_TWIN)) expect(contrast(dark, "#16181c")).toBeGreaterThan(3);
    for (const light of Object.keys(DARK_TWIN)) expect(contrast(light, "#ffffff")).toBeGreaterThan(3);
  });
});

describe("colour scales", () => {
  const steps = Array.from({ length: 51 }, (_, i) => i / 50);

  it.each(["viridis", "cividis"] as const)(
    "%s gets lighter all the way, so that it survives a grey print",
    (scheme) => {
      const lightness = steps.map((step) => lab(sequential(0, 1, scheme)(step)).l);
      lightness.slice(1).forEach((value, i) => {
        expect(value).toBeGreaterThan(lightness[i]);
      });
    },
  );

  it("diverging is lightest at its centre and equally dark at equal distances", () => {
    const colour = diverging(-1, 3, 1);
    const light = (value: number) => lab(colour(value)).l;
    expect(light(1)).toBeGreaterThan(94);
    for (const away of [0.5, 1, 2]) {
      expect(light(1 - away)).toBeLessThan(light(1));
      expect(Math.abs(light(1 - away) - light(1 + away))).toBeLessThan(12);
    }
  });

  it("show undefined values in grey and clamp what lies outside", () => {
    expect(sequential(0, 1)(Number.NaN)).toBe(GREY.missing);
    expect(diverging(-1, 1)(Number.NaN)).toBe(GREY.missing);
    expect(sequential(0, 1)(7)).toBe(sequential(0, 1)(1));
    expect(diverging(-1, 1)(-7)).toBe(diverging(-1, 1)(-1));
  });

  it("give one colour when all values are equal", () => {
    expect(sequential(2, 2)(2)).toMatch(/^(#|rgb)/);
    expect(diverging(0, 0)(0)).toMatch(/^(#|rgb)/);
  });
});
