/** The figures of the image studies. */
import {
  drawFigure,
  learningCurves,
  mutualInformationMatrix,
  type SeedCondition,
  scatterAgainst,
  seedBars,
} from "../../figures/index.js";
import { matrix } from "../../math/matrix.js";
import { median } from "../../math/statistics.js";
import { medianInterval } from "../../math/statisticsPaired.js";
import type { Figure, ImageTask, JobResult } from "../../protocols.js";
import { CHANCE_DRAWS } from "./chance.js";
import { bySeed, type ImageResult, imageResults, matchedPairs, ofKind } from "./measures.js";
import { picturesFigure } from "./pictures.js";
import type { ScoreName } from "./scores.js";
import { ARM_KINDS, type ArmKind, type ImageSettings } from "./study.js";

interface Drawing {
  readonly prefix: string;
  readonly task: ImageTask;
}

/** None before a network is trained. */
export function imageFigures(results: readonly JobResult[], settings: ImageSettings, drawing: Drawing): Figure[] {
  const all = imageResults(results, settings);
  if (all.length === 0) return [];
  return [
    tradeFigure(all, drawing),
    scoresFigure(all, drawing),
    matchedFigure(all, drawing),
    throughTrainingFigure(all, drawing),
    informationFigure(all, drawing),
    picturesFigure(bestOfKinds(all), settings, drawing),
  ].flatMap((figure) => figure ?? []);
}

const KINDS: readonly ArmKind[] = ["beta", "rectified", "constrained"];

const medianOf = (results: readonly ImageResult[], value: (result: ImageResult) => number): string => {
  const known = results.map(value).filter(Number.isFinite);
  return known.length === 0 ? "none" : median(known).toFixed(3);
};

/** The gap against how well the pixels, and the factors, are found again. */
function tradeFigure(all: readonly ImageResult[], { prefix }: Drawing): Figure {
  const against = (title: string, xLabel: string, value: (result: ImageResult) => number) =>
    scatterAgainst({
      title,
      xLabel,
      yLabel: "MIG",
      width: 290,
      points: all.map((result) => ({ x: value(result), y: result.scores.mig, group: ARM_KINDS[result.arm.kind] })),
    });
  const middles = KINDS.map((kind) => {
    const own = ofKind(all, kind);
    return `${ARM_KINDS[kind]}: MIG ${medianOf(own, ({ scores }) => scores.mig)}, R^2 ${medianOf(own, ({ explained }) => explained)}`;
  });
  return drawFigure({
    id: `${prefix}-mig-r2`,
    title: "Disentanglement against fidelity",
    caption:
      "A point per network, all strengths and seeds. MIG against the share of the pixels' variance that decoded posterior means " +
      "explain, against the reconstruction loss (nats per image), and against the R^2 of a linear readout of the numeric factors.",
    summary: `Medians over all strengths and seeds. ${middles.join("; ")}.`,
    panels: [
      against("Pixels", "R² of pixels", ({ explained }) => explained),
      against("Loss", "reconstruction loss (nats)", ({ reconstruction }) => reconstruction),
      against("Factors", "R² of factors, linear readout", ({ scores }) => scores.factorsDecoded),
    ],
    columns: 3,
  });
}

const SHOWN_SCORES: readonly (readonly [ScoreName, string])[] = [
  ["mig", "MIG"],
  ["mir", "MIR"],
  ["disentanglement", "DCI disentanglement"],
  ["infoM", "InfoM"],
];

function scoresFigure(all: readonly ImageResult[], { prefix }: Drawing): Figure {
  const arms = [...new Set(all.map(({ arm }) => arm.id))].map((id) => all.filter(({ arm }) => arm.id === id));
  const panels = SHOWN_SCORES.map(([name, label]) =>
    seedBars({
      title: label,
      valueLabel: label,
      domain: [0, 1],
      width: 460,
      chanceLabel: "random rotations (95 %)",
      conditions: arms.map((own) => {
        const values = own.map(({ scores }) => scores[name]);
        const { interval } = medianInterval(values.filter(Number.isFinite));
        return { label: own[0].arm.label, values, interval, ...chanceOf(own, name) };
      }),
    }),
  );
  const medians = arms.map((own) => `${own[0].arm.label}: MIG ${medianOf(own, ({ scores }) => scores.mig)}`);
  return drawFigure({
    id: `${prefix}-scores`,
    title: "Scores of every arm",
    caption:
      "Dots: seeds; tick and bar: their median with its distribution-free interval; grey, of MIG and MIR: central 95 % of the score " +
      `after ${CHANCE_DRAWS} random rotations of the same code (medians over seeds of its two ends).`,
    summary: `Medians over seeds. ${medians.join("; ")}.`,
    panels,
    columns: 2,
  });
}

/** Medians over the networks whose code was rotated. */
function chanceOf(own: readonly ImageResult[], name: ScoreName): Pick<SeedCondition, "chance"> {
  const intervals = own.flatMap(({ chance }) => {
    const interval = chance?.[name];
    return interval && Number.isFinite(interval[0]) ? [interval] : [];
  });
  if (intervals.length === 0) return {};
  return { chance: [median(intervals.map(([low]) => low)), median(intervals.map(([, high]) => high))] };
}

