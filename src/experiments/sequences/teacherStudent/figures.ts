/** Purity of the student against dependence and against theory, and the weights of its units. */
import { codePicture, drawFigure, scatterAgainst, seedBars } from "../../../figures/index.js";
import { fold, key } from "../../../math/random.js";
import type { Figure } from "../../../protocols.js";
import { drawTeacher, SCALE, teacherTrials } from "../../../tasks/sequences/teacherStudent.js";
import { digits } from "../../frame/claims.js";
import { optimumOf, rowsOf, type TeacherRow } from "./claims.js";
import { PAIRS, type PairsName } from "./settings.js";
import { stateOptimum } from "./theory.js";

const NAMES = Object.keys(PAIRS) as readonly PairsName[];

function words(name: string): string {
  const [kind, value] = name.split(/-(?=\d)/);
  if (kind === "band") return `band of ${value}`;
  return kind === "diagonal" ? `off diagonal again ${value}` : "all pairs alike";
}

const GROUPS = { square: "all pairs alike", band: "two corners missing", diagonal: "all pairs, some rare" } as const;
const groupOf = ({ pairs }: TeacherRow): string =>
  pairs.startsWith("band") ? GROUPS.band : pairs.startsWith("diagonal") ? GROUPS.diagonal : GROUPS.square;

export function teacherFigures(rows: readonly TeacherRow[]): Figure[] {
  if (rows.length === 0) return [];
  return [shareFigure(rows), dependenceFigure(rows), unitsFigure(rows)];
}

function shareFigure(rows: readonly TeacherRow[]): Figure {
  const shown = NAMES.filter((name) => rowsOf(rows, name).length > 0);
  const certified = shown.map((name) => `${words(name)} ${digits(stateOptimum(name).share[0])}`).join(", ");
  return drawFigure({
    id: "teacher-student-share",
    title: "Students mix what a teacher never combines",
    caption: `Rectified recurrent students of a teacher of two units; dots are seeds, ticks medians. A: squared weights on each unit's main teacher unit, of regressions on both, which correlation does not move. B: against the certified optimum of a static code of both states. Certified: ${certified}.`,
    summary: `Certified shares: ${certified}.`,
    panels: [
      seedBars({
        title: "Share on the main teacher unit",
        valueLabel: "share of squared weights",
        bars: false,
        domain: [0.5, 1],
        conditions: shown.map((name) => ({
          label: words(name),
          values: rowsOf(rows, name).map(({ share }) => share),
        })),
      }),
      scatterAgainst({
        title: "Trained and certified",
        xLabel: "share, certified optimum",
        yLabel: "share, trained",
        identity: true,
        points: rows.map((row) => ({
          x: optimumOf(row)?.share[0] ?? Number.NaN,
          y: row.share,
          group: groupOf(row),
        })),
      }),
    ],
    columns: 2,
  });
}

function dependenceFigure(rows: readonly TeacherRow[]): Figure {
  const against = (title: string, yLabel: string, value: (row: TeacherRow) => number) =>
    scatterAgainst({
      title,
      xLabel: "normalised information of the two states",
      yLabel,
      width: 380,
      points: rows.map((row) => ({ x: row.normalisedInformation, y: value(row), group: groupOf(row) })),
    });
  return drawFigure({
    id: "teacher-student-dependence",
    title: "It is missing pairs, not dependence, that mixes units",
    caption:
      "Each mark is a student. A: share of squared partial weights on main teacher units. B: linear CInfoM, as published, which falls with correlation also where units stay pure.",
    summary: "Share and linear CInfoM against the dependence of the teacher's states.",
    panels: [
      against("Share on the main teacher unit", "share of squared weights", ({ share }) => share),
      against("As published", "linear CInfoM", ({ linearCinfom }) => linearCinfom),
    ],
    columns: 2,
  });
}

/** A student of all pairs, one of missing corners and one of rare pairs: of the first seed. */
function unitsFigure(rows: readonly TeacherRow[]): Figure {
  const shown = (["square", "band-0.35", "diagonal-0.9"] as const).flatMap((name) =>
    rowsOf(rows, name)
      .slice(0, 1)
      .map((row) => ({ name, row })),
  );
  return drawFigure({
    id: "teacher-student-units",
    title: "What units of students follow",
    caption:
      "Weights of active units on the two teacher units, from regressions on both; lengths relative to the longest in a panel. Behind them pairs of states that the teacher goes through. One student each.",
    summary: shown
      .map(({ name, row }) => `${words(name)}: ${row.mixed} of ${row.active} active units mixed`)
      .join("; "),
    panels: shown.flatMap(({ name, row }) =>
      codePicture({
        names: ["teacher unit 1", "teacher unit 2"],
        points: pairsOfStates(name),
        states: [{ label: words(name), weights: arrowsOf(row.arrays.weights.data) }],
      }),
    ),
    columns: 3,
  });
}

/** Part of the longest weights below which a unit is not drawn. */
const DRAWN = 0.1;

function arrowsOf(weights: ArrayLike<number>): (readonly [number, number])[] {
  const arrows = Array.from(
    { length: weights.length / 2 },
    (_, unit) => [weights[2 * unit], weights[2 * unit + 1]] as const,
  );
  const longest = Math.max(...arrows.map(([x, y]) => Math.hypot(x, y)));
  return arrows.filter(([x, y]) => Math.hypot(x, y) > DRAWN * longest);
}

/** Some of them, on -1 to 1. */
function pairsOfStates(name: PairsName): (readonly [number, number])[] {
  const { states } = teacherTrials(drawTeacher(key(0)), PAIRS[name], { trials: 400, steps: 1 }, fold(key(0), name));
  const scaled = (at: number): number => (2 * states[at]) / SCALE;
  return Array.from({ length: states.length / 2 }, (_, row) => [scaled(2 * row), scaled(2 * row + 1)] as const);
}
