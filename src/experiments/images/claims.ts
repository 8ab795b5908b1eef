/** The claims of the image studies as inequalities over seeds. */
import { median, spearman } from "../../math/statistics.js";
import type { JobResult, Verdict } from "../../protocols.js";
import { digits, type Judgeable, judged, spreadOverSeeds } from "../frame/claims.js";
import { bySeed, type ImageResult, imageResults, MATCHED, type MatchedPair, matchedPairs, ofKind } from "./measures.js";
import type { ImageSettings } from "./study.js";

export interface ImageClaims {
  readonly prefix: string;
  readonly judgeable: Judgeable;
}

export function imageVerdicts(
  results: readonly JobResult[],
  settings: ImageSettings,
  claims: ImageClaims,
): readonly Verdict[] {
  const all = imageResults(results, settings);
  return [
    matchedVerdict(all, settings, claims, BY_GAP),
    matchedVerdict(all, settings, claims, BY_PURITY),
    rectificationVerdict(all, settings, claims),
    weightEnergyVerdict(all, settings, claims),
    reconstructsVerdict(all, settings, claims),
  ];
}

const NOTHING = "nothing was trained";
const NO_PAIR = "no two networks of one beta and seed can be compared";

const settingsLine = ({ data, updates, batch, learningRate, side, evaluationImages, bins }: ImageSettings): string =>
  `scores of ${evaluationImages} images (${data}) ${side} x ${side}, ${bins} equal-width bins of posterior means, every factor by its levels; ` +
  `${updates} updates of ${batch} images at step size ${learningRate}`;

/** Seeds with runs of the kind in question; fewer than the claim needs, or shorter, give no verdict. */
const longEnough = (seeds: number, { updates }: ImageSettings, { judgeable }: ImageClaims): boolean =>
  seeds >= judgeable.seeds && updates >= judgeable.updates;

/** The difference of each strength by itself, since the verdict takes all strengths together. */
function byStrength(pairs: readonly MatchedPair[], score: MatchedClaim["score"]): string[] {
  const strengths = [...new Set(pairs.map(({ constrained }) => constrained.arm.weightEnergy))].sort((a, b) => a - b);
  return strengths.map((strength) => {
    const own = pairs.filter(({ constrained }) => constrained.arm.weightEnergy === strength);
    const gains = bySeed(own, ({ constrained }) => constrained.seed).map(([, each]) => median(each.map(gain(score))));
    return `Weight energy ${strength} alone: ${own.length} of the pairs, ${gains.length} seeds, difference ${spreadOverSeeds(gains)}.`;
  });
}

interface MatchedClaim {
  readonly id: string;
  readonly claim: string;
  readonly score: "mig" | "mir";
  readonly notes?: readonly string[];
}

const BY_GAP: MatchedClaim = {
  id: "beats-beta-vae",
  claim: "At equal reconstruction the constrained VAE is more disentangled than a beta-VAE.",
  score: "mig",
};

/** Not a claim of Figs. 5 and 13, which plot MIG; MIR is the paper's own score of single neurons. */
const BY_PURITY: MatchedClaim = {
  id: "purer-than-beta-vae",
  claim:
    "At equal reconstruction the latents of the constrained VAE are purer, each about one factor, than a beta-VAE's.",
  score: "mir",
  notes: [
    "A factor shared by two latents that carry nothing else, such as one for each side of the image, lowers MIG and leaves MIR as it is.",
  ],
};

const isDefined = ({ scores }: ImageResult, score: MatchedClaim["score"]): boolean => !Number.isNaN(scores[score]);

/** Pairs whose scores can be compared, and what is said of the others: the code of a collapsed network has no score. */
function comparable(pairs: readonly MatchedPair[], score: MatchedClaim["score"]) {
  const kept = pairs.filter(({ constrained, other }) => isDefined(constrained, score) && isDefined(other, score));
  const lost = pairs.length - kept.length;
  const left = `Left out: ${lost} of ${pairs.length} pairs, where a network has no ${score.toUpperCase()}.`;
  return { kept, notes: lost === 0 ? [] : [left] };
}

const gain =
  (score: MatchedClaim["score"]) =>
  ({ constrained, other }: MatchedPair): number =>
    constrained.scores[score] - other.scores[score];

/** Among runs that reconstruct equally well the constrained ones score higher. */
function matchedVerdict(
  all: readonly ImageResult[],
  settings: ImageSettings,
  claims: ImageClaims,
  { id, claim, score, notes = [] }: MatchedClaim,
): Verdict {
  const { kept: pairs, notes: leftOut } = comparable(
    matchedPairs(ofKind(all, "constrained"), ofKind(all, "beta")),
    score,
  );
  const seeds = bySeed(pairs, ({ constrained }) => constrained.seed);
  const gains = seeds.map(([, own]) => median(own.map(gain(score))));
  return {
    id: `${claims.prefix}.${id}`,
    claim,
    criterion:
      `${score.toUpperCase()}(constrained) - ${score.toUpperCase()}(beta-VAE) > 0 among runs whose reconstruction losses agree within ${100 * MATCHED} %: ` +
      "median over seeds of the constrained runs of each seed's median over pairs",
    measured:
      pairs.length === 0 ? (all.length === 0 ? NOTHING : "no two runs match") : describePairs(pairs, gains, score),
    met: judged(longEnough(seeds.length, settings, claims), median(gains) > 0),
    settings: settingsLine(settings),
    values: pairs.map((pair) => ({ label: pairLabel(pair), value: gain(score)(pair) })),
    notes: [
      "A pair may be of two seeds: matching is by what a network reconstructs.",
      ...notes,
      ...leftOut,
      ...byStrength(pairs, score),
    ],
  };
}

