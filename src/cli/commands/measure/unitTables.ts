/** Single units as tables: all of them for units.csv, the best predicted for the report. */
import { formatCsv } from "../../../io/index.js";
import { ascendingOrder } from "../../../math/statistics.js";
import type { UnitSelectivity } from "../../../metrics/index.js";
import type { Representation } from "../../../protocols.js";
import { unitName } from "../../../representation/index.js";
import { shown } from "./digits.js";
import type { UnitView } from "./figures.js";
import { type Neurons, preferredName } from "./neurons.js";

/** Units that the report lists; the rest are in units.csv. */
const UNITS_LISTED = 50;

/** Units by rank of their predictable share, constant ones last: label, preferred factor, q and share. */
export function neuronTable({ selectivity }: Neurons, { factors, unitNames }: Representation) {
  if ("reason" in selectivity) return { titles: [], rows: [] };
  const share = ({ additive, interacting }: UnitSelectivity) => Math.max(additive, interacting);
  const { units } = selectivity.value;
  const ranked = Array.from(ascendingOrder(units.map((unit) => -share(unit))), (unit) => units[unit]).slice(
    0,
    UNITS_LISTED,
  );
  return {
    titles: ["unit", "label", "prefers", "q, any", "q, interactions", "alone", "best model"],
    rows: ranked.map((unit) => [
      unitName(unit.unit, unitNames),
      unit.kind,
      preferredName(unit, factors) ?? "-",
      unit.q.selective.toPrecision(2),
      unit.q.nonlinear.toPrecision(2),
      shown(unit.single[unit.preferred]),
      shown(share(unit)),
    ]),
  };
}

/** What the tests say of every unit, as columns of a table. */
function selectivityColumns({ selectivity }: Neurons, { factors }: Representation) {
  if ("reason" in selectivity) return [];
  const { units } = selectivity.value;
  const numbers = (name: string, of: (unit: UnitSelectivity) => number) => ({
    name,
    values: units.map((unit) => String(of(unit))),
  });
  return [
    { name: "label", values: units.map(({ kind }) => kind) },
    { name: "selective_for", values: units.map((unit) => preferredName(unit, factors) ?? "") },
    numbers("p_selective", ({ p }) => p.selective),
    numbers("q_selective", ({ q }) => q.selective),
    numbers("p_nonlinear", ({ p }) => p.nonlinear),
    numbers("q_nonlinear", ({ q }) => q.nonlinear),
    numbers("share_additive", ({ additive }) => additive),
    numbers("share_interacting", ({ interacting }) => interacting),
    ...factors.flatMap(({ name }, f) => [
      numbers(`q_${name}`, ({ q }) => q.factors[f]),
      numbers(`share_${name}`, ({ single }) => single[f]),
    ]),
  ];
}

/** One row for every unit: information about every factor, preferred factor, ratio. */
export function unitsCsv({ representation, information }: UnitView, neurons: Neurons): string {
  const { rows, columns, data } = information.matrix;
  const units = Array.from({ length: rows }, (_, unit) => unit);
  const row = (unit: number) => data.subarray(unit * columns, (unit + 1) * columns);
  const preferred = units.map((unit) => row(unit).indexOf(Math.max(...row(unit))));
  return formatCsv({
    rows,
    columns: [
      { name: "unit", values: units.map((unit) => unitName(unit, representation.unitNames)) },
      { name: "preferred_factor", values: preferred.map((factor) => representation.factors[factor].name) },
      {
        name: "information_ratio",
        values: units.map((unit) => (Number.isNaN(information.perUnit[unit]) ? "" : String(information.perUnit[unit]))),
      },
      ...representation.factors.map(({ name }, factor) => ({
        name: `information_nats_${name}`,
        values: Float64Array.from(units, (unit) => data[unit * columns + factor]),
      })),
      ...selectivityColumns(neurons, representation),
    ],
  });
}
