/** Reasons: the pair that is cut comes first and alone, chance is no reason, a design keeps its own, ranges say what was possible. */
import { describe, expect, test } from "vitest";
import { fromRows, type Matrix } from "../../math/matrix.js";
import { fold, type Key, key, uniformStream } from "../../math/random.js";
import { type CodedColumn, codeColumns, coordinateGroups, coordinateNames } from "../coordinates.js";
import { predictNeurons } from "../predict.js";
import { supportFromSamples } from "../support.js";
import type { PredictOptions } from "../types.js";
import { type Evidence, evidenceOf, explainNeurons } from "./explain.js";
import { readingOf } from "./rowReading.js";
import { type Cut, outsideCut, uniformRows } from "./tables.fixture.js";
import { lineText, reasonTexts } from "./words.js";

const NAMES = ["tone", "loudness", "reward", "light"];
const FAST = { seconds: 0.05 };

const explained = (rows: Matrix, more: Partial<Evidence> = {}, options: PredictOptions = {}) =>
  explainNeurons(
    { support: supportFromSamples(rows, { names: NAMES.slice(0, rows.columns) }) },
    { ...evidenceOf(rows, key(0)), ...more },
    options,
  );

const namesIn = (text: string): string[] => NAMES.filter((name) => text.includes(name));

function randomTable(source: Key, isCut: boolean): { readonly rows: Matrix; readonly cut: Cut } {
  const next = uniformStream(fold(source, "shape"));
  const [count, factors] = [300 + Math.floor(1200 * next()), 2 + Math.floor(3 * next())];
  const i = Math.floor(factors * next());
  const j = (i + 1 + Math.floor((factors - 1) * next())) % factors;
  const cut: Cut = { i, j, size: 0.45 + 0.25 * next(), high: [next() < 0.5, next() < 0.5] };
  return { rows: uniformRows(fold(source, "rows"), count, factors, isCut ? outsideCut(cut) : undefined), cut };
}

