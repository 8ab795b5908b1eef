/** The table of neurons: for `--csv` and the report. */
import { formatCsv } from "../../io/index.js";
import { type Tested, unitNameOf } from "./tested.js";

/** One row for every neuron; empty where there is no number. */
export function neuronsCsv(tested: Tested): string {
  const { test } = tested;
  const { neurons } = test.population;
  const names = test.trials.variables.map(({ name }) => name);
  const text = (name: string, values: readonly string[]) => ({ name, values });
  const number = (name: string, values: readonly number[]) =>
    text(
      name,
      values.map((value) => (Number.isFinite(value) ? String(value) : "")),
    );
  const columns = [
    text(
      "name",
      neurons.map(({ unit }) => unitNameOf(tested, unit)),
    ),
    text(
      "kind",
      neurons.map(({ kind }) => kind),
    ),
    text(
      "main",
      neurons.map(({ main }) => (main === null ? "" : names[main])),
    ),
    text(
      "second",
      neurons.map(({ second }) => (second === null ? "" : names[second])),
    ),
    ...names.map((name, v) =>
      number(
        `share_${name}`,
        neurons.map(({ shares }) => shares[v]),
      ),
    ),
    number(
      "share_interaction",
      neurons.map(({ interaction }) => interaction),
    ),
    ...names.map((name, v) =>
      number(
        `q_${name}`,
        neurons.map(({ q }) => q.variables[v]),
      ),
    ),
    number(
      "q_tuned",
      neurons.map(({ q }) => q.tuned),
    ),
    number(
      "q_interaction",
      neurons.map(({ q }) => q.interaction),
    ),
    ...test.trials.names.map((name, i) =>
      number(
        `gain_${name}`,
        neurons.map(({ gains }) => gains[i]),
      ),
    ),
    number(
      "signal_to_noise",
      neurons.map(({ signalToNoise }) => signalToNoise),
    ),
    number(
      "angle_to_optimum",
      neurons.map(({ angle }) => angle),
    ),
  ];
  return formatCsv({ rows: neurons.length, columns });
}