function describePairs(pairs: readonly MatchedPair[], gains: readonly number[], score: MatchedClaim["score"]): string {
  const positive = pairs.filter((pair) => gain(score)(pair) > 0).length;
  const [own, others] = [
    median(pairs.map(({ constrained }) => constrained.scores[score])),
    median(pairs.map(({ other }) => other.scores[score])),
  ];
  return (
    `${pairs.length} ${pairs.length === 1 ? "pair" : "pairs"}; difference by seed ${spreadOverSeeds(gains)}; positive in ${positive}. ` +
    `${score.toUpperCase()} ${digits(own)} against ${digits(others)}`
  );
}

const runLabel = ({ arm, seed, reconstruction }: ImageResult): string =>
  `${arm.label}, seed ${seed} (${reconstruction.toFixed(2)} nats)`;

const pairLabel = ({ constrained, other }: MatchedPair): string => `${runLabel(constrained)} - ${runLabel(other)}`;

/** With the posterior mean rectified, and nothing else changed, the gap is larger. */
function rectificationVerdict(all: readonly ImageResult[], settings: ImageSettings, claims: ImageClaims): Verdict {
  const plain = ofKind(all, "beta");
  const everyPair = ofKind(all, "rectified").flatMap((own) =>
    plain
      .filter(({ arm, seed }) => arm.beta === own.arm.beta && seed === own.seed)
      .map((other) => ({ constrained: own, other })),
  );
  const { kept: pairs, notes } = comparable(everyPair, "mig");
  const seeds = bySeed(pairs, ({ constrained }) => constrained.seed);
  const gains = seeds.map(([, own]) => median(own.map(gain("mig"))));
  return {
    id: `${claims.prefix}.rectification-helps`,
    claim: "A rectified posterior mean alone makes beta-VAEs more disentangled.",
    criterion:
      "MIG(rectified) - MIG(beta-VAE) of the same beta and seed > 0, median over seeds of the median over betas",
    measured: pairs.length === 0 ? NO_PAIR : describePairs(pairs, gains, "mig"),
    met: judged(longEnough(seeds.length, settings, claims), median(gains) > 0),
    settings: settingsLine(settings),
    values: pairs.map((pair) => ({ label: pairLabel(pair), value: gain("mig")(pair) })),
    ...(notes.length > 0 && { notes }),
  };
}

/** The gap rises with the strength of the weight energy; rectified VAEs are strength 0 where the constrained ones are rectified too. */
function weightEnergyVerdict(all: readonly ImageResult[], settings: ImageSettings, claims: ImageClaims): Verdict {
  const rectified = settings.constraint === "rectified";
  const swept = all
    .filter(({ arm: { kind, beta } }) => kind === "constrained" || (rectified && kind === "rectified" && beta === 1))
    .filter((result) => isDefined(result, "mig"));
  const seeds = bySeed(swept, ({ seed }) => seed).filter(([, own]) => own.length >= 3);
  const slopes = seeds.map(([, own]) =>
    spearman(
      own.map(({ arm }) => arm.weightEnergy),
      own.map(({ scores }) => scores.mig),
    ),
  );
  return {
    id: `${claims.prefix}.rises-with-weight-energy`,
    claim: "The mutual information gap rises with the strength of the weight energy.",
    criterion: `rank correlation of MIG with the strength${rectified ? ", rectified VAEs of beta 1 (strength 0) among them" : ""}, > 0, median over seeds`,
    measured:
      seeds.length === 0
        ? "no seed has networks of three strengths with a MIG"
        : `rank correlation ${spreadOverSeeds(slopes)}`,
    met: judged(longEnough(seeds.length, settings, claims), median(slopes) > 0),
    settings: settingsLine(settings),
    values: seeds.map(([seed], i) => ({ label: `seed ${seed}`, value: slopes[i] })),
  };
}

/** MIG; that of a collapsed network, which has none, is below every other. */
const gapOrLeast = (result: ImageResult): number => (isDefined(result, "mig") ? result.scores.mig : -Infinity);

/** A large gap is worth nothing in a network that does not reconstruct. */
function reconstructsVerdict(all: readonly ImageResult[], settings: ImageSettings, claims: ImageClaims): Verdict {
  const constrained = ofKind(all, "constrained");
  const best = bySeed(constrained, ({ seed }) => seed).map(([seed, own]) => {
    const highest = own.reduce((most, each) => (gapOrLeast(each) > gapOrLeast(most) ? each : most));
    return { seed, explained: highest.explained };
  });
  const explained = best.map((each) => each.explained);
  return {
    id: `${claims.prefix}.reconstructs`,
    claim: "Constrained VAEs disentangle without giving up on the image.",
    criterion:
      "of each seed's constrained VAEs, the one with the largest MIG explains at least half of the pixels' variance, in every seed",
    measured: best.length === 0 ? NOTHING : `share explained ${spreadOverSeeds(explained)}`,
    met: judged(
      longEnough(best.length, settings, claims),
      explained.every((share) => share >= 0.5),
    ),
    settings: settingsLine(settings),
    values: best.map(({ seed, explained: value }) => ({ label: `seed ${seed}`, value })),
  };
}
