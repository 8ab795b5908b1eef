/**
 * What kind of cell is it? Labels from tests whose p-values have been corrected for the number of cells (false discovery rate within
 * the file, test by test), and from comparisons between explanations, since a cell of one kind often passes the test of another: a
 * place cell by a wall fires in few directions, an object-vector cell has a field.
 *
 * In this order, the first that holds:
 * - head direction: the mean vector is long (q) and direction tells more bits per spike than position, both less their chance level;
 * - object-vector: the vector map repeats (q) and predicts a session with the object elsewhere better than the map of the room
 *   does; significantly so where the cell is a border cell otherwise: along a wall, both repeat;
 * - border: the border score is high (q) and above 0.5, the usual cut (Solstad et al. 2008);
 * - grid: the grid score is high (q, field shuffle), position is informative (q), and there is a lattice: six peaks around the centre
 *   of the autocorrelogram give a spacing (gridGeometry.ts);
 * - place: position is informative (q) and there is a field;
 * - speed: the rate follows speed (q);
 * - otherwise none. Cells with too little data are refused, not "none".
 *
 * A cell of place that is tuned to direction, too, or the other way round, is conjunctive (Sargolini et al. 2006) if the second tuning
 * exceeds what the first and the behaviour predict (conjunction.ts).
 */
import { falseDiscoveryRate } from "../math/falseDiscovery.js";
import type { NullTest } from "./againstNull.js";
import type { GridNull, SpatialTests } from "./cellTests.js";
import { hasLattice } from "./grid/gridNull.js";
import { firingFields } from "./map/firingFields.js";
import { exceeds } from "./session/conjunction.js";

export const CELL_TYPES = ["head-direction", "object-vector", "border", "grid", "place", "speed"] as const;

export type CellType = (typeof CELL_TYPES)[number];

export type CellLabel = CellType | "none" | "too few data";

export interface ClassifyOptions {
  /** A test counts where p and q are both below this. */
  readonly significance: number;
  readonly smallestBorderScore: number;
  /** What the evidence calls the unit of lengths, e.g. "cm". */
  readonly lengthUnit: string;
  /** What the evidence says of the null of the grid score. */
  readonly gridNull: GridNull;
}

/** p and q below 0.05; border scores of at least 0.5 (Solstad et al. 2008). */
export const classifyDefaults: ClassifyOptions = {
  significance: 0.05,
  smallestBorderScore: 0.5,
  lengthUnit: "",
  gridNull: "field-shuffle",
};

/** p and q of every test of one cell; NaN where a test does not apply. */
export type Significance = Readonly<Record<CellType, { readonly p: number; readonly q: number }>>;

export interface Classification {
  readonly label: CellLabel;
  /** What else the cell is tuned to, beyond what its label and the behaviour predict: a conjunctive cell. */
  readonly also?: CellType;
  readonly significance: Significance;
  /** The finding in words, with its numbers. */
  readonly evidence: string;
}

/** The test that speaks for each type. */
const TEST_OF: Readonly<Record<CellType, (tests: SpatialTests) => NullTest | undefined>> = {
  "object-vector": ({ objectVector }) => objectVector,
  "head-direction": ({ direction }) => direction,
  border: ({ border }) => border,
  grid: ({ grid }) => grid,
  place: ({ position }) => position,
  speed: ({ speed }) => speed,
};

/** The test of a cell that speaks for a type; undefined where it was not made. */
export const testOf = (tests: SpatialTests | undefined, type: CellType): NullTest | undefined =>
  tests && TEST_OF[type](tests);

/** Cells of one file together; `undefined` stands for a cell that had too few data to be tested. */
export function classify(
  cells: readonly (SpatialTests | undefined)[],
  options: Partial<ClassifyOptions> = {},
): Classification[] {
  const all = { ...classifyDefaults, ...options };
  const p = CELL_TYPES.map((type) => cells.map((tests) => testOf(tests, type)?.p ?? Number.NaN));
  const q = p.map(falseDiscoveryRate);
  return cells.map((tests, cell) => {
    const pairs = CELL_TYPES.map((type, t) => [type, { p: p[t][cell], q: q[t][cell] }] as const);
    const significance = significanceOf(pairs);
    if (!tests) return { label: "too few data", significance, evidence: "too few data" };
    const label = CELL_TYPES.find((type) => HOLDS[type](tests, significance, all)) ?? "none";
    const also = secondTuning(label, tests, significance, all);
    const evidence = `${evidenceFor(label, tests, significance, all)}${missingLattice(tests, significance, all)}`;
    if (also === undefined) return { label, significance, evidence };
    return { label, also, significance, evidence: `${evidence}; also ${evidenceFor(also, tests, significance, all)}` };
  });
}