describe("draws", () => {
  test("of 16 cuts of one pair the first line names that pair and no other factor", () => {
    for (let k = 0; k < 16; k++) {
      const { rows, cut } = randomTable(fold(key(1), k), true);
      const { explanation } = explained(rows, {}, FAST);
      const [first] = reasonTexts(explanation);
      expect(namesIn(first).sort(), first).toEqual([NAMES[cut.i], NAMES[cut.j]].sort());
      expect(namesIn(explanation.reasons[0].fill).sort()).toEqual([...explanation.reasons[0].factors].sort());
      expect(explanation.range.verdict).toBe("cut");
    }
  }, 60_000);

  test("of 16 full ranges at most one is not called full, and the line that says so names no factor", () => {
    let full = 0;
    for (let k = 0; k < 16; k++) {
      const { explanation } = explained(randomTable(fold(key(2), k), false).rows, {}, FAST);
      if (explanation.range.verdict !== "full") continue;
      full++;
      expect(explanation.reasons).toEqual([]);
      const [line] = reasonTexts(explanation);
      expect(line).toContain("compatible with a full range");
      expect(namesIn(line)).toEqual([]);
    }
    expect(full).toBeGreaterThanOrEqual(15);
  }, 60_000);

  test("the corner in the user's units: where the cut is, and what purity needs of the population", () => {
    const cut = outsideCut({ i: 0, j: 1, size: 0.6, high: [false, false] });
    const rows = uniformRows(key(3), 3000, 3, cut);
    const [scales, shifts] = [
      [1000, 1000, 5],
      [20, -300, 7],
    ];
    const data = rows.data.map((value, at) => scales[at % 3] * value + shifts[at % 3]);
    const [reason] = explained({ ...rows, data }).explanation.reasons;
    expect(reason.words).toContain("tone + loudness never falls below 3");
    expect(reason.line?.found).toBeGreaterThan(320);
    expect(reason.line?.found).toBeLessThan(325);
    // uniform margins cut at c: mean m, b = 1 - m, covariance s; the line with h^2 = 2 b^2 - 2 s lies at 2 m - h
    const c = 0.6;
    const kept = 1 - c ** 2 / 2;
    const mean = (0.5 - c ** 3 / 6) / kept;
    const covariance = (0.25 - c ** 4 / 24) / kept - mean ** 2;
    const needed = 2 * mean - Math.sqrt(2 * (1 - mean) ** 2 - 2 * covariance);
    expect(Math.abs((reason.line?.needed ?? 0) - (1000 * needed - 280))).toBeLessThan(15);
    expect(reason.pays).toBe(true);
    expect(reason.ends.map(({ kind }) => kind)).toEqual(["minimum", "minimum"]);
  });

  test("two factors that depend on one another do not make a third one guilty", () => {
    for (let k = 0; k < 4; k++) {
      const rows = uniformRows(fold(key(13), k), 1600, 3);
      for (let at = 0; at < rows.data.length; at += 3)
        rows.data[at + 1] = 0.7 * rows.data[at] + 0.3 * rows.data[at + 1];
      const { reasons } = explained(rows, {}, FAST).explanation;
      expect(reasons.length).toBeGreaterThan(0);
      for (const { factors } of reasons) expect(factors).toEqual(["tone", "loudness"]);
    }
  });

  test("corners are told by the energy they cost, the most first", () => {
    const small = outsideCut({ i: 2, j: 3, size: 0.5, high: [true, true] });
    const large = outsideCut({ i: 0, j: 1, size: 0.9, high: [false, true] });
    const rows = uniformRows(key(4), 2500, 4, (row) => small(row) && large(row));
    const { reasons } = explained(rows, {}, FAST).explanation;
    expect(reasons.map(({ factors }) => factors)).toEqual([
      ["tone", "loudness"],
      ["reward", "light"],
    ]);
    expect(reasons[0].saving).toBeGreaterThan(reasons[1].saving ?? 0);
  });

  test("a corner of three factors is named where all their pairs are complete", () => {
    const rows = uniformRows(key(5), 1500, 3, (row) => row.map(Math.round).join() !== "1,1,0");
    const { reasons } = explained({ ...rows, data: rows.data.map(Math.round) }).explanation;
    expect(reasons).toHaveLength(1);
    expect(reasons[0].words).toContain("tone + loudness − reward never rises above 1;");
  });

  test("a category and an angle have corners too", () => {
    const columns: CodedColumn[] = [
      { name: "tone", kind: "categorical", levels: ["a", "b", "c"] },
      { name: "loudness", kind: "circular", period: 360 },
      { name: "reward", kind: "continuous" },
    ];
    const look = (keep: (row: readonly number[]) => boolean) => {
      const rows = uniformRows(key(6), 900, 3, keep);
      const value = [(u: number) => Math.floor(3 * u), (u: number) => 360 * u, (u: number) => u];
      const values = value.map((of, at) => Float64Array.from({ length: 900 }, (_, row) => of(rows.data[3 * row + at])));
      const samples = codeColumns(columns, values);
      const support = supportFromSamples(samples, { names: columns.flatMap(coordinateNames) });
      const problem = { support, groups: coordinateGroups(columns) };
      return explainNeurons(problem, evidenceOf(samples, key(0), columns), FAST).explanation;
    };
    expect(look(() => true).range.verdict).toBe("full");
    const byLevel = look(([a, , c]) => !(a < 1 / 3 && c > 0.4));
    expect(namesIn(byLevel.reasons[0].words)).toEqual(["tone", "reward"]);
    expect(byLevel.reasons[0].words).toContain("when tone is a, reward never rises above 0.4");
    const byAngle = look(([, b, c]) => !(Math.cos(2 * Math.PI * (b - 0.25)) > 0.4 && c > 0.4));
    expect(byAngle.reasons[0].words).toMatch(/when loudness is near 90, reward never rises above/);
  });

  test("targets that are too alike are to blame, and no corner", () => {
    const rows = uniformRows(key(7), 1000, 2);
    const support = supportFromSamples(rows, { names: NAMES.slice(0, 2) });
    const targetMixing = fromRows([
      [1, 0.95],
      [0, 0.31],
    ]);
    const problem = { support, targetMixing, lambdaIn: 0.1 };
    const { explanation } = explainNeurons(problem, evidenceOf(rows, key(0)));
    expect(explanation.range.verdict).toBe("full");
    expect(explanation.reasons.map(({ kind }) => kind)).toEqual(["target"]);
    expect(explanation.reasons[0].words).toContain("cosine 0.95");
  });
});

