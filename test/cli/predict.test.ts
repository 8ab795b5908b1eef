/** `purecell predict`: answers that are known, in every form of input, and what a person can get wrong. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeNpy, npyHeaderBytes, writeNpz } from "../../src/io/index.js";
import { key, uniform, uniformStream } from "../../src/math/random.js";
import { missingParts } from "../support/reportParts.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file in the folder; its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const csv = (name: string, header: string, rows: readonly (readonly (number | string)[])[]) =>
  file(name, [header, ...rows.map((row) => row.join(","))].join("\n"));

const side = Array.from({ length: 9 }, (_, i) => i / 8);
const grid = side.flatMap((x) => side.map((y) => [x, y]));
const cut = grid.filter(([x, y]) => x + y >= 0.6);
const LAMBDA = ["--lambda-in", "0.1", "--lambda-out", "0.1"];

async function answer(...argv: string[]) {
  const { code, out, err } = await calling("predict", ...argv, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

describe("known answers", () => {
  test("a cut grid: energies of theory.md, the neuron, the corner to blame", async () => {
    const path = csv("cut.csv", "position-x,reward-x", cut);
    const { verdict, status, gap, energy, neurons, worstFacet, settings, factors } = await answer(path, ...LAMBDA);
    expect([verdict, status]).toEqual(["mixed", "certified"]);
    expect(gap).toBeLessThan(1e-6);
    expect(energy.modular).toBeCloseTo(0.770773, 6);
    expect(energy.optimal).toBeCloseTo(0.76735, 6);
    expect(energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
    const mixed = neurons.filter(
      ({ direction }: { direction: number[] }) => Math.abs(direction[0] * direction[1]) > 0.1,
    );
    expect(mixed).toHaveLength(1);
    expect(mixed[0].gain * mixed[0].direction[0]).toBeCloseTo(0.223, 3);
    expect(neurons.reduce((sum: number, n: { energyShare: number }) => sum + n.energyShare, 0)).toBeCloseTo(1, 9);
    expect(worstFacet.factors).toEqual(["position-x", "reward-x"]);
    expect([factors, settings.samples, settings.lambdaIn]).toEqual([["position-x", "reward-x"], cut.length, 0.1]);
    const { out } = await calling("predict", path, ...LAMBDA);
    expect(out).toContain("a corner is missing: position-x + reward-x never falls below 0.625; purity needs 0.5062");
    expect(out).toContain("mixed: mixed neurons save 0.45 % of the energy");
  });

  test("a failing pair in words", async () => {
    const wedge = csv("wedge.csv", "x,y", [
      [0, 0.41],
      [0, 1],
      [1, 1],
      [1, 0],
      [0.5, 0],
      [1, 0.5],
    ]); // prettier-ignore
    const { pairs } = await answer(wedge);
    const failing = pairs.find(({ holds }: { holds: boolean }) => !holds);
    if (failing) expect(failing.words).toMatch(/^when \w is at its (min|max)imum, \w never (falls below|rises above) /);
    expect(pairs[0]).toMatchObject({
      factors: ["x", "y"],
      side: expect.any(String),
      reachFound: [expect.any(Number), expect.any(Number)],
    }); // prettier-ignore
  });

  test("every form of a file gives the same answer", async () => {
    const data = Float64Array.from(cut.flat());
    const shape = [cut.length, 2];
    const column = (k: number) => ({ shape: [cut.length], data: Float64Array.from(cut, (row) => row[k]) });
    const crlf = `\ufeff"position, x";y\r\n${cut.map((row) => row.join(";")).join("\r\n")}\r\n`;
    const forms = [
      [csv("plain.csv", "x,y", cut)],
      [file("other.csv", crlf)],
      [file("tabs.tsv", `x\ty\n${cut.map((row) => row.join("\t")).join("\n")}`)],
      [file("bare.csv", cut.map((row) => row.join(",")).join("\n")), "--no-header"],
      [file("f.npy", encodeNpy({ shape, data }))],
      [file("f.npz", writeNpz({ factors: { shape, data }, factor_names: { shape: [2], data: ["x", "y"] } }))],
      [file("g.npz", writeNpz({ x: column(0), y: column(1), z: column(0) })), "--arrays", "x,y"],
      [
        csv(
          "more.csv",
          "w,y,x",
          cut.map(([x, y]) => [7, y, x]),
        ),
        "--columns",
        "x,y",
      ], // prettier-ignore
    ];
    const energies = [];
    for (const argv of forms) energies.push((await answer(...argv, ...LAMBDA)).energy.optimal);
    for (const energy of energies) expect(energy).toBeCloseTo(0.76735, 6);
  });

  test("corners and a covariance: the cube", async () => {
    const corners = [0, 1, 2, 3].map((k) => [(k & 1) - 0.5, (k >> 1) - 0.5]);
    const vertices = csv("corners.csv", "a,b", corners);
    const covariance = file("covariance.csv", `${1 / 12},0\n0,${1 / 12}\n`);
    const { energy, verdict } = await answer("--vertices", vertices, "--covariance", covariance, "--lambda-in", "0");
    expect(verdict).toBe("modular");
    expect(energy.optimal).toBeCloseTo(4 * Math.sqrt(1 / 3), 5);
  });

  test("weights from a column, from a file and by repeating rows agree", async () => {
    const weights = grid.map((_, row) => row % 4);
    const repeated = grid.flatMap((row, k) => Array.from({ length: Math.max(1, weights[k]) }, () => row));
    const column = csv(
      "w.csv",
      "x,w,y",
      grid.map(([x, y], k) => [x, Math.max(1, weights[k]), y]),
    ); // prettier-ignore
    const separate = file("w.txt", weights.map((weight) => Math.max(1, weight)).join("\n"));
    const expected = (await answer(csv("repeated.csv", "x,y", repeated))).energy.optimal;
    expect((await answer(column, "--weights", "w")).energy.optimal).toBeCloseTo(expected, 9);
    expect((await answer(csv("xy.csv", "x,y", grid), "--weights", separate)).energy.optimal).toBeCloseTo(expected, 9);
  });

  test("mixings scale and turn as they should; named columns are put in order", async () => {
    const path = csv("grid.csv", "x,y", grid);
    const plain = (await answer(path)).energy.optimal;
    const doubled = file("doubled.csv", "2,0\n0,2\n0,0\n");
    expect((await answer(path, "--target-mixing", doubled)).energy.optimal).toBeCloseTo(2 * plain, 5);
    const named = file("named.csv", "y,x\n1,0\n0,3\n");
    const bare = file("bareMixing.csv", "0,1\n3,0\n");
    const [one, other] = [await answer(path, "--target-mixing", named), await answer(path, "--target-mixing", bare)];
    expect(one.energy).toEqual(other.energy);
    expect(one.energy.optimal).toBeGreaterThan(1.2 * plain);
  });

  test("categories and angles become groups: a product of them is modular", async () => {
    const rows = ["apple", "pear", "fig"].flatMap((odour) =>
      Array.from({ length: 12 }, (_, k) => [odour, 30 * k]).flatMap(([o, h]) => [0, 1].map((lit) => [o, h, lit])),
    );
    const path = csv("trials.csv", "odour,heading,lit", rows);
    const { verdict, settings, columns, factors, neurons } = await answer(
      path,
      "--kinds",
      "odour=categorical,heading=circular:360",
      "--tolerance",
      "1e-5",
    );
    expect(verdict).toBe("modular");
    expect(factors).toEqual(["odour=apple", "odour=fig", "odour=pear", "cos heading", "sin heading", "lit"]);
    expect(settings.groups).toEqual([factors.slice(0, 3), ["cos heading", "sin heading"]]);
    expect(columns[0]).toEqual({
      name: "odour",
      kind: "categorical",
      levels: ["apple", "fig", "pear"],
      coordinates: factors.slice(0, 3),
    }); // prettier-ignore
    for (const { direction } of neurons) expect(direction).toHaveLength(6);
  });

  test("a constant factor is left out with a note; directions keep their places", async () => {
    const path = csv(
      "constant.csv",
      "x,still,y",
      cut.map(([x, y]) => [x, 5, y]),
    ); // prettier-ignore
    const { notes, neurons, energy } = await answer(path, ...LAMBDA);
    expect(notes.join()).toContain("still");
    expect(energy.optimal).toBeCloseTo(0.76735, 6);
    for (const { direction } of neurons) expect(direction[1]).toBe(0);
  });

  test("sensitivity: same seed, same numbers; the corners are listed", async () => {
    const path = csv("few.csv", "x,y", cut);
    const argv = [path, "--sensitivity", "--replicates", "5"];
    const { sensitivity } = await answer(...argv, "--seed", "3");
    expect(sensitivity.bootstrap.replicates).toBe(5);
    expect(sensitivity.corners).toHaveLength(5);
    expect((await answer(...argv, "--seed", "3")).sensitivity).toEqual(sensitivity);
    expect((await answer(...argv, "--seed", "4")).sensitivity.bootstrap).not.toEqual(sensitivity.bootstrap);
  });

  test("--out writes figure, page and data, and nothing is written without it", async () => {
    const path = csv(
      "drawn.csv",
      "x <b>,y",
      [...uniform(key(1), 4000)].map((u, i, all) => [u, all[(i + 1) % 4000]]),
    );
    const before = readdirSync(folder).length;
    await answer(path);
    expect(readdirSync(folder)).toHaveLength(before);
    const out = join(folder, "drawn", "deep");
    const { files } = await answer(path, "--out", out);
    expect(readdirSync(out).sort()).toEqual([
      "prediction.json",
      "prediction.png",
      "prediction.svg",
      "report.html",
      "sampling.png",
      "sampling.svg",
    ]);
    expect(readFileSync(files.report, "utf8")).toContain("1,500 of 4,000 samples are drawn");
    expect(readFileSync(files.report, "utf8")).not.toContain("<b>");
    expect(missingParts(readFileSync(files.report, "utf8"), { methods: true })).toEqual([]);
    expect(JSON.parse(readFileSync(files.data, "utf8")).energy.optimal).toBeGreaterThan(0);
  });

  test("--seconds is kept to, and what is not proven is not called certified", async () => {
    const d = 10;
    const random = uniform(key(9), 300 * d);
    const rows = Array.from({ length: 300 }, (_, row) => [...random.subarray(row * d, (row + 1) * d)]);
    const path = csv("wide.csv", Array.from({ length: d }, (_, i) => `f${i}`).join(), rows);
    const began = performance.now();
    const { status, energy, gap } = await answer(path, "--seconds", "0.5");
    expect((performance.now() - began) / 1000).toBeLessThan(8);
    expect(energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
    expect(gap).toBeCloseTo((energy.optimal - energy.lowerBound) / energy.optimal, 6);
    if (gap > 1e-6) expect(["gap", "bracketed"]).toContain(status);
  });
});

/** Rows of uniform factors that `keep` accepts. */
function drawnRows(seed: number, count: number, keep: (row: readonly number[]) => boolean): number[][] {
  const next = uniformStream(key(seed));
  const rows: number[][] = [];
  while (rows.length < count) {
    const row = [next(), next(), next()];
    if (keep(row)) rows.push(row);
  }
  return rows;
}

