/** SVG -> PNG on Node, with a font that ships with the package: the same image on every machine. */
import { createRequire } from "node:module";
import { InputError } from "../math/errors.js";
import type { Figure } from "../protocols.js";

type Rasteriser = typeof import("@resvg/resvg-js").Resvg;

const require = createRequire(import.meta.url);
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"];

export interface PngOptions {
  /** Pixels per px of the drawing; default 2. */
  readonly scale?: number;
}

/** What draws PNG, or why nothing does: the package is optional, and so is the part of it that is built for one system. */
type Search = { readonly resvg: Rasteriser } | { readonly why: string };

let found: Search | undefined;

/** The first line of an error names what is missing; the others list who asked for it. */
function search(): Search {
  try {
    const { Resvg: resvg }: typeof import("@resvg/resvg-js") = require("@resvg/resvg-js");
    return { resvg };
  } catch (error) {
    return { why: error instanceof Error ? error.message.split("\n")[0] : String(error) };
  }
}

function rasteriser(): Search {
  found ??= search();
  return found;
}

/** Why no PNG can be drawn here; undefined where it can. */
export function whyNoPng(): string | undefined {
  const result = rasteriser();
  return "why" in result ? result.why : undefined;
}

/** A PNG file's bytes. Throws InputError where the optional package is not installed, Error when the SVG does not parse. */
export function svgToPng(svg: string, { scale = 2 }: PngOptions = {}): Uint8Array {
  const result = rasteriser();
  if ("why" in result) throw new InputError(`PNG needs the optional package @resvg/resvg-js (${result.why})`);
  const font = {
    fontFiles: FONTS.map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
    loadSystemFonts: false,
    defaultFontFamily: "DejaVu Sans",
    sansSerifFamily: "DejaVu Sans",
  };
  return new result.resvg(svg, { font, fitTo: { mode: "zoom", value: scale } }).render().asPng();
}

/** The files of a figure by name: <id>.svg and, where it can be drawn, <id>.png. */
export function figureFiles({ id, svg }: Pick<Figure, "id" | "svg">): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([[`${id}.svg`, svg]]);
  if (whyNoPng() === undefined) files.set(`${id}.png`, svgToPng(svg));
  return files;
}
