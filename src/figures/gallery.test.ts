/**
 * One example of every panel, checked for what must hold of any figure. To look at them:
 * PURECELL_GALLERY=some/folder npx vitest run src/figures/gallery.test.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, key, normal, uniform } from "../math/random.js";
import { drawFigure, type FigureSpec } from "./figure.js";
import { learningCurves } from "./learningCurves.js";
import { mutualInformationMatrix } from "./mutualInformationMatrix.js";
import { svgToPng } from "./png.node.js";
import { seedBars } from "./seedBars.js";

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
];

describe.each(FIGURES)("figure $id", (spec) => {
  const { svg } = drawFigure(spec);

  it("is well-formed SVG with title, description and no undefined number", () => {
    const { document } = parseHTML(`<html><body>${svg}</body></html>`);
    const root = document.querySelector("svg");
    expect(root?.getAttribute("aria-labelledby")).toBe(`${spec.id}-title ${spec.id}-desc`);
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
