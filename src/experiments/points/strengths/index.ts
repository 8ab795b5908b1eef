/**
 * A phase diagram over the strengths of activity energy and weight energy, for linear and for rectified codes: how pure the
 * trained code is, how well the network predicts, and what it costs beside the certified optimum. An experiment of our own, with the
 * networks and the loss of Whittington et al. 2023.
 *
 * Two factors on a square grid, targets whose columns meet at a given cosine. Theory draws one line through the diagram: pure
 * neurons are optimal for a linear code while the cosine is at most
 *     alpha b^2 / (alpha (v + b^2) + lambda)
 * (docs/theory.md, section 5; v the factors' variance, b their half-range), hence up to a fixed ratio of the two strengths.
 */
import type { Backend, Experiment } from "../../../protocols.js";
import { design } from "../../frame/design.js";
import { CODES } from "../shallow.js";
import { trainingSeconds } from "../study.js";
import { strengthsVerdicts } from "./claims.js";
import { strengthsFigures } from "./figures.js";
import { trainRow } from "./job.js";
import { type StrengthsSettings, settings } from "./settings.js";

export const strengthsExperiment: Experiment<typeof settings> = {
  id: "strengths",
  title: "At which strengths do pure neurons grow?",
  source: "an experiment of our own, with the networks of Whittington et al. 2023",
  claim:
    "Pure neurons grow wherever activity costs enough beside weights: linear codes change at the line that theory draws, and " +
    "end at the certified optimum on both sides of it.",
  version: 2,
  settings,
  sizes: {
    quick: { seeds: [0], activityStrengths: [1e-2, 0.1], weightStrengths: [1e-3, 1e-2], updates: 500 },
    start: { seeds: [0], activityStrengths: [1e-3, 1e-2, 0.1, 1], weightStrengths: [1e-4, 1e-3, 1e-2, 0.1] },
    full: { seeds: [0, 1, 2, 3, 4], updates: 50_000 },
  },
  expectedSeconds: secondsOf,
  choosing: ["activityStrengths"],
  jobs: (chosen) => rowsOf(chosen).jobs(chosen.seeds),
  runJob: (job, chosen, context) => {
    const { code, activityStrength } = rowsOf(chosen).of(job);
    return trainRow(job, code, activityStrength, chosen, context);
  },
  check: strengthsVerdicts,
  figures: strengthsFigures,
  recorded: {
    "strengths.optimum-changes-at-the-line": "beyond the paper",
    "strengths.linear-mixes-as-the-optimum": "beyond the paper",
    "strengths.linear-reaches-the-optimum": "beyond the paper",
    "strengths.linear-predicts-as-the-optimum": "beyond the paper",
    "strengths.line-separates-linear-codes": "beyond the paper",
    "strengths.rectified-reaches-the-optimum": "beyond the paper",
    "strengths.rectified-codes-cost-less": "beyond the paper",
    "strengths.rectified-codes-are-less-pure": "beyond the paper",
  },
};

function secondsOf(chosen: StrengthsSettings, backend: Backend): number {
  const networks = rowsOf(chosen).jobs(chosen.seeds).length * chosen.weightStrengths.length;
  const { updates, code } = chosen;
  const trainings = trainingSeconds(networks, chosen.grid ** 2, { ...pointsLike, updates, code }, backend);
  return trainings + 0.05 * networks + (networks / 2) * optimumSeconds(chosen.grid ** 2);
}

/** Of rectified codes: the faces of a plane's points grow with the square of their number. */
const optimumSeconds = (points: number): number => 2 * (points / 64) ** 2;

const pointsLike = { activityEnergy: 1, weightEnergy: 1, prediction: 1, learningRate: 1 };

/** One job per code, strength of activity and seed: a row of the diagram. */
function rowsOf({ activityStrengths }: StrengthsSettings) {
  const rows = CODES.flatMap((code) => activityStrengths.map((activityStrength) => ({ code, activityStrength })));
  return design(rows, ({ code, activityStrength }) => `${code}-activity${activityStrength}`);
}
