/** The claims of `noise-and-size`. */
import type { JobResult, Verdict } from "../../protocols.js";
import { digits, judged, spread } from "../frame/claims.js";
import { alongSweep, type Placed, placedResults } from "./measures.js";
import type { NoiseAndSizeSettings } from "./settings.js";

/** Share of squared gain on each neuron's main factor from which a code counts as pure here. */
const PURE = 0.95;

interface Judging {
  readonly placed: readonly Placed[];
  readonly chosen: NoiseAndSizeSettings;
  readonly enough: boolean;
  readonly settings: string;
}

export function noiseAndSizeVerdicts(results: readonly JobResult[], chosen: NoiseAndSizeSettings): Verdict[] {
  const placed = placedResults(results);
  const judging: Judging = {
    placed,
    chosen,
    enough: placed.length > 0 && chosen.updates >= 10_000 && chosen.seeds.length >= 3,
    settings:
      `${chosen.updates} updates of ${chosen.batch}; MIR of ${chosen.evaluationSamples} fresh samples, ${chosen.bins} bins, ` +
      `${chosen.nullDraws} rotations; ${chosen.seeds.length} seeds`,
  };
  const { code, factors } = chosen;
  const wide = (rows: readonly Placed[]) => rows.filter(({ amount }) => amount >= 2 * factors);
  return [
    pureVerdict(judging, "units", wide(alongSweep(placed, "units", code)), {
      claim: "Neurons are pure with any number of units from twice the number of factors on.",
      where: `units, from ${2 * factors} on,`,
    }),
    fewUnitsVerdict(judging),
    pureVerdict(judging, "factors", alongSweep(placed, "factors", factors), {
      claim: "Neurons are pure for few factors and for many.",
      where: "factors",
    }),
    pureVerdict(judging, "noise", alongSweep(placed, "noise", 0), {
      claim: "Noise in the input leaves neurons pure.",
      where: "noise",
    }),
    noiseVerdict(judging),
    pureVerdict(judging, "correlation", alongSweep(placed, "with corners", 0), {
      claim: "Correlation leaves neurons pure where all combinations of extremes occur.",
      where: "correlation",
    }),
    cornersVerdict(judging),
  ];
}

function pureVerdict(
  { enough, settings }: Judging,
  name: string,
  rows: readonly Placed[],
  { claim, where }: { readonly claim: string; readonly where: string },
): Verdict {
  const worst = rows.reduce((least, row) => (row.share < least.share ? row : least), rows[0]);
  const chance = rows.filter(({ mir, rotated }) => mir > rotated[1]).length;
  return {
    id: `noise-and-size.pure-at-any-${name}`,
    claim,
    criterion:
      `at least ${PURE} of squared gain on each neuron's main factor, and MIR above the central 95 % of random rotations of the same ` +
      `code, at all ${where} in every seed`,
    measured:
      rows.length === 0
        ? "nothing was trained"
        : `share ${spread(rows.map(({ share }) => share))}; least at ${worst.amount}, seed ${worst.seed}; ` +
          `MIR ${spread(rows.map(({ mir }) => mir))}, above the null in ${chance} of ${rows.length}`,
    met: judged(enough && rows.length > 0, chance === rows.length && rows.every(({ share }) => share >= PURE)),
    settings,
  };
}

const bySeed = (rows: readonly Placed[], amount: number): Map<number, Placed> =>
  new Map(rows.filter((row) => row.amount === amount).map((row) => [row.seed, row]));

/** With fewer units than factors something has to be given up: whole factors, not purity. */
function fewUnitsVerdict({ placed, chosen, enough, settings }: Judging): Verdict {
  const few = placed.filter(({ sweep, amount }) => sweep === "units" && amount < chosen.factors);
  const extra = few.map(({ explained, amount }) => explained - amount / chosen.factors);
  return {
    id: "noise-and-size.too-few-units-drop-factors",
    claim: "With fewer units than factors each unit still carries one factor, and the others are given up.",
    criterion:
      `at least ${PURE} of squared gain on each neuron's main factor, and a share of the targets' variance predicted within 0.05 of ` +
      "units / factors, in every such network",
    measured:
      few.length === 0
        ? "nothing was trained with fewer units than factors"
        : `share ${spread(few.map(({ share }) => share))}; predicted variance beyond units / factors ${spread(extra)}`,
    met: judged(
      enough && few.length > 0,
      few.every(({ share }) => share >= PURE) && extra.every((value) => Math.abs(value) <= 0.05),
    ),
    settings,
  };
}

function noiseVerdict({ placed, chosen, enough, settings }: Judging): Verdict {
  const rows = alongSweep(placed, "noise", 0);
  const strongest = Math.max(0, ...chosen.noises);
  const [clean, noisy] = [bySeed(rows, 0), bySeed(rows, strongest)];
  const falls = [...clean].map(([seed, { mir }]) => mir - (noisy.get(seed)?.mir ?? Number.NaN));
  return {
    id: "noise-and-size.noise-lowers-the-score",
    claim: "Noise in the input lowers the measured MIR.",
    criterion: `MIR without noise larger than at the strongest noise, ${strongest}, in every seed`,
    measured: `fall ${spread(falls)}`,
    met: judged(
      enough && falls.length > 0,
      falls.every((fall) => fall > 0),
    ),
    settings,
    values: [...clean.keys()].map((seed, i) => ({ label: `seed ${seed}`, value: falls[i] })),
  };
}

/** At equal correlation, pairs share neurons where corners are missing. */
function cornersVerdict({ placed, enough, settings }: Judging): Verdict {
  const cut = placed.filter(({ sweep }) => sweep === "without corners");
  const partner = (own: Placed) =>
    placed.find(({ sweep, amount, seed }) => sweep === "with corners" && amount === own.amount && seed === own.seed);
  const leads = cut.map((own) => own.mixing - (partner(own)?.mixing ?? Number.NaN));
  const off = cut.map(({ mixing, optimalMixing }) => Math.abs(mixing - optimalMixing));
  return {
    id: "noise-and-size.missing-corners-mix",
    claim: "At the same correlation neurons mix where corners are missing, as much as theory says.",
    criterion:
      "mixing |Q12| / sqrt(Q11 Q22) of a pair, Q = M'M, larger without corners than with them at every correlation and seed, and within 0.1 " +
      "of the certified optimum's",
    measured: `difference ${spread(leads)}; distance from the certified optimum ${digits(Math.max(...off))} at most`,
    met: judged(enough && cut.length > 0, leads.every((lead) => lead > 0) && off.every((distance) => distance <= 0.1)),
    settings,
    values: cut.map(({ amount, seed }, i) => ({ label: `correlation ${amount}, seed ${seed}`, value: leads[i] })),
  };
}
