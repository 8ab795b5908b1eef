/** Panels -> one figure: letters and titles, rows, and the words for readers who cannot see it. */
import type { Figure, Json } from "../protocols.js";
import { figureDocument } from "./document.js";
import { element, escapeText, round, serialise } from "./dom.js";
import { type Panel, shifted } from "./panel.js";
import { wrapText } from "./text.js";
import { FONT_FAMILY, INK, PAPER, SIZE } from "./theme.js";

export interface FigureSpec {
  /** Letters, digits, "-" and "_"; unique on a page, since it names the figure's parts. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What the figure shows, for a reader who cannot see it. */
  readonly summary: string;
  readonly panels: readonly Panel[];
  /** Most panels in a row; by default as many as fit in `width`. */
  readonly columns?: number;
  /** Width in px at which rows are broken; default 960. */
  readonly width?: number;
  /** Whether several panels have letters, to be named in the caption; default yes. */
  readonly letters?: boolean;
  /** Kept in the file as <metadata>, e.g. settings, seeds and version. */
  readonly metadata?: Json;
}

const MARGIN = 14;
const GAP = 28;
const TITLE_LINE = 15;

interface Cell {
  readonly panel: Panel;
  readonly letter: string;
  readonly title: readonly string[];
  readonly x: number;
  readonly y: number;
}

/** Draws a figure. Pass the page's document in a browser; elsewhere a headless one is made. */
export function drawFigure(spec: FigureSpec, document: Document = figureDocument()): Figure {
  const { cells, width, height } = arrange(spec);
  const root = element(document, "svg", rootAttributes(spec.id, width, height), [
    element(document, "title", { id: `${spec.id}-title` }, [spec.title]),
    element(document, "desc", { id: `${spec.id}-desc` }, [spec.summary]),
    ...(spec.metadata === undefined ? [] : [element(document, "metadata", {}, [JSON.stringify(spec.metadata)])]),
    element(document, "rect", { class: "paper", width, height, fill: PAPER }),
    ...cells.map((cell) => drawCell(document, cell)),
  ]);
  const svg = withoutMarkLabels(ownIds(serialise(root), spec.id));
  return { id: spec.id, title: spec.title, caption: spec.caption, summary: spec.summary, svg };
}

const rootAttributes = (id: string, width: number, height: number) => ({
  xmlns: "http://www.w3.org/2000/svg",
  role: "img",
  "aria-labelledby": `${escapeText(id)}-title ${escapeText(id)}-desc`,
  width,
  height,
  viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
  color: "#1b1b1b",
});

/** Rows of panels, each row as high as its highest. Letters only when there are several panels. */
function arrange(spec: FigureSpec): { cells: readonly Cell[]; width: number; height: number } {
  const limit = spec.width ?? 960;
  const cells: Cell[] = [];
  let [x, y, rowHeight, right, inRow] = [MARGIN, MARGIN, 0, 0, 0];
  spec.panels.forEach((panel, index) => {
    const full = spec.columns === undefined ? x + panel.width > limit - MARGIN : inRow >= spec.columns;
    if (inRow > 0 && full) [x, y, rowHeight, inRow] = [MARGIN, y + rowHeight + GAP, 0, 0];
    const letter = spec.panels.length > 1 && spec.letters !== false ? letterOf(index) : "";
    const title = wrapText(panel.title, panel.width - (letter ? 20 : 0), SIZE.title, true);
    cells.push({ panel, letter, title, x, y });
    rowHeight = Math.max(rowHeight, titleHeight(title, letter) + panel.height);
    right = Math.max(right, x + panel.width);
    x += panel.width + GAP;
    inRow += 1;
  });
  return { cells, width: Math.ceil(right + MARGIN), height: Math.ceil(y + rowHeight + MARGIN) };
}

/** A, B, ... Z, AA, AB, ... */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

const titleHeight = (title: readonly string[], letter: string): number =>
  title.length === 0 && letter === "" ? 0 : Math.max(1, title.length) * TITLE_LINE + 9;

/** Its box is written down, so that a page can let panels flow. */
function drawCell(document: Document, { panel, letter, title, x, y }: Cell): SVGElement {
  const bold = { "font-family": FONT_FAMILY, "font-weight": "bold", fill: INK };
  const lines = title.map((line, i) =>
    element(document, "text", { ...bold, "font-size": SIZE.title, x: letter ? 20 : 0, y: 12 + i * TITLE_LINE }, [line]),
  );
  const mark = letter ? [element(document, "text", { ...bold, "font-size": SIZE.letter, y: 13 }, [letter])] : [];
  const top = titleHeight(title, letter);
  const body = shifted(document, panel.draw(document), 0, top);
  const box = [x, y, panel.width, top + panel.height].map(round).join(" ");
  return element(document, "g", { "data-panel": box, transform: `translate(${x},${y})` }, [...mark, ...lines, body]);
}

/** Clip paths and the like get names from the figure's id, so that many figures can share a page. */
function ownIds(svg: string, id: string): string {
  const names = new Map<string, string>();
  for (const [, name] of svg.matchAll(/ id="(plot-[^"]+)"/g)) names.set(name, `${id}-part-${names.size + 1}`);
  return svg.replace(/plot-clip-\d+/g, (name) => names.get(name) ?? name);
}

/** The figure has a title and a summary; a name on every group of marks would be read out besides, one by one. */
const withoutMarkLabels = (svg: string): string => svg.replaceAll(/ aria-label="[^"]*"/g, "");
