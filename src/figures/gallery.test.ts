/**
 * One example of every panel, checked for what must hold of any figure. To look at them:
 * PURECELL_GALLERY=some/folder npx vitest run src/figures/gallery.test.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, integers, type Key, key, normal, uniform } from "../math/random.js";
import type { Factor } from "../protocols.js";
import {
  codePicture,
  drawFigure,
  energyBars,
  type FigureSpec,
  factorCloud,
  heatMap,
  learningCurves,
  lineBand,
  mapSheet,
  mutualInformationMatrix,
  rankedUnits,
  scatterAgainst,
  scoresAgainstChance,
  seedBars,
  tuningCurve,
  tuningCurves,
} from "./index.js";
import { svgToPng } from "./png.node.js";

const root = key(7);
const ARMS = ["all constraints", "no nonnegativity", "no activity energy", "no weight energy", "no constraints"];

/** Units that know one factor well and the others little, or all of them alike when `purity` is 0. */
function information(source: Key, units: number, factors: number, purity: number): Matrix {
  const noise = uniform(source, units * factors);
  const data = noise.map((u, i) => {
    const preferred = Math.floor(i / factors) % factors === i % factors;
    return 2.2 * (preferred ? purity * (0.4 + 0.6 * u) : 0.12 * u) + (1 - purity) * 0.7 * u;
  });
  return matrix(units, factors, data);
}

const factorNames = (count: number) => Array.from({ length: count }, (_, i) => `factor ${i + 1}`);

function seedsAround(source: Key, centre: number, spread: number, count = 10): number[] {
  return [...normal(source, count)].map((z) => centre + spread * z);
}

function decay(source: Key, terms: Readonly<Record<string, number>>): Record<string, number[]> {
  const curve = (name: string, floor: number) =>
    [...normal(fold(source, name), 60)].map((z, i) => (floor + 2 * Math.exp(-i / 6)) * Math.exp(0.08 * z));
  return Object.fromEntries(Object.entries(terms).map(([name, floor]) => [name, curve(name, floor)]));
}

const steps = Array.from({ length: 60 }, (_, i) => i * 340);
const runs = (arm: string) =>
  [0, 1, 2].map((seed) => ({
    seed,
    steps,
    terms: decay(fold(fold(root, arm), seed), {
      prediction: 2e-3,
      nonnegativity: 1e-5,
      "activity energy": 0.08,
      "weight energy": 0.05,
    }),
  }));

const MIR = [0.82, 0.33, 0.42, 0.7, 0.31];

const tuned: readonly Factor[] = [
  { name: "position (m)", kind: "continuous", values: uniform(fold(root, "position"), 2000) },
  {
    name: "heading (°)",
    kind: "circular",
    period: 360,
    values: uniform(fold(root, "heading"), 2000).map((u) => 360 * u),
  },
  { name: "choice", kind: "categorical", values: Float64Array.from(integers(fold(root, "choice"), 2000, 3)) },
];
const TUNING = [(x: number) => 3 * x, (x: number) => 2 + 2 * Math.cos((x * Math.PI) / 180), (x: number) => 1 + x];
const unitActivity = (unit: number) => {
  const noise = normal(fold(fold(root, "activity"), unit), 2000);
  return tuned[unit].values.map((value, i) => Math.max(0, TUNING[unit](value) + 0.5 * noise[i]));
};

const pairsOf = (flat: Float64Array) =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]] as const);
const cuts = Array.from({ length: 21 }, (_, i) => i / 20);
const prices = Array.from({ length: 13 }, (_, i) => 10 ** (-3 + i / 2));
const bend = (x: number, s: number) => Math.max(0.002, x - 0.37) * (1 + 0.1 * s);

/** A square around zero without its lower left corner. */
const square = pairsOf(uniform(fold(root, "square"), 2000).map((u) => 2 * u - 1)).filter(([x, y]) => x + y > -0.6);
const cutCorner = matrix(square.length, 2, Float64Array.from(square.flat()));

