/** The picture of a sweep: lines with bands over seeds for one axis, heat maps for two; more axes are read from the table. */
import { type FigureSpec, heatMap, lineBand, type Panel, seedBars } from "../../figures/index.js";
import { conditionsWith, type Swept, type SweptRun, scoreTitle, spreadOf, valueText } from "./swept.js";

/** Arms drawn as a map each; the others are in the table. */
const MOST_MAPS = 6;

/** Undefined where there is nothing to draw, or more axes than a picture has. */
export function summaryFigure(swept: Swept, experiment: string): FigureSpec | undefined {
  const arms = conditionsWith(swept, swept.score);
  if (arms.length === 0 || swept.axes.length > 2) return undefined;
  const panels = swept.axes.length === 1 ? [oneAxis(swept, arms)] : twoAxes(swept, arms.slice(0, MOST_MAPS));
  if (panels === undefined) return undefined;
  const over = swept.axes.join(" and ");
  return {
    id: "summary",
    title: `${swept.score} of ${experiment} over ${over}`,
    caption:
      swept.axes.length === 1
        ? "Median over seeds; the band, or the dots, are all seeds."
        : "Median over seeds; grey where there is no value. The spread over seeds is in the table.",
    summary: `${swept.score} of ${swept.runs.length} combinations of ${over}; the numbers are in scores.csv.`,
    panels,
  };
}

const numbersAlong = (runs: readonly SweptRun[], name: string): number[] | undefined => {
  const values = runs.map(({ varied }) => varied[name]);
  return values.every((value) => typeof value === "number") ? values : undefined;
};

/** Ends that are a factor of 20 or more apart, all above zero, are drawn on a logarithmic axis. */
const spansDecades = (values: readonly number[]): boolean =>
  Math.min(...values) > 0 && Math.max(...values) >= 20 * Math.min(...values);

function oneAxis(swept: Swept, arms: readonly string[]): Panel {
  const [axis] = swept.axes;
  const along = numbersAlong(swept.runs, axis);
  if (along === undefined || along.length < 2) return barsOf(swept, arms);
  const runs = [...swept.runs].sort((a, b) => Number(a.varied[axis]) - Number(b.varied[axis]));
  const x = runs.map(({ varied }) => Number(varied[axis]));
  return lineBand({
    title: "",
    xLabel: axis,
    yLabel: swept.score ?? "",
    xLog: spansDecades(x),
    series: arms.map((arm) => {
      const spreads = runs.map((run) => spreadOf(run, swept.score, arm));
      return {
        label: arm === "" ? (swept.score ?? "") : arm,
        x,
        median: spreads.map(({ median }) => median),
        low: spreads.map(({ least }) => least),
        high: spreads.map(({ greatest }) => greatest),
      };
    }),
  });
}

/** For names rather than numbers: a row for every value and arm. */
function barsOf(swept: Swept, arms: readonly string[]): Panel {
  const [axis] = swept.axes;
  const conditions = swept.runs.flatMap((run) =>
    arms.map((arm) => ({
      label: [`${axis}=${valueText(run.varied[axis])}`, arm].filter(Boolean).join(", "),
      values: run.scores.filter((one) => one.score === swept.score && one.condition === arm).map(({ value }) => value),
    })),
  );
  return seedBars({ title: "", valueLabel: swept.score ?? "", conditions, bars: false });
}

/** A map for every arm; undefined where an axis is not of numbers, or the combinations are no grid. */
function twoAxes(swept: Swept, arms: readonly string[]): Panel[] | undefined {
  const [yName, xName] = swept.axes;
  const xs = ascending(numbersAlong(swept.runs, xName));
  const ys = ascending(numbersAlong(swept.runs, yName));
  if (xs === undefined || ys === undefined || 2 * swept.runs.length < xs.length * ys.length) return undefined;
  const runAt = new Map(swept.runs.map((run) => [`${run.varied[yName]} ${run.varied[xName]}`, run]));
  const maps = arms.map((arm) =>
    ys.flatMap((y) =>
      xs.map((x) => {
        const run = runAt.get(`${y} ${x}`);
        return run === undefined ? Number.NaN : spreadOf(run, swept.score, arm).median;
      }),
    ),
  );
  const known = maps.flat().filter((value) => !Number.isNaN(value));
  return arms.map((arm, map) =>
    heatMap({
      title: arm,
      x: { label: xName, values: xs, log: spansDecades(xs) },
      y: { label: yName, values: ys, log: spansDecades(ys) },
      values: maps[map],
      valueLabel: scoreTitle(swept, arm),
      domain: [Math.min(...known), Math.max(...known)],
    }),
  );
}

const ascending = (values: readonly number[] | undefined): number[] | undefined =>
  values && [...new Set(values)].sort((a, b) => a - b);
