/**
 * What the certified linear theory (docs/theory.md) says of place and vector from an object, as two factor groups: cosine and sine of
 * each around a ring of places, one direction of a periodic room. The object is at its home with probability p, otherwise
 * anywhere. Every pair of place and vector occurs as soon as p < 1, so the factors' joint range is full and single-factor neurons are
 * optimal, whatever p: "range, not independence" (Dorrell et al. 2025). At p = 1 the two are one factor.
 */
import { fromRows } from "../../math/matrix.js";
import { predictNeurons, supportFromSamples } from "../../theory/index.js";

export interface HomePrediction {
  readonly atHome: number;
  /** "split", "mix" or "undecided"; "one factor" where the two are the same. */
  readonly verdict: "split" | "mix" | "undecided" | "one factor";
  /** Share of a neuron's power on its main factor, least over optimal codes; NaN where it is not defined. */
  readonly selectivity: number;
  /** Relative gap of the certificate. */
  readonly gap: number;
}

const RING = 8;

/** `weights`: price of weights over price of activity, each way. */
export function homePrediction(atHome: number, weights: number): HomePrediction {
  if (atHome === 1) return { atHome, verdict: "one factor", selectivity: Number.NaN, gap: Number.NaN };
  const pairs = Array.from({ length: RING * RING }, (_, at) => [Math.floor(at / RING), at % RING] as const);
  const support = supportFromSamples(fromRows(pairs.map(([place, vector]) => [...onRing(place), ...onRing(vector)])), {
    names: ["cos place", "sin place", "cos vector", "sin vector"],
    weights: pairs.map(([place, vector]) => (1 - atHome) / RING ** 2 + (place === vector ? atHome / RING : 0)),
  });
  const groups = [
    [0, 1],
    [2, 3],
  ];
  const { verdict, selectivity, gap } = predictNeurons({ support, groups, lambdaIn: weights, lambdaOut: weights });
  const names = {
    modular: "split",
    "nearly modular": "split",
    mixed: "mix",
    undecided: "undecided",
    silent: "undecided",
  } as const;
  return { atHome, verdict: names[verdict], selectivity: selectivity?.minimum ?? Number.NaN, gap };
}

const onRing = (place: number): readonly number[] => {
  const angle = (2 * Math.PI * place) / RING;
  return [Math.cos(angle), Math.sin(angle)];
};

/** "the certified optimum: split at 0, 0.5; one factor at 1" */
export function describePredictions(predictions: readonly HomePrediction[]): string {
  const kinds = [...new Set(predictions.map(({ verdict }) => verdict))];
  const at = (kind: string) =>
    predictions
      .filter(({ verdict }) => verdict === kind)
      .map(({ atHome }) => atHome)
      .join(", ");
  return `the certified optimum of the linear theory: ${kinds.map((kind) => `${kind} at ${at(kind)}`).join("; ")}`;
}