const section = (out: string, title: string): string[] =>
  out.split("\n").filter((line) => line.startsWith(`${title} `));

describe("why", () => {
  const HEADER = "tone,loudness,reward";
  const cutRows = drawnRows(31, 1600, ([tone, loudness]) => tone + loudness > 0.6);
  const fullRows = drawnRows(32, 1600, () => true);

  test("draws: the pair that is cut first, what would fill it, in the factors' units; the same as data", async () => {
    const path = csv("drawnCut.csv", HEADER, cutRows);
    const { out } = await calling("predict", path);
    const [why] = section(out, "why");
    expect(why).toMatch(/a corner is missing: tone \+ loudness never falls below 0\.6\d*; purity needs 0\.[45]\d+/);
    expect(why).not.toContain("reward");
    expect(section(out, "fill")[0]).toMatch(/rows with tone near [\d.]+ and loudness near [\d.]+/);
    expect(out).toContain("Strictly mixed, but mixing saves only 0.0");
    expect(out).toContain("read as random draws");
    const { range, reasons } = await answer(path);
    expect(range).toMatchObject({ verdict: "cut", reading: "draws", rows: 1600, level: 0.01 });
    expect(reasons[0]).toMatchObject({
      kind: "corner",
      factors: ["tone", "loudness"],
      ends: [
        { factor: "tone", kind: "minimum" },
        { factor: "loudness", kind: "minimum" },
      ],
      line: { limit: "falls below" },
      pays: true,
    });
    expect(reasons[0].line.found).toBeGreaterThan(0.6);
    expect(reasons[0].expectedRows).toBeGreaterThan(100);
    expect(reasons[0].chance).toBeLessThan(1e-30);
    expect(why).toContain(reasons[0].words);
    expect(out).toContain(reasons[0].fill);
  });

  test("a full range is called so, and names nobody; --ranges makes it modular", async () => {
    const path = csv("drawnFull.csv", HEADER, fullRows);
    const { out } = await calling("predict", path);
    const [why] = section(out, "why");
    expect(why).toContain("compatible with a full range");
    for (const name of HEADER.split(",")) expect(why).not.toContain(name);
    const declared = await answer(path, "--ranges", "tone=0:1,loudness=0:1", "--ranges", "reward=0:1");
    expect([declared.verdict, declared.strict]).toEqual(["modular", "modular"]);
    expect(declared.settings.ranges).toBe("tone=0:1,loudness=0:1,reward=0:1");
  });

  test("rows of weight 0 say what was possible", async () => {
    const corners = [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((c) => [a, b, c, 0])));
    const path = csv("possible.csv", `${HEADER},w`, [...fullRows.map((row) => [...row, 1]), ...corners]);
    expect((await answer(path, "--weights", "w")).verdict).toBe("modular");
    const cutToo = corners.filter(([a, b]) => a + b > 0);
    const cut = csv("possibleCut.csv", `${HEADER},w`, [...cutRows.map((row) => [...row, 1]), ...cutToo]);
    const { reasons } = await answer(cut, "--weights", "w");
    expect(reasons.map(({ factors }: { factors: string[] }) => factors)).toEqual([["tone", "loudness"]]);
  });

  test("--rows says whether gaps are meant", async () => {
    const path = csv("readAs.csv", "x,y", cut);
    expect((await calling("predict", path)).out).toContain("read as a design");
    expect((await answer(path, "--rows", "draws")).range.reading).toBe("draws");
    expect((await answer(path)).range.reading).toBe("design");
  });

  test("no dust: neither parts nor neurons that are nothing, in text, figure and page", async () => {
    const out = join(folder, "dust");
    const said = await calling("predict", csv("dust.csv", HEADER, fullRows), "--out", out);
    expect(said.out.replace(/to within .* of the energy/, "")).not.toMatch(/\de-\d/);
    expect(said.out).not.toMatch(/[+−]0\.0[0-4]\d [a-z]/);
    const shares = [...said.out.matchAll(/^ *\d+ +([\d.]+) % /gm)].map(([, share]) => Number(share));
    expect(shares.length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.05);
    const corners = csv("dustless.csv", "x,y", grid);
    await calling("predict", corners, "--out", join(folder, "dustless"));
    const svg = readFileSync(join(folder, "dustless", "prediction.svg"), "utf8");
    expect(svg).not.toMatch(/\de−?-?\d+ %/);
    expect(svg).toContain("0 %");
  });

  test("bounds on both sides of --within: undecided in text, data and figure, with what would settle it", async () => {
    const disc = Array.from({ length: 441 }, (_, k) => [(k % 21) - 10, Math.floor(k / 21) - 10]).filter(
      ([x, y]) => x * x + y * y <= 100,
    );
    const path = csv("disc.csv", "x,y", disc);
    const argv = [path, "--tolerance", "0.03", "--within", "0.01", "--lambda-in", "100", "--lambda-out", "100"];
    const { saving } = await answer(...argv);
    const within = String((saving.least + saving.most) / 2);
    const limited = [...argv.slice(0, 4), within, ...argv.slice(5)];
    const out = join(folder, "undecided");
    const { verdict, settle, strict } = await answer(...limited, "--out", out);
    expect(saving.least).toBeGreaterThan(0);
    expect([verdict, strict]).toEqual(["undecided", "mixed"]);
    expect(settle).not.toBe("");
    const said = (await calling("predict", ...limited)).out;
    expect(said).toMatch(/^undecided: mixing saves between/);
    expect(said).toContain("settle   ");
    expect(readFileSync(join(out, "prediction.svg"), "utf8")).toContain("undecided: mixing saves between");
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("undecided: mixing saves between");
  });
});