/** Direction beside a place, or a place beside direction, if it is more than either predicts of the other. */
function secondTuning(
  label: CellLabel,
  tests: SpatialTests,
  found: Significance,
  options: ClassifyOptions,
): CellType | undefined {
  const { direction, position, predicted } = tests;
  if (!direction || label === "none" || label === "speed") return undefined;
  if (label !== "head-direction") {
    const own = passes(found, "head-direction", options) && exceeds(direction, predicted.direction);
    return own ? "head-direction" : undefined;
  }
  if (!passes(found, "place", options) || !exceeds(position, predicted.position)) return undefined;
  return PLACES.find((type) => HOLDS[type](tests, found, options));
}

const PLACES = ["object-vector", "border", "grid", "place"] as const;

function significanceOf(pairs: readonly (readonly [CellType, { p: number; q: number }])[]): Significance {
  const of = (type: CellType) => pairs.find(([name]) => name === type)?.[1] ?? { p: Number.NaN, q: Number.NaN };
  return {
    "object-vector": of("object-vector"),
    "head-direction": of("head-direction"),
    border: of("border"),
    grid: of("grid"),
    place: of("place"),
    speed: of("speed"),
  };
}

type Rule = (tests: SpatialTests, significance: Significance, options: ClassifyOptions) => boolean;

const passes = (significance: Significance, type: CellType, { significance: level }: ClassifyOptions): boolean =>
  significance[type].p < level && significance[type].q < level;

const aboveChance = ({ score, nullMedian }: NullTest): number => score - nullMedian;

/** Student's t at which an advantage is significant, one-sided at 5 %. */
const SMALLEST_ADVANTAGE = 1.645;

const HOLDS: Readonly<Record<CellType, Rule>> = {
  "object-vector": (tests, found, options) =>
    passes(found, "object-vector", options) &&
    (tests.objectVector?.advantage ?? 0) > (HOLDS.border(tests, found, options) ? SMALLEST_ADVANTAGE : 0),
  "head-direction": ({ directionInformation, position }, found, options) =>
    passes(found, "head-direction", options) &&
    directionInformation !== undefined &&
    aboveChance(directionInformation) > aboveChance(position),
  border: ({ border }, found, options) =>
    passes(found, "border", options) && border.score > options.smallestBorderScore,
  grid: ({ grid }, found, options) =>
    passes(found, "grid", options) && passes(found, "place", options) && hasLattice(grid),
  place: ({ map }, found, options) => passes(found, "place", options) && firingFields(map).length > 0,
  speed: (_, found, options) => passes(found, "speed", options),
};

const number = (value: number, digits = 2): string => (Number.isNaN(value) ? "undefined" : value.toFixed(digits));

const chance = ({ p, q }: { p: number; q: number }): string => `p = ${number(p, 3)}, q = ${number(q, 3)}`;

/** Why a high grid score is no grid; nothing where it is low, or there is a lattice. */
function missingLattice({ grid }: SpatialTests, found: Significance, options: ClassifyOptions): string {
  if (hasLattice(grid) || !passes(found, "grid", options)) return "";
  return `; grid score ${number(grid.score)} (${chance(found.grid)}) without a lattice: ${grid.geometry.reason}`;
}

function evidenceFor(
  label: CellLabel,
  tests: SpatialTests,
  found: Significance,
  { lengthUnit, gridNull }: ClassifyOptions,
): string {
  const { grid, border, position, direction, objectVector, speed } = tests;
  switch (label) {
    case "object-vector":
      return `vector maps correlate ${number(objectVector?.score ?? Number.NaN)}, position maps ${number(tests.stability)}, the object's predict better (t = ${number(objectVector?.advantage ?? Number.NaN, 1)}); ${chance(found["object-vector"])}`;
    case "head-direction":
      return `mean vector length ${number(direction?.score ?? Number.NaN)}; ${chance(found["head-direction"])}`;
    case "border":
      return `border score ${number(border.score)} at the ${border.detail.wall} wall; ${chance(found.border)}`;
    case "grid":
      return `grid score ${number(grid.score)}, ${chance(found.grid)} against ${gridNull}; spacing ${number(grid.geometry.spacing)} ${lengthUnit}`.trimEnd();
    case "place":
      return `${number(position.score)} bits/spike; ${chance(found.place)}`;
    case "speed":
      return `speed score ${number(speed.score)}; ${chance(found.speed)}`;
    default:
      return "no test passed";
  }
}
