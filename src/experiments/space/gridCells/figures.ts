/** Figures of `grid-cells`: rate maps with and without each constraint, modules seed by seed, and what the modules look like. */
import { drawFigure, mapSheet, type Panel, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { type Arm, FULL } from "../../frame/arms.js";
import { shareOfSeeds } from "../../frame/claims.js";
import { type GridPopulation, SMALLEST_MODULE_SHARE } from "../maps.js";
import { gridResults, ofCondition, type SpatialResult } from "../measures.js";
import { GRID_ABLATIONS } from "../study.js";

type Result = SpatialResult<GridPopulation>;

/** Neurons shown of each code. */
const SHOWN = 12;

export function gridCellsFigures(results: readonly JobResult[]): Figure[] {
  const all = gridResults(results);
  const full = ofCondition(all, FULL.id);
  if (full.length === 0) return [];
  return [mapsFigure(all, full), modulesFigure(all, full), geometryFigure(full)];
}

function mapsFigure(all: readonly Result[], full: readonly Result[]): Figure {
  const first = (hexagonal: boolean) => full.find(({ values }) => values.hexagonal === hexagonal);
  const codes = [
    { label: "all constraints", result: first(true) },
    { label: "all constraints, no module", result: first(false) },
    ...GRID_ABLATIONS.map(({ id, label }) => ({ label, result: ofCondition(all, id)[0] })),
  ];
  const panels = codes.flatMap(({ label, result }) => (result ? [codePanel(label, result)] : []));
  return drawFigure({
    id: "grid-cells-maps",
    title: "Rate maps of position codes",
    caption:
      `Each square: activity of one neuron over the whole periodic box, dark is silent, each on its own scale; its grid score above, ` +
      `a star where it belongs to the largest module. At most ${SHOWN} of the active neurons of a code, module first. The first ` +
      "seed of each kind.",
    summary: "With all constraints most neurons fire in hexagonal lattices of fields, the others in one large field.",
    panels,
    columns: 2,
  });
}

function codePanel(label: string, { seed, values, arrays }: Result): Panel {
  const [, rows, columns] = arrays.maps.shape;
  const shown = values.cells
    .map((cell, index) => ({ cell, index, inModule: values.module.includes(cell.unit) }))
    .sort((a, b) => Number(b.inModule) - Number(a.inModule) || a.index - b.index)
    .slice(0, SHOWN);
  return mapSheet({
    title: `${label} (seed ${seed}, ${values.cells.length} active)`,
    maps: shown.map(({ cell, index, inModule }) => ({
      label: `${Number.isNaN(cell.score) ? "-" : cell.score.toFixed(2)}${inModule ? " *" : ""}`,
      values: arrays.maps.data.subarray(index * rows * columns, (index + 1) * rows * columns),
      rows,
      columns,
    })),
  });
}

const shareInModule = ({ values }: Result): number =>
  values.cells.length === 0 ? Number.NaN : values.module.length / values.cells.length;

function modulesFigure(all: readonly Result[], full: readonly Result[]): Figure {
  const arms = [FULL, ...GRID_ABLATIONS].filter(({ id }) => ofCondition(all, id).length > 0);
  const found = (arm: Arm) => {
    const results = ofCondition(all, arm.id);
    return shareOfSeeds(results.filter(({ values }) => values.hexagonal).length, results.length);
  };
  return drawFigure({
    id: "grid-cells-modules",
    title: "Share of neurons in the largest hexagonal module",
    caption:
      "Dots: seeds, all of them. A module needs at least five neurons and 40 % of the active ones (line). " +
      `With a module: ${arms.map((arm) => `${arm.label} ${found(arm)}`).join("; ")}.`,
    summary: `All constraints: ${found(FULL)} (${full.length} trained).`,
    panels: [
      seedBars({
        title: "Largest module",
        valueLabel: "share of active neurons",
        domain: [0, 1],
        width: 620,
        bars: false,
        ceiling: { value: SMALLEST_MODULE_SHARE, label: "counts as a module" },
        conditions: arms.map((arm) => ({ label: arm.label, values: ofCondition(all, arm.id).map(shareInModule) })),
      }),
    ],
  });
}

function geometryFigure(full: readonly Result[]): Figure {
  const points = full.flatMap(({ values }) =>
    values.cells.map((cell) => ({
      x: cell.spacing,
      y: cell.score,
      group: values.module.includes(cell.unit) ? "in its seed's largest module" : "others",
    })),
  );
  return drawFigure({
    id: "grid-cells-geometry",
    title: "Spacing and grid score of every active neuron",
    caption:
      "All seeds with all constraints. Neurons whose autocorrelogram lacks six peaks around the centre have no spacing and are " +
      "left out. The box has side 6.28. The expanding-ring score of a perfect lattice is about 1.4.",
    summary: "Members of modules share a small spacing and score high.",
    panels: [
      scatterAgainst({
        title: "Neurons",
        xLabel: "spacing between fields",
        yLabel: "grid score",
        points: points.sort((a, b) => a.group.localeCompare(b.group)),
        width: 460,
      }),
    ],
  });
}