describe("designs", () => {
  const cube = fromRows(
    Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1]).filter((row) => row.join() !== "1,1,0"),
  );

  test("every gap is meant: the cube without one corner, and a cut grid", () => {
    const { explanation } = explained(cube);
    expect(explanation.range.reading).toBe("design");
    expect(reasonTexts(explanation)).toEqual([
      "a corner is missing: tone + loudness − reward never rises above 1; purity needs 1.178",
    ]);
    expect(explained(cube, { reading: "draws" }).explanation.reasons).toEqual([]);
  });

  test("rows are a design when combinations of levels occur equally often, draws when chance chose them", () => {
    const blocks = [[0], [1]];
    const grid = Array.from({ length: 81 }, (_, k) => [k % 9, Math.floor(k / 9)]);
    const cut = grid.filter(([x, y]) => x + y >= 5);
    expect(readingOf(fromRows(cut), blocks)).toBe("design");
    expect(readingOf(fromRows([...cut, ...cut]), blocks)).toBe("design");
    expect(readingOf(fromRows([...cut, ...cut.slice(7)]), blocks)).toBe("draws");
    const drawn = uniformRows(key(8), 81, 2);
    expect(readingOf(drawn, blocks)).toBe("draws");
    expect(readingOf({ ...drawn, data: drawn.data.map((u) => Math.floor(9 * u)) }, blocks)).toBe("draws");
    // two levels and a number that never repeats
    expect(readingOf({ ...drawn, data: drawn.data.map((u, at) => (at % 2 ? u : Math.round(u))) }, blocks)).toBe(
      "draws",
    );
  });
});

describe("declared ranges", () => {
  const ranges = new Map(NAMES.slice(0, 3).map((name) => [name, [0, 1] as const]));

  test("of a full range make the answer that of the whole cube", () => {
    const rows = uniformRows(key(9), 800, 3);
    expect(explained(rows).prediction.strict).toBe("mixed");
    const { prediction, explanation } = explained(rows, { ranges });
    expect([prediction.verdict, prediction.strict, explanation.range.verdict]).toEqual(["modular", "modular", "full"]);
  });

  test("do not fill a corner that the rows show to be empty, nor change what is to blame", () => {
    const rows = uniformRows(key(10), 1600, 3, outsideCut({ i: 0, j: 1, size: 0.6, high: [false, false] }));
    const [plain, declared] = [explained(rows), explained(rows, { ranges })];
    expect(declared.prediction.strict).toBe("mixed");
    expect(declared.prediction.saving.most).toBeLessThan(plain.prediction.saving.most);
    expect(declared.explanation.reasons.map(({ factors }) => factors)).toEqual([["tone", "loudness"]]);
    expect(declared.explanation.reasons[0].words).toContain("tone + loudness never falls below 0.6");
  });

  test("that some row leaves are refused", () => {
    const rows = uniformRows(key(11), 50, 2);
    expect(() => explained(rows, { ranges: new Map([["tone", [0.2, 1] as const]]) })).toThrow(/tone is .* widen/);
  });

  test("rows of weight zero declare corners: all of them make the box", () => {
    const drawn = uniformRows(key(12), 400, 2);
    const corners = [0, 1].flatMap((x) => [0, 1].map((y) => [x, y]));
    const samples = { rows: 404, columns: 2, data: Float64Array.from([...drawn.data, ...corners.flat()]) };
    const weights = Float64Array.from({ length: 404 }, (_, row) => Number(row < 400));
    const support = supportFromSamples(samples, { weights, names: NAMES.slice(0, 2) });
    const { prediction } = explainNeurons({ support }, evidenceOf(drawn, key(0)));
    expect(prediction.strict).toBe("modular");
  });
});

