/** The claims of `fig1`. */
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { closedForms } from "./codes.js";
import { fig1Result } from "./measures.js";
import type { Fig1Settings } from "./settings.js";

export const fig1Verdicts = (results: readonly JobResult[], chosen: Fig1Settings): Verdict[] => [
  closedFormVerdict(results, chosen),
  rotationVerdict(results, chosen),
  trainingVerdict(results, chosen),
];

const settingsLine = ({ samples, halfRange }: Fig1Settings, seeds: number): string =>
  `${samples} samples uniform on [-${halfRange}, ${halfRange}]^2, smallest legal biases; ${seeds} seeds`;

const STAGES = ["signed", "shifted", "aligned"] as const;

function closedFormVerdict(results: readonly JobResult[], chosen: Fig1Settings): Verdict {
  const seeds = results.map(fig1Result);
  const forms = closedForms(chosen);
  const errors = STAGES.flatMap((stage) =>
    seeds.map(({ seed, energies }) => ({
      label: `${stage}, seed ${seed} (%)`,
      value: 100 * (energies[stage] / forms[stage] - 1),
    })),
  );
  const middle = (stage: (typeof STAGES)[number]) => spread(seeds.map(({ energies }) => energies[stage]));
  return {
    id: "fig1.closed-forms",
    claim: "Signed, shifted and aligned codes cost 2 s2, 2 s2 + 2 a^2 1.4^2 and 2 s2 + 2 a^2.",
    criterion: "each of the three within 1 % of its closed form in every seed",
    measured:
      seeds.length === 0
        ? "nothing was measured"
        : STAGES.map((stage) => `${stage} ${middle(stage)} (closed form ${digits(forms[stage])})`).join("; "),
    met: judged(
      chosen.samples >= 400_000 && seeds.length >= 3,
      errors.every(({ value }) => Math.abs(value) <= 1),
    ),
    settings: settingsLine(chosen, seeds.length),
    values: errors,
  };
}

function rotationVerdict(results: readonly JobResult[], chosen: Fig1Settings): Verdict {
  const seeds = results.map(fig1Result);
  const step = 90 / (chosen.angles - 1);
  const cheapest = seeds.map(({ degrees, rotationEnergy }) => {
    const best = degrees[rotationEnergy.indexOf(Math.min(...rotationEnergy))];
    return Math.min(best, 90 - best);
  });
  return {
    id: "fig1.aligned-is-cheapest",
    claim: "Of all rotations of a nonnegative code the one whose neurons follow single factors costs least.",
    criterion: "the cheapest of all angles tried is 0 or 90 degrees in every seed",
    measured:
      seeds.length === 0
        ? "nothing was measured"
        : `cheapest at ${cheapest.map((angle) => digits(angle, 1)).join(", ")} degrees from the axes`,
    met: judged(
      chosen.samples >= 400_000 && seeds.length >= 3,
      cheapest.every((angle) => angle === 0),
    ),
    settings: `${chosen.angles} angles, ${digits(step, 1)} degrees apart; ${settingsLine(chosen, seeds.length)}`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed} (degrees)`, value: cheapest[i] })),
  };
}

function trainingVerdict(results: readonly JobResult[], chosen: Fig1Settings): Verdict {
  const seeds = results.map(fig1Result);
  const excess = seeds.map(({ relativeCost, leastRelativeCost }) => 100 * (relativeCost / leastRelativeCost - 1));
  const failures = seeds.flatMap(({ trained }) => trained.failures);
  return {
    id: "fig1.training-aligns",
    claim: "A network trained with nonnegativity and energy costs finds the aligned code.",
    criterion:
      "E|z|^2 / Var z of the trained code within 1 % of the aligned code's 1 + a^2 / s2 in every seed, and the code passes the " +
      "optimality check",
    measured:
      seeds.length === 0
        ? "nothing was trained"
        : `excess over the optimum in %: ${spread(excess)}; ${failures.length} checks failed`,
    met: judged(
      chosen.updates >= 3000 && seeds.length >= 3,
      failures.length === 0 && excess.every((value) => Math.abs(value) <= 1),
    ),
    settings: `${chosen.grid} x ${chosen.grid} grid; ${chosen.code} units; ${chosen.updates} full-batch updates`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed} (%)`, value: excess[i] })),
  };
}
