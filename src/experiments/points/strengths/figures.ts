/** The diagrams of `strengths`: medians over seeds, with theory's line over them. */
import { type Boundary, drawFigure, heatMap, type Panel } from "../../../figures/index.js";
import { median } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { spread } from "../../frame/claims.js";
import { excess, rectifiedExcess } from "./claims.js";
import { boundaryRatio, type Cell, cellsOf } from "./measures.js";
import type { StrengthsSettings } from "./settings.js";

/** One diagram: what is drawn of which networks. */
interface Layer {
  readonly title: string;
  readonly code: Cell["code"];
  readonly valueLabel: string;
  readonly domain?: readonly [number, number];
  readonly diverging?: true;
  value(cell: Cell): number;
  /** Of the values of all seeds at a place; by default their median. */
  ofSeeds?(values: readonly number[]): number;
}

const MIR = { valueLabel: "MIR", domain: [0, 1] } as const;
const ERROR = { valueLabel: "log10 of the squared error" } as const;
const COST = { valueLabel: "loss above the linear optimum (%)" } as const;

const LAYERS: readonly Layer[] = [
  { ...MIR, title: "MIR: certified linear optimum", code: "linear", value: ({ optimalMir }) => optimalMir },
  { ...MIR, title: "MIR: trained linear codes", code: "linear", value: ({ mir }) => mir },
  { ...MIR, title: "MIR: trained rectified codes", code: "rectified", value: ({ mir }) => mir },
  {
    ...ERROR,
    title: "Error: certified linear optimum",
    code: "linear",
    value: (cell) => Math.log10(cell.optimalSquaredError),
  },
  { ...ERROR, title: "Error: trained linear codes", code: "linear", value: (cell) => Math.log10(cell.squaredError) },
  {
    ...ERROR,
    title: "Error: trained rectified codes",
    code: "rectified",
    value: (cell) => Math.log10(cell.squaredError),
  },
  { ...COST, title: "Cost: trained linear codes", code: "linear", value: excess },
  { ...COST, title: "Cost: trained rectified codes", code: "rectified", diverging: true, value: excess },
  {
    title: "Trained rectified codes, worst seed",
    code: "rectified",
    valueLabel: "loss above their own optimum (%)",
    value: rectifiedExcess,
    ofSeeds: (values) => Math.max(...values),
  },
];

export function strengthsFigures(results: readonly JobResult[], settings: StrengthsSettings): Figure[] {
  const cells = cellsOf(results, settings);
  if (cells.length === 0) return [];
  const linear = cells.filter(({ code }) => code === "linear");
  return [
    drawFigure({
      id: "strengths-phase",
      title: "At which strengths do pure neurons grow?",
      caption:
        "Medians over seeds, but for the last. Line: the ratio of the strengths up to which theory proves pure neurons optimal for linear codes. Grey: " +
        "nothing is encoded. Rectified codes may cost less than any linear one.",
      summary:
        `Linear codes are pure below the line and mixed above it, and cost ${spread(linear.map(excess))} % more than the certified ` +
        "optimum; at strong weight energy nothing is encoded.",
      panels: LAYERS.map((layer) => panel(layer, cells, settings)),
      columns: 3,
      width: 1180,
    }),
  ];
}

function panel(
  { title, code, value, ofSeeds = median, valueLabel, domain, diverging }: Layer,
  cells: readonly Cell[],
  settings: StrengthsSettings,
): Panel {
  const { activityStrengths, weightStrengths } = settings;
  const own = cells.filter((cell) => cell.code === code);
  const at = (weight: number, activity: number) =>
    ofSeeds(own.filter((cell) => cell.weightStrength === weight && cell.activityStrength === activity).map(value));
  const values = weightStrengths.flatMap((weight) => activityStrengths.map((activity) => at(weight, activity)));
  return heatMap({
    title,
    x: { label: "strength of activity energy", values: activityStrengths, log: true },
    y: { label: "strength of weight energy", values: weightStrengths, log: true },
    values,
    valueLabel,
    ...(domain && { domain }),
    ...(diverging && { scheme: "diverging" }),
    boundaries: [line(settings)],
    width: 365,
    height: 270,
  });
}

/** Weight strength = ratio x activity strength, as far as the diagram reaches. */
function line(settings: StrengthsSettings): Boundary {
  const ratio = boundaryRatio(settings);
  const [low, high] = [settings.activityStrengths[0] / 2, (settings.activityStrengths.at(-1) ?? 1) * 2];
  const points = Array.from({ length: 121 }, (_, k): [number, number] => {
    const activity = low * (high / low) ** (k / 120);
    return [activity, ratio * activity];
  });
  return { label: "theory: pure below, mixed above", points };
}