describe("what a person can get wrong", () => {
  const good = "x,y\n0,0\n0,1\n1,0\n1,1\n";
  const cases: readonly [content: string, argv: readonly string[], code: number, ...parts: string[]][] = [
    ["x,y\n1,2\n3,NaN\n", [], 3, 'line 3: column "y" has no value ("NaN")'],
    ["x,y\n1,2\n3,\n", [], 3, 'line 3: column "y" has no value ("")'],
    ["x,y\n1,2\n3,Infinity\n", [], 3, 'line 3: column "y": a finite number is expected, not "Infinity"'],
    ["x,y\n1,2\n3,apple\n", [], 3, 'line 3: column "y": a finite number is expected, not "apple"', "categorical"],
    ["x,y\n1,2\n3\n", [], 3, "line 3: 1 values where the header has 2 columns"],
    ["x,y\n", [], 3, "a header but no rows"],
    ["", [], 3, "is empty"],
    ["1,2\n3,4\n", [], 3, "line 1: numbers where a header", "--no-header"],
    ["x,x\n1,2\n", [], 3, 'line 1: two columns are named "x"'],
    ["x,y\n1,2\n", [], 3, "one row", "constant"],
    ["a,b,c\n1,2,4\n2,9,1\n", [], 3, "2 rows cannot tell 3 factors apart", "--columns"],
    ["x,y\n5,5\n5,5\n", [], 3, "every factor is constant"],
    ["x,y,z\n0,0,1\n0,1,0\n1,0,4\n1,2,1\n", ["--groups", "x+q"], 2, "unknown column of the factors", '"q"'],
    ["x,y\n0,0\n1,2\n2,4\n", [], 3, "x, y are linearly dependent", "--groups x+y", "--columns"],
    [good, ["--columns", "x,positon"], 2, "unknown column", '"positon"', "Known: x, y"],
    ["position,y\n0,0\n1,1\n2,0\n", ["--columns", "positon"], 2, 'Did you mean "position"?'],
    [good, ["--kinds", "x=circular"], 2, "--kinds takes name=kind", "circular:PERIOD"],
    [good, ["--kinds", "x=circular:-3"], 2, "--kinds takes name=kind"],
    [good, ["--kinds", "z=categorical"], 2, '"z"', "Known: x, y"],
    [good, ["--alpha", "0"], 2, "--alpha takes a number above 0", 'got "0"'],
    [good, ["--alpha", "-1"], 2, 'got "-1"'],
    [good, ["--lambda-in", "-1"], 2, "--lambda-in takes 0 or a number above"],
    [good, ["--lambda-out", "many"], 2, 'got "many"'],
    [good, ["--seconds", "0"], 2, "--seconds takes a number above 0"],
    [good, ["--tolerance", "1"], 2, "--tolerance takes a number above 0 and up to 0.1"],
    [good, ["--replicates", "0"], 2, "--replicates takes"],
    [good, ["--weights", "weight"], 2, "--weights takes a column", "Columns: x, y"],
    [good, ["--arrays", "x"], 2, "--arrays chooses arrays of a .npz file"],
    ["x,w\n0,1\n1,-2\n", ["--weights", "w"], 3, "the weight of row 2 is -2"],
    ["x,w\n0,0\n1,0\n", ["--weights", "w"], 3, "all weights are zero"],
    [good, ["--sed", "1"], 2, "unknown option '--sed'"],
    [good, ["--ranges", "x=0"], 2, "--ranges takes name=low:high", 'got "x=0"'],
    [good, ["--ranges", "x=1:0"], 2, "--ranges takes name=low:high"],
    [good, ["--ranges", "x=0:1", "--ranges", "x=0:2"], 2, '--ranges names "x" twice'],
    ["position,y\n0,0\n1,1\n2,0\n", ["--ranges", "positon=0:1"], 2, 'Did you mean "position"?'],
    [good, ["--ranges", "x=0:0.5"], 3, "x is 1 in some row", "0:0.5", "widen the range"],
    [
      good,
      ["--kinds", "x=categorical", "--ranges", "x=0:1"],
      2,
      "--ranges is for continuous factors; x is categorical",
    ],
    [good, ["--groups", "x+y", "--ranges", "x=0:1"], 2, "x is in a group", "weight 0"],
    [good, ["--ranges", "x=0:1", "--sensitivity"], 2, "--sensitivity", "--ranges"],
    [good, ["--rows", "some"], 2, "--rows", "design, draws"],
  ];
  test.each(cases)("%j %j", async (content, argv, code, ...parts) => {
    const said = await calling("predict", file("bad.csv", content), ...argv);
    for (const part of parts) expect(said.err).toContain(part);
    expect([said.code, said.out]).toEqual([code, ""]);
    expect(said.err.match(/error: /g)).toHaveLength(1);
    expect(said.err).not.toMatch(/\n +at |bug in purecell/);
  });

  const square = "0,0\n0,1\n1,0\n1,1\n";
  const named: readonly [argv: readonly [string, string][], rest: readonly string[], ...parts: string[]][] = [
    [[["missing", ""]], [], "cannot open", "there is no such file"],
    [[["factors.xyz", good]], [], "ends in .xyz; files of factors are .csv"],
    [[["factors", good]], [], "has no ending"],
    [[["f.csv.gz", "\u001f\u008b\u0008"]], [], "is compressed: unpack it first"],
    [
      [
        ["f.csv", good],
        ["mix.csv", "1,0,0\n0,1,0\n"],
      ],
      ["--target-mixing"],
      "mix.csv: the target mixing has 3 columns, but there are 2 factors",
      "x, y",
    ],
    [
      [
        ["f.csv", good],
        ["mix.csv", "1,1\n1,1\n"],
      ],
      ["--input-mixing"],
      "the input mixing is singular",
    ],
    [
      [
        ["f.csv", good],
        ["mix.csv", "1,nope\n"],
      ],
      ["--input-mixing"],
      "mix.csv",
    ],
    [
      [
        ["f.csv", good],
        ["mix.csv", "a,b\n1,1\n1,1\n"],
      ],
      ["--target-mixing"],
      'no column "x"; it has a, b',
    ],
    [
      [
        ["f.csv", good],
        ["w.csv", "1\n1\n"],
      ],
      ["--weights"],
      "there are 2 weights, but more rows",
    ],
    [
      [
        ["f.csv", good],
        ["w.csv", "1\n1\n1\n1\n1\n"],
      ],
      ["--weights"],
      "has 4 rows, but there are 5 weights",
    ],
  ]; // prettier-ignore
  test.each(named)("%j %j", async (files, rest, ...parts) => {
    const [path, other] = files.map(([name, content]) =>
      name === "missing"
        ? join(folder, name)
        : file(
            name,
            Uint8Array.from(content, (c) => c.charCodeAt(0)),
          ),
    );
    const said = await calling("predict", path, ...rest, ...(other === undefined ? [] : [other]));
    for (const part of parts) expect(said.err).toContain(part);
    expect([said.code, said.out]).toEqual([3, ""]);
  });

  const wide = (columns: number) => {
    const line = (cell: (column: number) => string) => Array.from({ length: columns }, (_, i) => cell(i)).join(",");
    return file(`wide${columns}.csv`, `${line((i) => `c${i}`)}\n${line(() => "1")}\n${line((i) => String(i % 7))}\n`);
  };
  const tooWide: readonly [what: string, make: () => string, said: string][] = [
    ["99,999 columns", () => wide(99_999), "99999 factors are more than the 400"],
    ["401 columns", () => wide(401), "401 factors are more than the 400"],
    ["100,001 columns", () => wide(100_001), "100001 columns; at most 100000 are read"],
    ["no rows", () => file("none.npy", npyHeaderBytes("<f8", [0, 1e12])), "none.npy has no rows"],
    [
      "an array of 500 columns",
      () => file("wide.npy", encodeNpy({ shape: [2, 500], data: new Float64Array(1000) })),
      "500 factors are more than the 400",
    ],
  ];
  test.each(tooWide)("%s are refused before memory is taken", async (_, make, said) => {
    const { code, out, err } = await calling("predict", make());
    expect(err).toContain(said);
    expect([code, out]).toEqual([3, ""]);
  });

  const supports: readonly [vertices: string, covariance: string, code: number, ...parts: string[]][] = [
    [square, "1,0\n0,1\n", 3, "the mean is not inside the given vertices"],
    ["-1,-1\n-1,1\n1,-1\n1,1\n", "1,0.5\n0.2,1\n", 3, "the covariance is not symmetric"],
    ["-1,-1\n-1,1\n1,-1\n1,1\n", "1,2\n2,1\n", 3, "no factors have this covariance"],
    ["-1,-1\n-1,1\n1,-1\n1,1\n", "1,0,0\n0,1,0\n", 3, "is 2 x 3; it has to be square"],
    ["-1,-1\n-1,1\n1,-1\n1,1\n", "1\n", 3, "the covariance has 1 column, but there are 2 factors"],
    ["-1,-1\n-1,1\n1,-1\n1,1\n", "-1,0\n0,1\n", 3, "the variance of s1 is -1"],
  ];
  test.each(supports)("corners %j, covariance %j", async (vertices, covariance, code, ...parts) => {
    const argv = ["--vertices", file("v.csv", vertices), "--covariance", file("c.csv", covariance)];
    const said = await calling("predict", ...argv);
    for (const part of parts) expect(said.err).toContain(part);
    expect([said.code, said.out]).toEqual([code, ""]);
  });

  test("no file, two kinds of support, half of one", async () => {
    const path = file("f.csv", good);
    expect(await calling("predict")).toMatchObject({
      code: 2,
      err: expect.stringContaining("a file of factors is needed"),
    }); // prettier-ignore
    expect(await calling("predict", path, "--vertices", path)).toMatchObject({
      code: 2,
      err: expect.stringContaining("not both"),
    }); // prettier-ignore
    expect(await calling("predict", "--vertices", path)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--covariance is missing"),
    }); // prettier-ignore
  });

  test("archives: no factors, an unknown array, pickles, text, rows that differ", async () => {
    const numbers = { shape: [3], data: Float64Array.of(1, 2, 4) };
    const path = file(
      "a.npz",
      writeNpz({
        speed: numbers,
        long: { shape: [4], data: new Float64Array(4) },
        names: { shape: [3], data: ["a", "b", "c"] },
      }),
    ); // prettier-ignore
    const fails = async (...argv: string[]) => (await calling("predict", ...argv)).err;
    expect(await fails(path)).toContain(
      'holds no array "factors" [rows x factors]: name its arrays of factors with --arrays; it holds speed, long, names',
    ); // prettier-ignore
    expect(await fails(path, "--arrays", "sped")).toContain('Did you mean "speed"?');
    expect(await fails(path, "--arrays", "speed,long")).toContain('array "long" has 4 rows, but');
    expect(await fails(path, "--arrays", "speed,names")).toContain('"names" holds words: each is a category'); // prettier-ignore
    const pickled = join(import.meta.dirname, "../fixtures/numpy/pickled.npy");
    expect(await fails(pickled)).toContain("holds Python objects (a pickle)");
    expect(existsSync(join(folder, "runs"))).toBe(false);
  });
});