const FIGURES: readonly FigureSpec[] = [
  {
    id: "mi-matrices",
    title: "Information each unit carries about each factor",
    caption: "",
    summary: "With all constraints each unit informs about one factor; without, about all.",
    panels: ARMS.map((title, i) =>
      mutualInformationMatrix({
        title,
        matrix: information(fold(root, title), 188, 6, i === 0 ? 0.95 : i === 3 ? 0.6 : 0.05),
        factorNames: factorNames(6),
        active: Array.from({ length: 188 }, (_, unit) => i > 0 || unit % 7 !== 0),
        maximum: 2.2,
      }),
    ),
  },
  {
    id: "mi-sizes",
    title: "Few units, many factors",
    caption: "",
    summary: "Matrices of different sizes.",
    panels: [
      [6, 2],
      [12, 4],
      [30, 10],
      [200, 20],
    ].map(([units, factors]) =>
      mutualInformationMatrix({
        title: `${units} units, ${factors} factors`,
        matrix: information(fold(root, units), units, factors, 0.8),
        factorNames: factorNames(factors),
        scheme: "cividis",
      }),
    ),
  },
  {
    id: "seed-bars",
    title: "MIR by condition",
    caption: "",
    summary: "All constraints beat each ablation.",
    panels: [
      seedBars({
        title: "MIR",
        valueLabel: "mutual information ratio",
        conditions: ARMS.map((label, i) => ({
          label,
          values: seedsAround(fold(root, label), MIR[i], 0.03),
          interval: [MIR[i] - 0.02, MIR[i] + 0.02] as const,
          chance: [0.27, 0.35] as const,
        })),
        chanceLabel: "rotated null (95 %)",
        ceiling: { value: 0.93, label: "certified optimum" },
      }),
      seedBars({
        title: "Paired by seed, ticks only, one seed undefined",
        valueLabel: "mutual information ratio",
        conditions: ARMS.slice(0, 3).map((label, i) => ({
          label,
          values: seedsAround(fold(root, label), MIR[i], 0.03, 5).map((value, seed) =>
            i === 1 && seed === 2 ? Number.NaN : value,
          ),
        })),
        bars: false,
        paired: true,
      }),
    ],
  },
  {
    id: "learning-curves",
    title: "Learning curves",
    caption: "",
    summary: "Every term falls.",
    panels: [
      learningCurves({
        title: "Loss terms by condition",
        conditions: ARMS.map((label) => ({ label, runs: runs(label) })),
      }),
    ],
  },
  {
    id: "tuning-curves",
    title: "Tuning of example neurons",
    caption: "",
    summary: "Three neurons, each following one factor.",
    panels: [
      tuningCurves({
        title: "Activity of three units",
        factors: tuned.map(({ name, kind }) => ({ name, kind, levels: ["left", "middle", "right"] })),
        neurons: tuned.map((_, unit) => ({
          label: `unit ${unit + 1}`,
          preferred: unit,
          curves: tuned.map((factor) => tuningCurve(unitActivity(unit), factor)),
        })),
      }),
    ],
  },
  {
    id: "code-picture",
    title: "The code before and after training",
    caption: "",
    summary: "Arrows point everywhere before, along the axes after.",
    panels: codePicture({
      names: ["position x", "position y"],
      points: pairsOf(uniform(fold(root, "cloud"), 1600)),
      states: [
        { label: "Before training", weights: pairsOf(normal(fold(root, "before"), 60)) },
        {
          label: "After training",
          weights: pairsOf(normal(fold(root, "after"), 60)).map(([x, y], i): [number, number] =>
            i % 2 ? [x, 0.05 * y] : [0.05 * x, y],
          ),
        },
      ],
    }),
  },
  {
    id: "scatter-and-bands",
    title: "Theory against training",
    caption: "",
    summary: "Trained energies lie on the identity line.",
    panels: [
      scatterAgainst({
        title: "Trained against predicted energy",
        xLabel: "certified energy",
        yLabel: "trained energy",
        identity: true,
        curves: [{ label: "2 % above", points: [0.1, 1, 30].map((x): [number, number] => [x, 1.02 * x]) }],
        points: ["box", "disc", "corner cut"].flatMap((group, g) =>
          [...uniform(fold(root, group), 12)].map((u, i) => {
            const x = 0.1 * 10 ** (u + 0.5 * g);
            return { x, y: x * (1.01 + 0.02 * (i % 3)), group, low: x, high: x * 1.12 };
          }),
        ),
        xLog: true,
        yLog: true,
      }),
      lineBand({
        title: "Mixing against the corner cut",
        xLabel: "corner cut",
        yLabel: "mixed share of energy",
        verticals: [{ value: 0.37, label: "critical cut" }],
        horizontals: [{ value: 0.1, label: "10 %" }],
        series: ["certified optimum", "trained"].map((label, s) => ({
          label,
          x: cuts,
          median: cuts.map((x) => (s === 0 && x > 0.9 ? Number.NaN : bend(x, s))),
          ...(s === 0 ? {} : { low: cuts.map((x) => 0.8 * bend(x, s)), high: cuts.map((x) => 1.15 * bend(x, s)) }),
        })),
      }),
    ],
  },
  {
    id: "maps",
    title: "Phase diagrams",
    caption: "",
    summary: "Mixing rises with the corner cut.",
    panels: [
      heatMap({
        title: "Energy saved by mixing",
        x: { label: "corner cut", values: cuts },
        y: { label: "weight energy (price)", values: prices, log: true },
        values: prices.flatMap((price, row) =>
          cuts.map((x, column) =>
            row === 3 && column === 4 ? Number.NaN : Math.tanh(3 * x * x + 0.3 * Math.log10(price)),
          ),
        ),
        valueLabel: "share of energy saved",
        contours: [0.5],
        boundaries: [{ label: "closed form", points: cuts.map((x) => [x, 10 ** (2 - 5 * x)] as const) }],
      }),
      heatMap({
        title: "Training minus theory",
        x: { label: "correlation", values: [-0.6, -0.3, 0, 0.3, 0.6] },
        y: { label: "corner cut", values: [0, 0.25, 0.5, 0.75] },
        values: normal(fold(root, "difference"), 20),
        valueLabel: "difference (bits)",
        scheme: "diverging",
      }),
    ],
  },
  {
    id: "sheet",
    title: "Rate maps",
    caption: "",
    summary: "Plane waves of growing frequency; one bin was not visited.",
    panels: [
      mapSheet({
        title: "Plane waves",
        perRow: 4,
        maps: [1, 2, 3, 4, 5].map((wave) => ({
          label: `wave ${wave}`,
          rows: 12,
          columns: 16,
          values: Float64Array.from({ length: 192 }, (_, bin) =>
            bin === 20 ? Number.NaN : 1 + Math.cos((wave * (bin % 16)) / 4 + Math.floor(bin / 16) / 3),
          ),
        })),
      }),
    ],
  },
  {
    id: "energies",
    title: "Energies",
    caption: "",
    summary: "Mixing saves up to a tenth.",
    panels: [
      energyBars({
        title: "Modular against optimal code",
        groups: [
          { label: "full range", modular: 1, optimal: 1, lowerBound: 1 },
          {
            label: "one corner missing",
            modular: 0.93,
            optimal: 0.84,
            lowerBound: 0.839,
            trained: [0.845, 0.85, 0.861],
          },
          {
            label: "two opposite corners missing",
            modular: 0.8,
            optimal: 0.55,
            lowerBound: 0.52,
            trained: [0.56, 0.57],
          },
        ],
      }),
      energyBars({ title: "Without trained networks", groups: [{ label: "factors.csv", modular: 3.3, optimal: 3.1 }] }),
    ],
  },
  {
    id: "scores",
    title: "Scores against chance, and units by rank",
    caption: "",
    summary: "Most scores lie above chance; most units prefer the first factor.",
    panels: [
      scoresAgainstChance({
        title: "Every metric with its interval and two chance levels",
        valueLabel: "score",
        scores: ["mir", "mig", "dci disentanglement", "sap", "undefined one"].map((label, i) => ({
          label,
          score: i === 4 ? Number.NaN : 0.8 - 0.15 * i,
          ...(i < 3 && { interval: [0.75 - 0.15 * i, 0.83 - 0.15 * i] as const }),
          chance: [
            { name: "permuted", low: 0.01, high: 0.05 + 0.02 * i },
            ...(i === 2 ? [] : [{ name: "rotated", low: 0.2, high: 0.45 }]),
          ],
        })),
      }),
      rankedUnits({
        title: "Selectivity of single units",
        valueLabel: "information ratio",
        values: uniform(fold(root, "ranks"), 60).map((u, unit) => (unit % 9 === 0 ? Number.NaN : u)),
        preferred: Array.from({ length: 60 }, (_, unit) => unit % 3),
        factorNames: ["position", "heading", "reward"],
      }),
    ],
  },
  {
    id: "cloud",
    title: "Two factors and their optimal neurons",
    caption: "",
    summary: "The hull stays inside the ellipse on one side; one mixed neuron cuts the corner.",
    panels: factorCloud({
      names: ["reward x", "position y"],
      points: cutCorner,
      mean: [3, 10],
      ellipse: matrix(2, 2, Float64Array.of(0.5, -0.12, -0.12, 0.5)),
      neurons: [
        { direction: [1, 0], gain: 1, bias: 1, energyShare: 0.3 },
        { direction: [0, -1], gain: 0.9, bias: 0.9, energyShare: 0.25 },
        { direction: [Math.SQRT1_2, Math.SQRT1_2], gain: 0.8, bias: 0.8 * 0.3 * Math.SQRT2, energyShare: 0.45 },
      ],
    }),
  },
  {
    id: "cloud-pairs",
    title: "Three factors",
    caption: "",
    summary: "Every pair of three factors.",
    panels: factorCloud({
      names: ["size", "hue", "speed"],
      points: matrix(
        400,
        3,
        uniform(fold(root, "three"), 1200).map((u) => 2 * u - 1),
      ),
      ellipse: matrix(3, 3, Float64Array.of(0.4, 0.1, 0, 0.1, 0.4, 0, 0, 0, 0.4)),
      neurons: [
        { direction: [1, 0, 0], gain: 1, bias: 1, energyShare: 0.3 },
        { direction: [0, Math.SQRT1_2, -Math.SQRT1_2], gain: 1, bias: 1.3, energyShare: 0.5 },
        { direction: [0.6, 0.6, 0.53], gain: 1, bias: 1.3, energyShare: 0.2 },
      ],
    }),
  },
];

