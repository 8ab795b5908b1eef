/**
 * One look for every figure: sizes, colours, and the shapes and dashes that go with the colours, so that nothing is told
 * by colour alone.
 *
 * Categories: Okabe and Ito, "Color universal design" (2008), without its yellow, which vanishes on white paper.
 * Sequential: viridis and cividis (Nunez, Anderton, Renslow, PLoS ONE 2018); both are even in lightness and print in grey.
 */
import * as Plot from "@observablehq/plot";
import { lab } from "d3-color";

/** Screen fonts first; DejaVu Sans, the widest of them, is what images are drawn with, so measured text always fits. */
export const FONT_FAMILY = "Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif";

/** Sizes in px; at the usual print width of 180 mm for 960 px, 11 px is about 6 pt, the smallest journals allow. */
export const SIZE = { text: 11, title: 12, letter: 16, line: 1.6, thin: 0.8, dot: 3.2 } as const;

/** Ink takes the colour of the text around the figure, so that a report can turn it light in dark mode. */
export const INK = "currentColor";
export const PAPER = "#ffffff";
/** Neutral shades that hold on white and on dark paper alike. */
export const GREY = { line: "#8a8a8a", band: "#9a9a9a", missing: "#b8b8b8" } as const;

export const OKABE_ITO = {
  blue: "#0072b2",
  vermillion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  orange: "#e69f00",
  sky: "#56b4e9",
} as const;

/** What a dark page draws instead of the darkest colours; the others are light enough. */
export const DARK_TWIN: Readonly<Record<string, string>> = {
  [OKABE_ITO.blue]: "#3d9be0",
  [OKABE_ITO.vermillion]: "#f07f2a",
  [OKABE_ITO.green]: "#1fb98f",
};

const CATEGORIES = Object.values(OKABE_ITO);
const DASHES = ["", "6 3", "2 2", "8 3 2 3", "12 3", "4 2 1 2"] as const;
const SYMBOLS = ["circle", "triangle", "square", "diamond", "cross", "star"] as const;

export type SymbolName = (typeof SYMBOLS)[number];

/** How the `index`-th category is drawn: colour, dash of its line, symbol of its points. Beyond six, dashes differ. */
export interface CategoryStyle {
  readonly colour: string;
  readonly dash: string;
  readonly symbol: SymbolName;
}

export function category(index: number): CategoryStyle {
  const turn = Math.floor(index / CATEGORIES.length);
  const pick = (index + turn) % CATEGORIES.length;
  return { colour: CATEGORIES[index % CATEGORIES.length], dash: DASHES[pick], symbol: SYMBOLS[pick] };
}

/** A colour for each value; NaN is grey. */
export type ColourScale = (value: number) => string;

export type SequentialScheme = "viridis" | "cividis";

/** Dark to light over [low, high]; values outside take the end colours. */
export function sequential(low: number, high: number, scheme: SequentialScheme = "viridis"): ColourScale {
  const ramp = Plot.scale({ color: { type: "linear", domain: [0, 1], scheme, clamp: true } });
  const span = high > low ? high - low : 1;
  return (value) => (Number.isNaN(value) ? GREY.missing : String(ramp.apply((value - low) / span)));
}

const BLUE_ORANGE = ["#08458a", "#4f94cd", "#f4f4f2", "#e58f2e", "#8f3b00"];

/** Blue through near-white at `centre` to orange; both sides share one scale, as far as the farther end. */
export function diverging(low: number, high: number, centre = 0): ColourScale {
  const reach = Math.max(high - centre, centre - low) || 1;
  return (value) => (Number.isNaN(value) ? GREY.missing : mixRamp(BLUE_ORANGE, 0.5 + (value - centre) / (2 * reach)));
}

/** Piecewise linear in CIELAB, at `position` in [0, 1]. */
function mixRamp(stops: readonly string[], position: number): string {
  const at = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const left = Math.min(Math.floor(at), stops.length - 2);
  const [from, to, part] = [lab(stops[left]), lab(stops[left + 1]), at - left];
  const blend = (a: number, b: number) => a + (b - a) * part;
  return lab(blend(from.l, to.l), blend(from.a, to.a), blend(from.b, to.b)).formatHex();
}