describe("samples", () => {
  const next = uniformStream(key(21));
  const drawn: (readonly number[])[] = [];
  while (drawn.length < 800) {
    const row = [next(), next()];
    if (row[0] + row[1] >= 0.8) drawn.push([...row, Math.floor(drawn.length / 8)]);
  }
  const table = () => csv("drawn.csv", "x,y,session", drawn);

  test("random draws are judged without asking, after why and fill", async () => {
    const { sampling, range, reasons } = await answer(table(), "--columns", "x,y", "--lambda-in", "0");
    expect([range.reading, reasons.length, sampling.rare, sampling.beta]).toEqual(["draws", 1, 0.05, 20]);
    expect(sampling).toMatchObject({
      effective: 800,
      judged: true,
      reading: "draws",
      units: { kind: "rows", rows: 800, every: 1 },
    });
    const [low, high] = sampling.saving;
    expect(low).toBeLessThanOrEqual(sampling.estimate);
    expect(high).toBeGreaterThan(sampling.estimate);
    expect(sampling.lowerLimit).toBeLessThan(sampling.estimate);
    expect(sampling.baseline).toBeLessThan(1e-4);
    expect(["mixed", "undecided"]).toContain(sampling.verdict);
    expect(sampling.curve.map(({ rare }: { rare: number }) => rare)).toEqual(
      [0.3, 0.1612, 0.0866, 0.0465, 0.025].map((rare) => expect.closeTo(rare, 4)),
    );
    const [corner] = sampling.corners;
    expect(corner).toMatchObject({ factors: ["x", "y"], ends: [{ kind: "minimum" }, { kind: "minimum" }] });
    expect(corner.foundAtMost).toBeLessThan(corner.expected);
    expect(corner.upperLimit).toBeLessThanOrEqual(corner.expected);
    const { out } = await calling("predict", table(), "--columns", "x,y", "--lambda-in", "0");
    const titles = out.split("\n").flatMap((line) => /^(why|fill|purity|sample|from)\b/.exec(line)?.[1] ?? []);
    expect(titles).toEqual(["why", "fill", "purity", "sample", "from"]);
  });

  test("the first answer stands on stderr while the sample is judged; a design has none to wait for", async () => {
    const args = [table(), "--columns", "x,y", "--lambda-in", "0", "--json"];
    const { out, err } = await calling("predict", ...args);
    const { statement, saving } = JSON.parse(out);
    expect(err).toContain(`first answer: ${statement}; mixing saves ${(100 * saving.least).toPrecision(3)} %`);
    expect((await calling("predict", ...args, "--rows", "design")).err).not.toContain("first answer");
  });

  test("the path of a rat is worth few draws: the corners of its box are not called missing", async () => {
    const path = join(import.meta.dirname, "../fixtures/space/rat-trajectory-sargolini.npz");
    const fast = ["--arrays", "pos", "--seconds", "1"];
    const { range, reasons, sampling } = await answer(path, ...fast);
    expect(range).toMatchObject({ verdict: "full", rows: 29_800, draws: sampling.effective });
    expect(reasons).toEqual([]);
    expect(range.draws).toBeLessThan(200);
    expect(range.words).toContain("--blocks rows");
  });

  test("sessions are the units where they are named", async () => {
    const { sampling, columns } = await answer(table(), "--blocks", "session");
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(["x", "y"]);
    expect(sampling.units).toMatchObject({ kind: "blocks", count: 100 });
    const mistaken = await calling("predict", table(), "--blocks", "sesion");
    expect([mistaken.code, mistaken.err]).toEqual([2, expect.stringContaining('Did you mean "session"?')]);
    const design = await calling("predict", table(), "--blocks", "session", "--rows", "design");
    expect([design.code, design.err]).toEqual([2, expect.stringContaining("give one of them")]);
  });

  test("of a design only where --rare is given, and without sampling error", async () => {
    const path = csv("design.csv", "x,y", cut);
    expect((await answer(path)).sampling).toBeNull();
    const { sampling } = await answer(path, "--rare", "0.02");
    expect(sampling).toMatchObject({
      rare: 0.02,
      beta: 50,
      reading: "design",
      effective: cut.length,
      judged: true,
      replicates: 0,
    });
    expect(sampling.saving[1] - sampling.saving[0]).toBeLessThan(1e-4);
    expect(sampling.corners).toHaveLength(4);
  });

  test("corners have no rows, and p0 is a probability", async () => {
    const corners = [
      "--vertices",
      file("v.csv", "-1,-1\n-1,1\n1,-1\n1,1\n"),
      "--covariance",
      file("c.csv", "1,0\n0,1\n"),
    ];
    const without = await calling("predict", ...corners, "--rare", "0.1");
    expect([without.code, without.err]).toEqual([2, expect.stringContaining("--rare speaks of samples")]);
    const beyond = await calling("predict", table(), "--rare", "2");
    expect([beyond.code, beyond.err]).toEqual([2, expect.stringContaining("a probability above 0 and below 1")]);
  });

  test("the report has the corners and the verdict over p0", async () => {
    const out = join(folder, "sampled");
    const { files, sampling } = await answer(table(), "--columns", "x,y", "--rare", "0.1", "--out", out);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain("What mixing saves, by what need not be served");
    expect(readFileSync(files.sampling, "utf8")).toContain(`${Math.round(sampling.effective)} independent moments`);
    expect(page).toContain("Corners of two factors");
    expect(page).toContain("By what need not be served");
  });
});