describe.each(FIGURES)("figure $id", (spec) => {
  const { svg } = drawFigure(spec);

  it("is well-formed SVG with title, description and no undefined number", () => {
    const { document } = parseHTML(`<html><body>${svg}</body></html>`);
    const root = document.querySelector("svg");
    expect(root?.getAttribute("aria-labelledby")).toBe(`${spec.id}-title ${spec.id}-desc`);
    expect(root?.querySelectorAll("[aria-label]").length).toBe(0);
    expect(document.getElementById(`${spec.id}-title`)?.textContent).toBe(spec.title);
    expect(document.getElementById(`${spec.id}-desc`)?.textContent).toBe(spec.summary);
    expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined|null)/);
    expect(svg.match(/(https?:)?\/\/[^"'\s)]+/g)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it("is the same every time", () => {
    expect(drawFigure(spec).svg).toBe(svg);
  });

  it("becomes a PNG of the right size with more than paper on it", () => {
    const png = svgToPng(svg, { scale: 1 });
    const view = new DataView(png.buffer, png.byteOffset);
    const [, width, height] = svg.match(/viewBox="0 0 (\d+) (\d+)"/) ?? [];
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([Number(width), Number(height)]);
    expect(png.length).toBeGreaterThan(2000);
    const folder = process.env.PURECELL_GALLERY;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(joinPath(folder, `${spec.id}.svg`), svg);
      writeFileSync(joinPath(folder, `${spec.id}.png`), svgToPng(svg, { scale: 1.5 }));
    }
  });
});
