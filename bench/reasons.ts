/**
 * Does `predict` name the right pair? Random tables of two to four factors with one corner of one pair cut off (u + v > c of any of
 * its four corners), and full ranges; 300 to 3,000 rows. Counted: the first line of `why` names that pair and no other factor; a full
 * range is called full. Siblings: other margins, units, levels, categories, angles, correlated pairs, cuts near the size at which mixing
 * begins to pay. `node --import tsx bench/reasons.ts [TABLES] [BEGINNING OF A SETTING'S NAME]`
 */
import { matrix } from "../src/math/matrix.js";
import { fold, type Key, key, uniformStream } from "../src/math/random.js";
import {
  type CodedColumn,
  codeColumns,
  coordinateGroups,
  coordinateNames,
  evidenceOf,
  explainNeurons,
  predictNeurons,
  reasonTexts,
  supportFromSamples,
} from "../src/theory/index.js";

const NAMES = ["tone", "loudness", "reward", "light"];
/** The reasons do not wait for the certificate. */
const SECONDS = 0.1;

/** A factor's value from a uniform number, on [0, 1]. */
type Margin = (u: number) => number;

interface Setting {
  readonly margin: Margin;
  /** Size of the cut from a uniform number; undefined for a full range. */
  readonly cut: ((u: number) => number) | undefined;
  /** Units of factor i. */
  readonly unit?: (i: number) => readonly [scale: number, offset: number];
  /** A value that depends on that of another factor. */
  readonly depends?: boolean;
  /** How the first factor of the pair is coded. */
  readonly kind?: "categorical" | "circular";
}

/** A table and what is true of it. */
interface Table {
  readonly size: number;
  readonly columns: readonly CodedColumn[];
  /** [columns] of [rows] */
  readonly values: readonly Float64Array[];
  readonly pair: readonly string[];
}

function tableOf({ margin, cut, unit, depends, kind }: Setting, source: Key): Table {
  const next = uniformStream(source);
  const rows = 300 + Math.floor(2701 * next());
  const factors = 2 + Math.floor(3 * next());
  const size = cut?.(next()) ?? Number.NEGATIVE_INFINITY;
  const [i, shift] = [Math.floor(factors * next()), 1 + Math.floor((factors - 1) * next())];
  const j = (i + shift) % factors;
  const turned = [next() < 0.5, next() < 0.5];
  const values = Array.from({ length: factors }, () => new Float64Array(rows));
  for (let row = 0; row < rows; ) {
    const drawn = Array.from({ length: factors }, () => margin(next()));
    if (depends) drawn[j] = 0.7 * drawn[i] + 0.3 * next();
    const [a, b] = [i, j].map((at, k) => (turned[k] ? 1 - drawn[at] : drawn[at]));
    if (a + b < size) continue;
    drawn.forEach((value, at) => {
      const [scale, offset] = unit?.(at) ?? [1, 0];
      values[at][row] = offset + scale * value;
    });
    row++;
  }
  const columns = values.map((_, at): CodedColumn => columnOf(NAMES[at], at === i ? kind : undefined));
  if (kind === "categorical") values[i] = values[i].map((value) => Math.min(3, Math.floor(4 * value)));
  return { columns, values, pair: [NAMES[i], NAMES[j]], size };
}

function columnOf(name: string, kind: Setting["kind"]): CodedColumn {
  if (kind === "categorical") return { name, kind, levels: ["a", "b", "c", "d"] };
  return kind === "circular" ? { name, kind, period: 1 } : { name, kind: "continuous" };
}

/** The first line of `why`. */
function firstLine({ columns, values }: Table, source: Key): string {
  const samples = codeColumns(columns, values);
  const support = supportFromSamples(samples, { names: columns.flatMap(coordinateNames) });
  const groups = coordinateGroups(columns);
  const { explanation } = explainNeurons({ support, groups }, evidenceOf(samples, source, columns), {
    seconds: SECONDS,
  });
  return reasonTexts(explanation)[0] ?? "";
}

type Outcome = "pair" | "full" | "other";

function outcomeOf(table: Table, source: Key): Outcome {
  const line = firstLine(table, source);
  const named = NAMES.filter((name) => line.includes(name));
  if (named.length === 0 && line.includes("compatible with a full range")) return "full";
  return named.length === 2 && table.pair.every((name) => named.includes(name)) ? "pair" : "other";
}

/** Rows from which moments of the population are taken. */
const POPULATION = 20_000;

