/** Keys to a chart: a row of symbols with names, and a bar of colours with values. */
import { arrow } from "./arrows.js";
import { element } from "./dom.js";
import { formatNumber, textWidth } from "./text.js";
import { type ColourScale, FONT_FAMILY, INK, SIZE, type SymbolName } from "./theme.js";

export interface LegendItem {
  readonly label: string;
  readonly colour: string;
  readonly kind: "line" | "tick" | "arrow" | "bar" | "band" | "symbol";
  readonly dash?: string;
  /** Of kind "symbol"; default a circle. */
  readonly symbol?: SymbolName;
}

const ROW = 17;
const SYMBOL = 20;
const GAP = 16;

const itemWidth = (item: LegendItem): number => SYMBOL + 6 + textWidth(item.label, SIZE.text) + GAP;

/** Rows of items no wider than `width` px. */
function rows(items: readonly LegendItem[], width: number): LegendItem[][] {
  const out: LegendItem[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (used + itemWidth(item) - GAP > width) {
      out.push([]);
      used = 0;
    }
    out.at(-1)?.push(item);
    used += itemWidth(item);
  }
  return out;
}

/** Height in px of the row of `items`; 0 without items. */
export const legendHeight = (items: readonly LegendItem[], width: number): number =>
  items.length === 0 ? 0 : rows(items, width).length * ROW + 6;

export function legendRow(document: Document, items: readonly LegendItem[], width: number): SVGElement {
  const drawn = rows(items, width).flatMap((row, line) => {
    let x = 0;
    return row.map((item) => {
      const at = x;
      x += itemWidth(item);
      return legendItem(document, item, at, line * ROW + ROW / 2);
    });
  });
  return element(document, "g", { "font-family": FONT_FAMILY, "font-size": SIZE.text, fill: INK }, drawn);
}

function legendItem(document: Document, item: LegendItem, x: number, y: number): SVGElement {
  const text = element(document, "text", { x: SYMBOL + 6, dy: "0.35em" }, [item.label]);
  return element(document, "g", { transform: `translate(${x},${y})` }, [symbol(document, item), text]);
}

/** Outlines about (0, 0), some 9 px across, of the shapes that Plot draws under these names. */
const SHAPES: Readonly<Record<SymbolName, string>> = {
  circle: "M-4,0A4,4,0,1,0,4,0A4,4,0,1,0,-4,0Z",
  triangle: "M0,-5L4.5,3L-4.5,3Z",
  square: "M-3.6,-3.6H3.6V3.6H-3.6Z",
  diamond: "M0,-5.4L3.2,0L0,5.4L-3.2,0Z",
  cross: "M-4.5,-1.5H-1.5V-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5Z",
  star: "M0,-5.4L1.2,-1.7L5.1,-1.7L2,0.6L3.2,4.4L0,2.1L-3.2,4.4L-2,0.6L-5.1,-1.7L-1.2,-1.7Z",
};

function symbol(document: Document, item: LegendItem): SVGElement {
  const { kind, colour } = item;
  const middle = SYMBOL / 2;
  const line = { stroke: colour, "stroke-width": 2, "stroke-dasharray": item.dash || undefined };
  switch (kind) {
    case "line":
      return element(document, "line", { x2: SYMBOL, ...line });
    case "tick":
      return element(document, "line", { x1: middle, x2: middle, y1: -7, y2: 7, ...line });
    case "arrow":
      return arrow(document, [0, 0], [SYMBOL, 0], { colour, dash: item.dash ?? "", width: 2 });
    case "bar":
      return element(document, "rect", { x: 2, y: -5, width: SYMBOL - 4, height: 10, fill: colour });
    case "band":
      return element(document, "rect", { y: -6, width: SYMBOL, height: 12, fill: colour, "fill-opacity": 0.3 });
    case "symbol":
      return element(document, "path", {
        d: SHAPES[item.symbol ?? "circle"],
        transform: `translate(${middle})`,
        fill: colour,
      });
  }
}

export interface ColourBar {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly colour: ColourScale;
  /** Length of the bar in px. */
  readonly length: number;
}

/** Height in px of a colour bar with its numbers and label. */
export const COLOUR_BAR_HEIGHT = 44;

/** A horizontal bar of colours, its end values (and the middle one, given room) below, and its label below those. */
export function colourBar(document: Document, { label, low, high, colour, length }: ColourBar): SVGElement {
  const steps = 128;
  const step = length / steps;
  const blocks = Array.from({ length: steps }, (_, i) =>
    // Each block reaches under the next, so that no seam of paper shows between them.
    element(document, "rect", {
      x: i * step,
      width: Math.min(2 * step, length - i * step),
      height: 9,
      fill: colour(low + ((high - low) * (i + 0.5)) / steps),
    }),
  );
  const number = (value: number, at: number, anchor: string) =>
    element(document, "text", { x: at, y: 21, "text-anchor": anchor }, [formatNumber(value)]);
  const middle = length < 150 ? [] : [number((low + high) / 2, length / 2, "middle")];
  const numbers = [number(low, 0, "start"), ...middle, number(high, length, "end")];
  const name = element(document, "text", { x: length / 2, y: 35, "text-anchor": "middle" }, [label]);
  const style = { "font-family": FONT_FAMILY, "font-size": SIZE.text, fill: INK };
  return element(document, "g", style, [...blocks, ...numbers, name]);
}
