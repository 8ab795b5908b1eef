/** What opened runs show beside each other, besides curves and seeds. */
import type { Line } from "../panels/line.js";
import type { OpenedRun } from "../worker/runs/protocol.js";

/** Four digits, or a dash for what is no number. */
export const fourDigits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "–";

/** Ends of the axis that holds all lines; whole powers of ten on a logarithmic one, where only what is above 0 can be shown. */
export function rangeOf(lines: readonly Line[], logarithmic: boolean): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { points } of lines)
    for (const [, at] of points) {
      if (!Number.isFinite(at) || (logarithmic && at <= 0)) continue;
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
  if (!(least <= most)) return [logarithmic ? 0.1 : 0, 1];
  return logarithmic ? [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))] : [least, most];
}

/** The last step of any line, at least 1. */
export const lastStep = (lines: readonly Line[]): number =>
  lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.[0] ?? 0), 1);

/** Where the lines of the legend end, in words. */
export const endsText = (lines: readonly Line[]): string =>
  lines
    .filter(({ faint }) => !faint)
    .map(({ label, points }) => `${label} ends at ${fourDigits(points.at(-1)?.[1] ?? Number.NaN)}`)
    .join("; ");

/** Every figure with its run; the same figure of two runs side by side. */
export function figuresOf(runs: readonly OpenedRun[]) {
  const ids = [...new Set(runs.flatMap(({ figures }) => figures.map(({ id }) => id)))];
  return ids.flatMap((id) =>
    runs.flatMap(({ name: run, figures }) =>
      figures.filter((figure) => figure.id === id).map((figure) => ({ run, figure })),
    ),
  );
}

/** A row for each result: what is saved as a table. */
export const resultTable = (runs: readonly OpenedRun[], values: readonly string[]) => ({
  names: ["run", "condition", "seed", ...values],
  rows: runs.flatMap(({ name, results }) =>
    results.map(({ condition, seed, values: own }) => [
      name,
      condition,
      seed,
      ...values.map((value) => own[value] ?? Number.NaN),
    ]),
  ),
});