describe("rows that remember each other", () => {
  /** Every draw as so many rows in turn. */
  const lasting = ({ rows, columns, data }: Matrix, times: number): Matrix => ({
    rows: times * rows,
    columns,
    data: Float64Array.from({ length: times * data.length }, (_, at) => {
      const row = Math.floor(at / columns / times);
      return data[row * columns + (at % columns)] * (1 + 1e-9 * (at % 7));
    }),
  });
  const draws: Partial<Evidence> = { reading: "draws" };

  test("count for about the draws that they are worth: corners that few draws miss are seldom called missing", () => {
    const verdicts = Array.from({ length: 20 }, (_, table) => {
      const rows = lasting(uniformRows(fold(key(17), table), 40, 2), 50);
      const separate = explained(rows, { ...draws, taken: { rows, blocks: "rows" } }, FAST).explanation.range;
      expect(separate).toMatchObject({ verdict: "cut", rows: 2000, draws: 2000 });
      const { range } = explained(rows, draws, FAST).explanation;
      expect(range.draws).toBeLessThan(200);
      return range.verdict;
    });
    expect(verdicts.filter((verdict) => verdict === "full").length).toBeGreaterThanOrEqual(18);
  });

  test("are not told from sorted ones by their order: a table in the order of a factor counts for all its rows", () => {
    const cut: Cut = { i: 0, j: 1, size: 0.6, high: [false, false] };
    const rows = uniformRows(key(18), 800, 2, outsideCut(cut));
    const order = [...Array(800).keys()].sort((a, b) => rows.data[2 * a] - rows.data[2 * b]);
    const sorted = {
      ...rows,
      data: Float64Array.from(order.flatMap((row) => [...rows.data.slice(2 * row, 2 * row + 2)])),
    };
    const { range, reasons } = explained(sorted, draws).explanation;
    expect(range).toMatchObject({ verdict: "cut", draws: 800 });
    expect(namesIn(reasons[0].words)).toEqual(["tone", "loudness"]);
  });

  test("show a corner that so many draws would not have missed, and how many would have been there", () => {
    const cut: Cut = { i: 0, j: 1, size: 0.7, high: [true, true] };
    const { range, reasons } = explained(lasting(uniformRows(key(15), 600, 2, outsideCut(cut)), 5), draws).explanation;
    expect(range.verdict).toBe("cut");
    expect(range.draws).toBeLessThan(1000);
    expect(namesIn(reasons[0].words)).toEqual(["tone", "loudness"]);
    expect(reasons[0].words).toMatch(/independent factors would put \d+ of \d+ independent moments there/);
  });
});

describe("a verdict respects its own bounds", () => {
  const disc = fromRows(
    Array.from({ length: 441 }, (_, k) => [(k % 21) - 10, Math.floor(k / 21) - 10]).filter(
      ([x, y]) => x * x + y * y <= 100,
    ),
  );
  const judge = (tolerance: number, within: number) =>
    predictNeurons({ support: supportFromSamples(disc) }, { tolerance, within });

  test("bounds on both sides of the limit are undecided, and say what would settle it", () => {
    const { verdict, saving, strict, statement, settle } = judge(0.03, 0.02);
    expect(saving.least).toBeGreaterThan(0);
    expect(saving.least).toBeLessThan(0.02);
    expect(saving.most).toBeGreaterThan(0.02);
    expect([strict, verdict]).toEqual(["mixed", "undecided"]);
    expect(statement).toBe("undecided: mixing saves between 1.6 % and 2.4 % of the energy, and the limit is 2 %");
    expect(settle).toContain("smaller tolerance");
  });

  test("a loose tolerance does not make a mixed code modular", () => {
    expect(judge(0.1, 0.05).verdict).toBe("undecided");
    expect(judge(0.1, 0.2).verdict).toBe("nearly modular");
    expect(judge(1e-6, 0.02).verdict).toBe("mixed");
    expect(judge(1e-6, 0.02).settle).toBe("");
  });

  test("what is nearly modular says in a sentence what to expect", () => {
    expect(judge(1e-6, 0.05).statement).toBe("Strictly mixed, but mixing saves only 2.4 %: expect pure neurons");
  });
});

test("what the solver leaves of a zero is written as zero, and what is small but no zero is not", () => {
  const line = { weights: [{ factor: "tone", weight: 1 }], limit: "rises above", needed: 0.333 } as const;
  expect(lineText({ ...line, found: 7.4e-17 })).toBe("tone never rises above 0; purity needs 0.333");
  expect(lineText({ ...line, found: 1e-5 })).not.toContain("above 0;");
});