/** Whether the pair's population is certified mixed: its moments from many rows, its hull exactly. Other factors are independent. */
function populationMixes(margin: Margin, size: number, source: Key): boolean {
  const next = uniformStream(source);
  const rows: number[] = [];
  while (rows.length < 2 * POPULATION) {
    const [a, b] = [margin(next()), margin(next())];
    if (a + b >= size) rows.push(a, b);
  }
  const hull = [1, 1, 0, 1, 1, 0, size, 0, 0, size];
  const samples = matrix(rows.length / 2 + 5, 2, Float64Array.from([...rows, ...hull]));
  const weights = Float64Array.from({ length: samples.rows }, (_, row) => (row < rows.length / 2 ? 1 : 0));
  return predictNeurons({ support: supportFromSamples(samples, { weights }) }).strict === "mixed";
}

const plain: Margin = (u) => u;
const between = (low: number, high: number) => (u: number) => low + (high - low) * u;
const CUT = between(0.45, 0.7);
const UNITS = [
  [1000, 20],
  [0.01, -5],
  [1e6, 0],
  [1, 1e4],
] as const; // prettier-ignore
const unit: Setting["unit"] = (i) => UNITS[i];
const clipped: Margin = (u) => Math.min(1, Math.max(0, 0.5 + Math.log(u / (1 - u)) / 6));

const settings: readonly (readonly [name: string, setting: Setting])[] = [
  ["uniform", { margin: plain, cut: CUT }],
  ["uniform, full", { margin: plain, cut: undefined }],
  ["uniform, cut near the critical 0.37", { margin: plain, cut: between(0.37, 0.45) }],
  ["uniform, cut 0.7 to 1.2", { margin: plain, cut: between(0.7, 1.2) }],
  ["other units", { margin: plain, cut: CUT, unit }],
  ["other units, full", { margin: plain, cut: undefined, unit }],
  ["beta(2, 2)", { margin: (u) => 0.5 - Math.sin(Math.asin(1 - 2 * u) / 3), cut: CUT }],
  ["beta(2, 2), full", { margin: (u) => 0.5 - Math.sin(Math.asin(1 - 2 * u) / 3), cut: undefined }],
  ["beta(1/2, 1/2)", { margin: (u) => Math.sin((Math.PI * u) / 2) ** 2, cut: CUT }],
  ["beta(1/2, 1/2), full", { margin: (u) => Math.sin((Math.PI * u) / 2) ** 2, cut: undefined }],
  ["squares", { margin: (u) => u * u, cut: CUT }],
  ["squares, full", { margin: (u) => u * u, cut: undefined }],
  ["clipped logistic", { margin: clipped, cut: CUT }],
  ["clipped logistic, full", { margin: clipped, cut: undefined }],
  ["exponential, full", { margin: (u) => -Math.log(1 - u), cut: undefined }],
  ["five levels, drawn", { margin: (u) => Math.floor(5 * u) / 4, cut: CUT }],
  ["five levels, drawn, full", { margin: (u) => Math.floor(5 * u) / 4, cut: undefined }],
  ["0.7 of another and 0.3 of its own", { margin: plain, cut: () => Number.NEGATIVE_INFINITY, depends: true }],
  ["a category and a number", { margin: plain, cut: CUT, kind: "categorical" }],
  ["a category and a number, full", { margin: plain, cut: undefined, kind: "categorical" }],
  ["an angle and a number", { margin: plain, cut: CUT, kind: "circular" }],
  ["an angle and a number, full", { margin: plain, cut: undefined, kind: "circular" }],
];

const tables = Number(process.argv[2] ?? 200);
const chosen = process.argv[3];
for (const [name, setting] of settings) {
  if (chosen !== undefined && !name.startsWith(chosen)) continue;
  const counts = { pair: 0, full: 0, other: 0 };
  let left = 0;
  const began = performance.now();
  for (let k = 0; k < tables; k++) {
    const source = fold(fold(key(18), name), k);
    const table = tableOf(setting, fold(source, "table"));
    const margins = setting.cut !== undefined && setting.kind === undefined && !setting.depends;
    if (margins && !populationMixes(setting.margin, table.size, fold(source, "population"))) left++;
    else counts[outcomeOf(table, fold(source, "evidence"))]++;
  }
  const share = (count: number): string => `${((100 * count) / (tables - left)).toFixed(1)} %`.padStart(8);
  const time = `${((performance.now() - began) / tables / 1000).toFixed(2)} s`;
  console.log(
    `${name.padEnd(36)} ${String(tables - left).padStart(4)} tables  pair ${share(counts.pair)}  full ${share(counts.full)}  other ${share(counts.other)}  ${time}`,
  );
}