describe("rectified neurons", () => {
  const two = grid.filter(([x, y]) => x % 0.5 === 0 && y % 0.5 === 0 && x + y > 0 && x + y < 2);
  const PRICES = ["--lambda-in", "0.075", "--lambda-out", "0.1", "--neurons", "rectified"];

  test("the certified optimum, what mixing saves, and the range of the share", async () => {
    const path = csv("two.csv", "x,y", two);
    const { energy, status, rectified, linear, settings, neuronKind } = await answer(
      path,
      ...PRICES,
      "--gamma",
      "1000",
    );
    expect([status, neuronKind, settings.gamma, settings.points]).toEqual(["certified", "rectified", 1000, 7]);
    expect(energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
    expect(energy.optimal).toBeLessThan(linear.optimal);
    expect(rectified.share[0]).toBeLessThanOrEqual(rectified.share[1]);
    expect(rectified.pureSaving).toBeGreaterThan(0.01);
    const { out } = await calling("predict", path, ...PRICES, "--gamma", "1000");
    expect(out).toContain("Mixed: mixed rectified neurons save energy");
    expect(out).toContain("it says nothing without what mixing saves");
  });

  test("refusals say what to type", async () => {
    const path = csv("refused.csv", "x,y", two);
    const without = await calling("predict", path, ...PRICES);
    expect([without.code, without.err]).toEqual([2, expect.stringContaining("--gamma 1000")]);
    const reported = await calling("predict", path, ...PRICES, "--gamma", "9", "--out", folder);
    expect([reported.code, reported.err]).toEqual([2, expect.stringContaining("--out does not go with")]);
    const four = csv(
      "four.csv",
      "a,b,c,d",
      [0, 1, 2, 3, 4].map((k) => [0, 1, 2, 3].map((i) => (i === k ? 1 : 0))),
    );
    const many = await calling("predict", four, ...PRICES, "--gamma", "9");
    expect([many.code, many.err]).toEqual([2, expect.stringContaining("--columns")]);
  });
});

describe("errors so cheap that no neuron pays", () => {
  const wide = () =>
    csv(
      "wide.csv",
      "x,y",
      grid.map(([x, y]) => [x, 0.01 * y]),
    );

  test.each([[], ["--neurons", "rectified"]])("silent, and from where on not: %s", async (...kind) => {
    const small = ["--gamma", "0.001", ...kind];
    const { verdict, neurons, silence } = await answer(wide(), ...small);
    expect([verdict, neurons, silence.isSilent]).toEqual(["silent", [], true]);
    const { out } = await calling("predict", wide(), ...small);
    expect(out).toMatch(/^silent: at gamma 0.001 no neuron pays for itself, .*; none pays below gamma [\d.]+\n/);
    expect(out).not.toMatch(/neuron +share|^why|^sample|^purity|mixing saves/m);
    const beyond = await answer(wide(), "--gamma", String(1.2 * silence.noneBelow));
    if (kind.length === 0) expect([beyond.verdict, beyond.silence.leftOut]).toEqual(["modular", ["y"]]);
  });

  test("the report says so, and not what mixing saves", async () => {
    const out = join(folder, "silent");
    await answer(wide(), "--gamma", "0.001", "--out", out);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain("pays for itself at this gamma");
    expect(page).not.toContain("Mixing saves");
  });
});

describe("moves: what recurrence costs", () => {
  const ring = (steps: number): string =>
    csv(
      `ring${steps}.csv`,
      "c1,s1,c2,s2",
      Array.from({ length: steps }, (_, k) =>
        [1, 2].flatMap((n) => [Math.cos((2 * Math.PI * n * k) / steps), Math.sin((2 * Math.PI * n * k) / steps)]),
      ),
    ); // prettier-ignore
  const turn = (...angles: number[]): number[][] =>
    angles.flatMap((angle, b) =>
      [
        [Math.cos(angle), -Math.sin(angle)],
        [Math.sin(angle), Math.cos(angle)],
      ].map((row) => [...Array(2 * b).fill(0), ...row, ...Array(2 * (angles.length - 1 - b)).fill(0)]),
    );
  const FLAGS = ["--groups", "c1+s1,c2+s2", "--lambda-in", "0.1", "--lambda-out", "0.1", "--rows", "design"];
  const step = turn((2 * Math.PI) / 8, (4 * Math.PI) / 8);

  test("a step along an orbit 1:2 costs 4 and changes nothing; the same from .npz", async () => {
    const path = ring(8);
    const moves = file("moves.json", JSON.stringify({ step }));
    const alone = await answer(path, ...FLAGS);
    const { recurrent, energy, verdict, neurons, settings } = await answer(path, ...FLAGS, "--moves", moves);
    expect(recurrent.constant).toBeCloseTo(4, 9);
    expect(recurrent.invariant).toBe(true);
    expect(recurrent.energy.lowerBound).toBeCloseTo(energy.lowerBound + 4, 9);
    expect(recurrent.energy.upperBound).toBeCloseTo(energy.optimal + 4, 9);
    expect([verdict, neurons]).toEqual([alone.verdict, alone.neurons]);
    expect([alone.recurrent, alone.settings.moves, settings.moves]).toEqual([null, null, moves]);
    const half = await answer(path, ...FLAGS, "--moves", moves, "--lambda-rec", "0.5");
    expect(half.recurrent.energy.lowerBound).toBeCloseTo(energy.lowerBound + 2, 9);
    const without = await answer(path, ...FLAGS, "--moves", moves, "--move-biases", "none");
    expect(without.recurrent.constant).toBeCloseTo(5, 9);
    const archive = file(
      "moves.npz",
      await writeNpz({ step: { shape: [4, 4], data: Float64Array.from(step.flat()) } }),
    );
    expect((await answer(path, ...FLAGS, "--moves", archive)).recurrent).toEqual(recurrent);
    const { out } = await calling("predict", path, ...FLAGS, "--moves", moves);
    expect(out).toContain("moves    recurrence is free: the move step costs 4 (lambda-rec 1)");
  });

  test("a step that changes the range and the target leaves a bracket, with the reason", async () => {
    const grow = file(
      "grow.json",
      JSON.stringify({ grow: step.map((row, i) => row.map((x) => (i < 2 ? 1.1 * x : x))) }),
    );
    const { recurrent } = await answer(ring(8), ...FLAGS, "--moves", grow);
    expect(recurrent.invariant).toBe(false);
    expect(recurrent.moves[0].changes).toEqual(["covariance", "range", "target", "input"]);
    expect(recurrent.constant).toBeCloseTo(2 * 1.21 + 2, 9);
    expect(recurrent.energy.upperBound).toBeGreaterThan(recurrent.energy.lowerBound);
    const { out } = await calling("predict", ring(8), ...FLAGS, "--moves", grow);
    expect(out).toContain("grow changes the covariance of the factors, range of the factors, target and the input");
  });

  test.each<[string, string | Uint8Array, string]>([
    ["no.json", "{", "is no JSON"],
    ["nan.json", '{"a": [[NaN]]}', "is no JSON"],
    ["list.json", "[[1, 0], [0, 1]]", "holds a list; moves are a JSON object of square matrices, e.g. {"],
    ["empty.json", "{}", "holds no moves"],
    ["nothing.json", "", "is empty"],
    ["number.json", '{"a": 3}', 'the move "a" is 3, expected a list of rows'],
    ["flat.json", '{"a": [1, 0, 0, 1]}', 'the move "a": row 1 is 1, expected a list of numbers'],
    ["ragged.json", '{"a": [[1, 0], [0]]}', 'the move "a": row 2 has 1 numbers, row 1 has 2'],
    ["text.json", '{"a": [[1, "x"], [0, 1]]}', 'row 1, column 2 is the text "x", expected a finite number'],
    ["null.json", '{"a": [[1, null], [0, 1]]}', "row 1, column 2 is null"],
    [
      "small.json",
      '{"a": [[1, 0], [0, 1]]}',
      'the move "a" is 2 x 2; the factors have 4 coordinates (c1, s1, c2, s2), so 4 x 4',
    ],
    ["wide.json", '{"a": [[1, 0, 0, 0]]}', 'the move "a" is 1 x 4'],
    ["norows.json", '{"a": []}', 'the move "a" is 0 x 0'],
    ["one.npy", encodeNpy({ shape: [4, 4], data: new Float64Array(16) }), "is one .npy array, which has no name"],
  ])("%s is refused", async (name, content, message) => {
    const { code, err, out } = await calling("predict", ring(8), ...FLAGS, "--moves", file(name, content));
    expect(err).toContain(message);
    expect([code, out]).toEqual([3, ""]);
  });

  test("arrays of a .npz file that are no matrices of numbers are refused", async () => {
    const cases: [string, Parameters<typeof writeNpz>[0], string][] = [
      [
        "cube.npz",
        { a: { shape: [2, 2, 2], data: new Float64Array(8) } },
        "has shape (2, 2, 2), expected a square matrix",
      ],
      ["words.npz", { a: { shape: [1, 1], data: ["x"] } }, 'is the text "x"'],
      ["hole.npz", { a: { shape: [1, 2], data: Float64Array.of(1, Number.NaN) } }, "row 1, column 2 is NaN"],
      [
        "size.npz",
        { a: { shape: [2, 2], data: Int32Array.of(1, 0, 0, 1) } },
        'the move "a" is 2 x 2; the factors have 4',
      ],
    ];
    for (const [name, arrays, message] of cases) {
      const { code, err } = await calling("predict", ring(8), ...FLAGS, "--moves", file(name, await writeNpz(arrays)));
      expect(err).toContain(message);
      expect(code).toBe(3);
    }
  });

  test.each<[string[], string]>([
    [["--lambda-rec", "2"], "--lambda-rec speaks of recurrent networks; it needs --moves"],
    [["--move-biases", "own"], "--move-biases speaks of recurrent networks; it needs --moves"],
    [["--moves", "m.json", "--gamma", "10"], "--moves does not go with --gamma"],
    [["--moves", "m.json", "--neurons", "rectified", "--gamma", "10"], "--moves does not go with --neurons rectified"],
    [["--moves", "m.json", "--lambda-rec", "-1"], "--lambda-rec takes 0 or a number above"],
  ])("%s is refused", async (flags, message) => {
    const { code, err } = await calling("predict", ring(8), ...flags);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("a file that is not there", async () => {
    const { code, err } = await calling("predict", ring(8), ...FLAGS, "--moves", join(folder, "absent.json"));
    expect([code, err.includes("there is no such file")]).toEqual([3, true]);
  });
});
