/** A panel is a drawing that knows its size. Everything that draws is a pure function from plain results to panels. */
import * as Plot from "@observablehq/plot";
import { element } from "./dom.js";
import { type LegendItem, legendHeight, legendRow } from "./legend.js";
import { FONT_FAMILY, GREY, SIZE } from "./theme.js";

export interface Panel {
  readonly title: string;
  /** Outer size in px, without the title. */
  readonly width: number;
  readonly height: number;
  draw(document: Document): SVGElement;
}

/** What every chart of ours sets; `legend` is drawn above the chart. */
export interface ChartOptions extends Plot.PlotOptions {
  readonly width: number;
  readonly height: number;
  readonly legend?: readonly LegendItem[];
}

/** A thin border around the chart. */
export const frame = () => Plot.frame({ stroke: GREY.line, strokeWidth: SIZE.thin });

/** A panel from an Observable Plot specification. */
export function chart(title: string, options: ChartOptions): Panel {
  const { legend = [], ...plot } = options;
  const top = legendHeight(legend, plot.width);
  return {
    title,
    width: plot.width,
    height: plot.height + top,
    draw(document) {
      const key = legendRow(document, legend, plot.width);
      return element(document, "g", {}, [key, shifted(document, drawPlot(document, plot), 0, top)]);
    },
  };
}

/** Plot's drawing as a group in our font; its own style sheet is not needed. */
function drawPlot(document: Document, options: Plot.PlotOptions): SVGElement {
  const svg = Plot.plot({ figure: false, ...options, document });
  const attributes = {
    fill: "currentColor",
    "text-anchor": "middle",
    "font-family": FONT_FAMILY,
    "font-size": SIZE.text,
  };
  return element(document, "g", attributes, [...svg.childNodes]);
}

/** `node` moved right by `x` and down by `y` px. */
export const shifted = (document: Document, node: Node, x: number, y: number): SVGElement =>
  element(document, "g", { transform: `translate(${x},${y})` }, [node]);

/** Panels side by side or below one another, as one panel; `gap` in px. */
export function join(title: string, direction: "row" | "column", panels: readonly Panel[], gap = 0): Panel {
  const along = direction === "row" ? "width" : "height";
  const across = direction === "row" ? "height" : "width";
  const length = panels.reduce((sum, panel) => sum + panel[along], 0) + gap * Math.max(0, panels.length - 1);
  const breadth = Math.max(0, ...panels.map((panel) => panel[across]));
  return {
    title,
    width: direction === "row" ? length : breadth,
    height: direction === "row" ? breadth : length,
    draw(document) {
      let at = 0;
      const children = panels.map((panel) => {
        const [x, y] = direction === "row" ? [at, 0] : [0, at];
        at += panel[along] + gap;
        return shifted(document, panel.draw(document), x, y);
      });
      return element(document, "g", {}, children);
    },
  };
}
