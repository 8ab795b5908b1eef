/** An animal's path with the places where a cell fired. */
import * as Plot from "@observablehq/plot";
import { chart, frame, type Panel } from "./panel.js";
import { category, GREY } from "./theme.js";

export interface PathPanelData {
  readonly title: string;
  /** [samples], NaN breaks the line */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Sample numbers at which the cell fired. */
  readonly fired: ArrayLike<number>;
  readonly lengthLabel: string;
  readonly width?: number;
  readonly height?: number;
}

/** At most so many points of the path, and of the spikes, are drawn: every n-th. */
const MOST_DRAWN = 3000;

const thinned = (count: number): number[] => {
  const step = Math.ceil(count / MOST_DRAWN);
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
};

/** The path [samples] as a line with a dot where the cell fired; long ones are thinned. */
export function pathPanel(data: PathPanelData): Panel {
  const { x, y, fired, lengthLabel } = data;
  const path = thinned(x.length);
  const spikes = thinned(fired.length).map((spike) => fired[spike]);
  const at = { x: (i: number) => x[i], y: (i: number) => y[i] };
  return chart(data.title, {
    width: data.width ?? 240,
    height: data.height ?? 230,
    marginLeft: 46,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 38,
    x: { label: `x (${lengthLabel})`, labelAnchor: "center", labelArrow: "none", ticks: 4 },
    y: { label: `y (${lengthLabel})`, labelAnchor: "center", labelArrow: "none", ticks: 4 },
    marks: [
      Plot.line(path, { ...at, stroke: GREY.line, strokeWidth: 0.6 }),
      Plot.dot(spikes, { ...at, r: 1.1, fill: category(1).colour, fillOpacity: 0.6 }),
      frame(),
    ],
  });
}
