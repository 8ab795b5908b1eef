/** SVG -> PNG on Node, with a font that ships with the package: the same image on every machine. */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const { resolve } = createRequire(import.meta.url);
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"];

export interface PngOptions {
  /** Pixels per px of the drawing; default 2. */
  readonly scale?: number;
}

/** A PNG file's bytes. Throws Error when the SVG does not parse. */
export function svgToPng(svg: string, { scale = 2 }: PngOptions = {}): Uint8Array {
  const font = {
    fontFiles: FONTS.map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}`)),
    loadSystemFonts: false,
    defaultFontFamily: "DejaVu Sans",
    sansSerifFamily: "DejaVu Sans",
  };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: scale } }).render().asPng();
}
