/** Every word that the lab does not leave unexplained: what it means in some twenty words, its formula, and where it comes from. */

export interface Entry {
  readonly term: string;
  readonly text: string;
  readonly formula?: string;
  /** Paper, section. */
  readonly where: string;
}

const WHITTINGTON = "Whittington et al. 2023";
const DORRELL = "Dorrell et al. 2025";

export const glossary = {
  factor: {
    term: "factor",
    text: "One thing about the world that varies: how sweet, how near, where. Tasks are made of several; a neuron may follow one or many.",
    where: `${WHITTINGTON}, section 2`,
  },
  pure: {
    term: "pure neuron",
    text: "It responds to one factor alone, whatever the others do. Its arrow lies along one axis.",
    where: `${WHITTINGTON}, section 2`,
  },
  mixed: {
    term: "mixed neuron",
    text: "It responds to several factors at once. Its arrow lies between the axes.",
    where: `${WHITTINGTON}, section 2`,
  },
  arrow: {
    term: "arrow of a neuron",
    text: "The weights with which a neuron reads the two factors: it fires more the further one goes along its arrow, and is silent at the other end.",
    formula: "z = w · x + b, never below 0",
    where: "docs/theory.md, section 1",
  },
  nonnegativity: {
    term: "nonnegativity",
    text: "Rates cannot be below zero. Negative activity is charged for, so that networks learn to do without it.",
    formula: "mean over samples of Σ max(−z, 0)",
    where: `${WHITTINGTON}, section 2`,
  },
  activityEnergy: {
    term: "activity energy",
    text: "Every spike costs: squared activity, summed over units and averaged over samples.",
    formula: "mean over samples of Σ z²",
    where: `${WHITTINGTON}, section 2`,
  },
  weightEnergy: {
    term: "weight energy",
    text: "Every synapse costs: the sum of all squared weights. Biases are free.",
    formula: "Σ W²",
    where: `${WHITTINGTON}, section 2`,
  },
  error: {
    term: "error",
    text: "How far the output is from its target: squared differences, summed over outputs and averaged over samples.",
    formula: "mean over samples of Σ (y − target)²",
    where: `${WHITTINGTON}, section 2`,
  },
  separation: {
    term: "telling apart",
    text: "What a code of places must do: places far from each other get codes far from each other. Less is better.",
    where: "Dorrell et al. 2023 (arXiv 2209.15563), section 3",
  },
  objective: {
    term: "objective",
    text: "All that a network pays: its error and every energy, each times its strength. Training makes it small.",
    where: `${WHITTINGTON}, section 2`,
  },
  floor: {
    term: "certified floor",
    text: "The least objective that any code can have, proven by a dual bound for this very task. No network can be below it.",
    formula: "certified: primal − dual < 10⁻⁶ of the energy",
    where: "docs/theory.md, section 4",
  },
  bestPure: {
    term: "best pure code",
    text: "The cheapest code among those whose neurons are all pure. Where mixing pays, it is above the floor.",
    where: "docs/theory.md, section 5",
  },
  hull: {
    term: "hull",
    text: "The tightest rubber band round all values that the factors take together. A missing corner is a corner of the square outside it.",
    where: DORRELL,
  },
  ellipse: {
    term: "ellipse of F",
    text: "Pure neurons are optimal exactly where this ellipse lies inside the hull. F has each factor's squared cheaper reach on its diagonal and minus their covariance beside it.",
    formula: "y′ F⁻¹ y = 1",
    where: `docs/theory.md, section 5; ${DORRELL}`,
  },
  corner: {
    term: "missing corner",
    text: "A combination of extreme values that never occurs. It lets a mixed neuron be silent where two pure ones would have to fire.",
    where: `${DORRELL}, range independence`,
  },
  share: {
    term: "share",
    text: "The part of the code's energy that this neuron pays.",
    where: "docs/theory.md, section 3",
  },
  gain: {
    term: "gain",
    text: "How strongly a neuron responds: the length of its arrow, per unit of the factors.",
    where: "docs/theory.md, section 3",
  },
  selectivity: {
    term: "selectivity",
    text: "Of a neuron's tuning, the part that belongs to its main factor; averaged over neurons by energy. 1: all pure.",
    where: "docs/theory.md, section 6",
  },
  mir: {
    term: "mutual information ratio (MIR)",
    text: "Of what a unit knows about all factors, the part about its best one, averaged over active units. 1: each knows one factor only.",
    formula: "mean over units of max I(z; f) / Σ I(z; f)",
    where: `${WHITTINGTON}, section 3`,
  },
  weightedMir: {
    term: "energy-weighted MIR",
    text: "The same ratio, each unit counting by the energy it pays: many faint units do not hide what the strong ones do.",
    where: "docs/metrics.md",
  },
  optimalMir: {
    term: "MIR of the optimal code",
    text: "The ratio of one code that is proven cheapest. Not a bound: other codes, and unequal units, can have a larger one.",
    where: "docs/metrics.md",
  },
  nat: {
    term: "nat",
    text: "A unit of information: 1 nat is 1.44 bits. Lab, commands and reports count in nats; only the rate of spatial cells is in bits a spike, as published.",
    where: "Shannon 1948, with natural logarithms",
  },
  inactive: {
    term: "inactive unit",
    text: "It hardly ever fires (its variance is next to nothing against the strongest unit's), and is not counted.",
    where: `${WHITTINGTON}, appendix`,
  },
  gridScore: {
    term: "grid score",
    text: "How much better a rate map agrees with itself after a turn by 60° or 120° than by 30°, 90° or 150°. Hexagons are high.",
    formula: "min(r₆₀, r₁₂₀) − max(r₃₀, r₉₀, r₁₅₀)",
    where: "Sargolini et al. 2006; docs/cells.md",
  },
  positionCell: {
    term: "position cell",
    text: "More than 90 % of its tuning comes from where one is, whatever the object does. A grid cell is one with a hexagonal map.",
    where: `${WHITTINGTON}, section 5`,
  },
  vectorCell: {
    term: "object-vector cell",
    text: "More than 90 % of its tuning comes from where the object is from here. Its map moves along with the object.",
    where: `Høydal et al. 2019; ${WHITTINGTON}, section 5`,
  },
  rotation: {
    term: "turned code",
    text: "The same information in new axes. Error and both energies stay as they were; only nonnegativity tells one rotation from another.",
    formula: "z → R z, R orthogonal",
    where: `${WHITTINGTON}, theorem 1`,
  },
  twin: {
    term: "twin",
    text: "A second network with the same seed, data and first weights, that lacks a rule from its first update on.",
    where: "this lab",
  },
  chance: {
    term: "chance level",
    text: "The score that neurons would have by luck: factors shuffled against neurons, or the population turned at random.",
    where: "docs/metrics.md",
  },
  sampleInterval: {
    term: "interval of the saving",
    text: "Other points of the same origin would give another saving: 95 % of such intervals hold the true one. Points are redrawn from these, and what is rare is not served.",
    formula: "m-out-of-n bootstrap, price of z < 0: (α / p₀) mean of max(−z, 0)²",
    where: "docs/theory.md, section 9",
  },
  rectified: {
    term: "rectified neuron",
    text: "It is silent wherever its input is below zero, so that a few strong responses need not lift its bias everywhere.",
    formula: "z = max(w · x + b, 0)",
    where: "docs/theory.md, section 10",
  },
  rhythm: {
    term: "rhythm",
    text: "One of two oscillations that a network has to keep going by itself after a single pulse. A neuron may follow one, or both.",
    formula: "cos f₁ t, cos f₂ t",
    where: `${DORRELL}, Fig. 3`,
  },
  orbit: {
    term: "orbit",
    text: "All pairs of phases that two rhythms pass through. Where one frequency is a multiple of the other it leaves corners out, and mixing pays.",
    where: `${DORRELL}; docs/sequences.md`,
  },
  plane: {
    term: "plane of a memory",
    text: "The two directions in which activity moves when a remembered place moves on its ring. At 90° two memories share no direction.",
    where: "Dorrell et al., arXiv 2410.06232; docs/sequences.md",
  },
  mainRhythm: {
    term: "share of the main rhythm",
    text: "Of the power that units have at both frequencies, the part at each unit's stronger one. 1: every unit keeps one rhythm.",
    where: "docs/experiments/sinusoids.md",
  },
  latent: {
    term: "latent",
    text: "One number of the code that an autoencoder squeezes an image into.",
    where: "Kingma and Welling 2014",
  },
  mig: {
    term: "mutual information gap (MIG)",
    text: "For each factor, how much more the best latent knows of it than the second best, as part of all there is to know.",
    where: "Chen et al. 2018",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type TermName = keyof typeof glossary;