/** Every pair of runs that the verdict compares. */
function matchedFigure(all: readonly ImageResult[], { prefix }: Drawing): Figure | undefined {
  const pairs = matchedPairs(ofKind(all, "constrained"), ofKind(all, "beta"));
  if (pairs.length === 0) return undefined;
  const wins = pairs.filter(({ constrained, other }) => constrained.scores.mig > other.scores.mig).length;
  return drawFigure({
    id: `${prefix}-matched`,
    title: "Runs that reconstruct equally well",
    caption:
      "MIG of the constrained VAE against that of the beta-VAE, a point per pair whose losses agree within 2 %; above the line the constrained one is better.",
    summary: `${pairs.length} pairs; the constrained VAE has the larger gap in ${wins}.`,
    panels: [
      scatterAgainst({
        title: "Matched pairs",
        xLabel: "MIG of the beta-VAE",
        yLabel: "MIG of the constrained VAE",
        identity: true,
        points: pairs.map(({ constrained, other }) => ({
          x: other.scores.mig,
          y: constrained.scores.mig,
          group: constrained.arm.label.replace(`${ARM_KINDS.constrained}, `, ""),
        })),
      }),
    ],
  });
}

function throughTrainingFigure(all: readonly ImageResult[], { prefix }: Drawing): Figure {
  const chart = (title: string, valueLabel: string, quantity: string, domain?: readonly [number, number]) =>
    learningCurves({
      title,
      valueLabel,
      ...(domain && { domain }),
      conditions: KINDS.flatMap((kind) => {
        const runs = bySeed(ofKind(all, kind), ({ seed }) => seed).map(([seed, own]) => ({
          seed,
          steps: own[0].arrays.probeSteps.data,
          terms: Object.fromEntries(own.map(({ arm, arrays }) => [strengthOf(arm), arrays[`probe.${quantity}`].data])),
        }));
        return runs.length === 0 ? [] : [{ label: ARM_KINDS[kind], runs }];
      }),
    });
  return drawFigure({
    id: `${prefix}-through-training`,
    title: "Through training",
    caption: "On 2000 fresh images while training goes on; a line per network, a colour per strength.",
    summary:
      "Mutual information gap and ratio, and reconstruction loss, against updates, for the three kinds of networks.",
    panels: [
      chart("Mutual information gap", "MIG", "mig", [0, 1]),
      chart("Mutual information ratio", "MIR", "mir", [0, 1]),
      chart("Reconstruction loss", "nats per image", "reconstruction", lossRange(all)),
    ],
  });
}

/** Part of the range of the losses that is left free above and below: from 0 on, as a thousand nats have it, curves would be flat. */
const LEFT_FREE = 0.08;

function lossRange(all: readonly ImageResult[]): readonly [number, number] {
  const losses = all.flatMap(({ arrays }) => Array.from(arrays["probe.reconstruction"].data).filter(Number.isFinite));
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const free = LEFT_FREE * (most - least || 1);
  return [least - free, most + free];
}

const strengthOf = ({ kind, beta, weightEnergy }: ImageResult["arm"]): string =>
  kind === "constrained" ? `weight energy ${weightEnergy}` : `beta ${beta}`;

/** Of every kind of network the one with the largest gap. */
const bestOfKinds = (all: readonly ImageResult[]): ImageResult[] =>
  KINDS.flatMap((kind) => {
    const own = ofKind(all, kind).filter(({ scores }) => Number.isFinite(scores.mig));
    return own.length === 0 ? [] : [own.reduce((most, each) => (each.scores.mig > most.scores.mig ? each : most))];
  });

function informationFigure(all: readonly ImageResult[], { prefix, task }: Drawing): Figure | undefined {
  const best = bestOfKinds(all);
  if (best.length === 0) return undefined;
  const names = task.grid.factors.filter(({ values }) => values.length > 1).map(({ name }) => name);
  return drawFigure({
    id: `${prefix}-information`,
    title: "What every latent knows about every factor",
    caption:
      "Mutual information between posterior means (rows, sorted by preferred factor; inactive ones veiled) and factors, of the " +
      "network of each kind with the largest MIG, over strengths and seeds.",
    summary: best.map(({ arm, seed, scores }) => `${arm.label}, seed ${seed}: MIG ${scores.mig.toFixed(3)}`).join("; "),
    panels: best.map(({ arm, seed, scores, arrays }) =>
      mutualInformationMatrix({
        title: `${arm.label}, seed ${seed} (MIG ${scores.mig.toFixed(2)})`,
        matrix: matrixOf(arrays.information),
        factorNames: names,
        active: Array.from(arrays.selectivity.data, (value) => !Number.isNaN(value)),
      }),
    ),
  });
}

const matrixOf = ({ shape, data }: ImageResult["arrays"][string]) =>
  matrix(shape[0], shape[1], Float64Array.from(data));
