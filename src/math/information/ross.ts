/**
 * Mutual information of a discrete and a continuous variable from nearest neighbours, in nats: Ross, "Mutual information between
 * discrete and continuous data sets", PLoS ONE 9, e87357 (2014), eq. 2:
 *   I = psi(n) + < psi(k_i) > - < psi(n_i) > - < psi(m_i) >,
 * n_i samples with the label of sample i, d_i the distance to the k_i-th nearest of them, m_i samples strictly closer than d_i,
 * sample i itself among them. Details as in scikit-learn's `mutual_info_classif`: k_i = min(k, n_i - 1), and samples that are
 * alone with their label are left out of everything, n included.
 */
import { digammaTable } from "../distributions.js";
import { InputError } from "../errors.js";
import { type Coordinate, countWithin, takeSamples } from "./coordinate.js";
import type { Labels } from "./discretise.js";
import { checkNeighbours } from "./nearest.js";

/**
 * I(X; labels) in nats; may be below zero, and NaN where every sample is alone with its label. Throws InputError on unequal lengths
 * or for neighbours that are no whole number above zero.
 */
export function rossInformation(x: Coordinate, labels: Labels, neighbours: number): number {
  if (x.values.length !== labels.values.length) {
    throw new InputError(
      `variables of ${x.values.length} and ${labels.values.length} samples have no joint distribution`,
    );
  }
  checkNeighbours(neighbours);
  const groups = samplesByLabel(labels);
  if (groups.some((group) => group.length === 1)) return withoutSingles(x, labels, groups, neighbours);
  const psi = digammaTable(x.values.length);
  let total = 0;
  const alikeOf = x.period === Infinity ? sortedGroups(x, labels) : undefined;
  for (const group of groups) {
    const alike = alikeOf?.[labels.values[group[0]]] ?? takeSamples(x, group);
    const k = Math.min(neighbours, group.length - 1);
    group.forEach((sample, within) => {
      const near = countWithin(x, sample, neighbourDistance(alike, within, k));
      total += psi[k] - psi[group.length] - psi[near + 1];
    });
  }
  return psi[x.values.length] + total / x.values.length;
}

/** Samples with each label that occurs. */
function samplesByLabel({ values, levels }: Labels): number[][] {
  const groups: number[][] = Array.from({ length: levels }, () => []);
  for (let sample = 0; sample < values.length; sample++) groups[values[sample]].push(sample);
  return groups.filter((group) => group.length > 0);
}

/** A variable as far as its neighbours are concerned. */
type Ranked = Pick<Coordinate, "sorted" | "lead" | "rank">;

/** `takeSamples` of every label, in the order that the whole is already in. */
function sortedGroups({ order, sorted }: Coordinate, { values, levels }: Labels): Ranked[] {
  const counts = new Int32Array(levels);
  const within = Int32Array.from(values, (level) => counts[level]++); // place of each sample among those of its label
  const groups = Array.from(counts, (count) => ({
    sorted: new Float64Array(count),
    rank: new Int32Array(count),
    lead: 0,
  }));
  const next = new Int32Array(levels);
  for (let place = 0; place < order.length; place++) {
    const sample = order[place];
    const group = groups[values[sample]];
    const at = next[values[sample]]++;
    group.sorted[at] = sorted[place];
    group.rank[within[sample]] = at;
  }
  return groups;
}

function withoutSingles(x: Coordinate, labels: Labels, groups: number[][], neighbours: number): number {
  const kept = groups.filter((group) => group.length > 1).flat();
  if (kept.length === 0) return Number.NaN;
  const left: Labels = { values: Uint16Array.from(kept, (sample) => labels.values[sample]), levels: labels.levels };
  return rossInformation(takeSamples(x, kept), left, neighbours);
}

/** Distance of a sample to the k-th nearest of the others; k is at most their number. */
function neighbourDistance({ sorted, lead, rank }: Ranked, sample: number, k: number): number {
  const from = lead + rank[sample];
  let above = from + 1;
  let below = from - 1;
  let distance = 0;
  for (let found = 0; found < k; found++) {
    const up = above < sorted.length ? sorted[above] - sorted[from] : Infinity;
    const down = below >= 0 ? sorted[from] - sorted[below] : Infinity;
    distance = Math.min(up, down);
    if (up < down) above++;
    else below--;
  }
  return distance;
}
