/**
 * Spatial codes trained under nonnegativity and energies, the body of the grid-cell and object-vector experiments: settings in
 * common, arms, and plans. The objective is, with r rising from 0 to 1 over the first half of training,
 *   separation + nonnegativity max(r, 0.1) + activity energy + r path-integration energy,
 * so that a code is first found and then made cheap. It stands for the losses of Whittington et al. 2023, A.9, with their
 * readouts of place replaced by separation and path integration exact by construction (models/spatialCode.ts).
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant, cosineTo, risingFirstHalf } from "../../engine/schedules.js";
import { positionWaves, spatialCode, twoFactorWaves, type Wave } from "../../models/index.js";
import { activityEnergy, nonnegativity, pathIntegrationEnergy, separation } from "../../objectives/index.js";
import type { Backend, BatchStream, Job, Model } from "../../protocols.js";
import { objectBatches, positionBatches } from "../../tasks/space/placeBatches.js";
import type { StreamedPlan, WeightedTerm } from "../../training/index.js";
import { ABLATIONS, type Arm, armJobs, FULL, strengthIn } from "../frame/arms.js";
import { keyOf, TWENTY_SPATIAL_SEEDS, whole } from "../frame/fields.js";
import { costOn, type UpdateCost } from "../frame/seconds.js";

/** Both energies at once, as the paper's text removes them. */
export const NO_ENERGIES: Arm = {
  id: "no-energies",
  label: "without energies",
  removed: ["activityEnergy", "weightEnergy"],
};

const [NO_NONNEGATIVITY, NO_ACTIVITY_ENERGY, NO_WEIGHT_ENERGY] = ABLATIONS;

export const GRID_ABLATIONS: readonly Arm[] = [
  NO_NONNEGATIVITY,
  NO_ENERGIES,
  NO_ACTIVITY_ENERGY,
  { ...NO_WEIGHT_ENERGY, label: "without path-integration energy" },
];

export const FACTOR_ABLATIONS: readonly Arm[] = [NO_NONNEGATIVITY, NO_ENERGIES];

const positive = (value: number, what: string) => z.number().positive().default(value).describe(what);
const strength = (value: number, what: string) => z.number().min(0).default(value).describe(`strength of ${what}`);

export interface SpatialDefaults {
  readonly units: number;
  readonly updates: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly meanRate: number;
}

/** Settings of every spatial study, with one study's defaults. Lengths are such that the box has side 2 pi. */
export const spatialFields = (defaults: SpatialDefaults) => ({
  units: whole(2).default(defaults.units).describe("neurons"),
  largestWave: positive(9, "largest wave number of position"),
  roomPlaces: whole(2).default(150).describe("places told apart at every update"),
  roomSize: positive(0.8, "their standard deviation"),
  lattice: whole(2).default(18).describe("places along a side of the box, on which constraints act"),
  resolution: positive(0.25, "distance at which positions are told apart"),
  codeVariance: positive(0.4, "squared distance at which codes are told apart"),
  updates: whole(1).default(defaults.updates).describe("updates of the code"),
  learningRate: positive(0.01, "first step size of Adam, falling as half a cosine to 2 %"),
  meanRate: positive(defaults.meanRate, "mean rate before training"),
  separation: strength(100, "the separation of places"),
  nonnegativity: strength(10, "nonnegativity"),
  activityEnergy: strength(defaults.activityEnergy, "the energy of activity"),
  weightEnergy: strength(defaults.weightEnergy, "the energy of path-integration weights"),
  mapBins: whole(16).default(48).describe("bins along a side of a rate map of the whole box"),
  fieldShuffles: whole(20).default(199).describe("field shuffles that each grid score is tested against"),
});

const spatialSchema = z.object(
  spatialFields({ units: 2, updates: 1, activityEnergy: 0, weightEnergy: 0, meanRate: 1 }),
);
export type SpatialSettings = z.infer<typeof spatialSchema>;

/** What two-factor studies add. */
export const objectFields = {
  largestVectorWave: positive(4, "largest wave number of the vector from the object"),
  mixedWaves: whole(0).default(60).describe("waves over both factors, drawn for each seed"),
  vectorResolution: positive(0.8, "distance at which vectors from the object are told apart"),
};

const objectSchema = spatialSchema.extend(objectFields);
export type ObjectSettings = z.infer<typeof objectSchema>;

/** Sizes of the Fourier codes' studies; `updates` of the quick one. */
export const spatialSizes = (updates: number) => ({
  quick: { seeds: [1000], ablatedSeeds: 1, updates, fieldShuffles: 39 },
  start: { seeds: [1000, 1001, 1002] },
  full: { seeds: TWENTY_SPATIAL_SEEDS },
});

interface Seeds {
  readonly seeds: readonly number[];
  readonly ablatedSeeds: number;
}

/** How many networks `spatialJobs` trains. */
export const trainings = ({ seeds, ablatedSeeds }: Seeds, ablations: readonly Arm[]): number =>
  seeds.length + ablations.length * Math.min(ablatedSeeds, seeds.length);

/** Jobs of the full model for all seeds, then of every ablation for the first few. */
export const spatialJobs = (seeds: readonly number[], ablatedSeeds: number, ablations: readonly Arm[]): Job[] => [
  ...armJobs(seeds, [FULL]),
  ...ablations.flatMap((arm) => armJobs(seeds.slice(0, ablatedSeeds), [arm])),
];

/** Probabilities that an object stays. */
export const homeField = (what: string) =>
  z
    .array(z.number().min(0).max(1))
    .min(1)
    .default([0, 0.25, 0.5, 0.75, 1])
    .describe(`probabilities that ${what} is at its home`);

/** One training per probability and seed; a seed's probabilities follow one another, so that whole seeds finish early. */
export const homeJobs = (seeds: readonly number[], atHome: readonly number[]): Job[] =>
  seeds.flatMap((seed) => [...new Set(atHome)].map((p) => ({ id: `home${p}-seed${seed}`, condition: `${p}`, seed })));

export interface SpatialPlan {
  readonly plan: StreamedPlan;
  readonly waves: readonly Wave[];
}

/** A code of position alone. */
export function gridPlan(settings: SpatialSettings, arm: Arm, seed: number): SpatialPlan {
  const waves = positionWaves(settings.largestWave);
  const { roomPlaces, lattice, resolution, codeVariance } = settings;
  const model = spatialCode({
    waves,
    units: settings.units,
    views: [{ rows: roomPlaces, shares: new Float32Array(waves.length).fill(1) }],
    boxRows: lattice ** 2,
    meanRate: settings.meanRate,
  });
  const term = separation({ name: "separation", rows: [0, roomPlaces], resolution, codeVariance });
  const stream = positionBatches(settings, keyOf(seed, "places"));
  return { plan: planOf(settings, arm, seed, { model, stream, separations: [term] }), waves };
}

/** A code of position and vector from an object that is at its home with probability `atHome`. */
export function objectPlan(settings: ObjectSettings, atHome: number, arm: Arm, seed: number): SpatialPlan {
  const waves = twoFactorWaves(
    { position: settings.largestWave, objectVector: settings.largestVectorWave, mixed: settings.mixedWaves },
    keyOf(seed, "waves"),
  );
  const { roomPlaces, codeVariance, lattice } = settings;
  const view = (own: Wave["kind"]) => ({
    rows: roomPlaces,
    shares: Float32Array.from(waves, ({ kind }) => (kind === own ? 1 : atHome)),
  });
  const model = spatialCode({
    waves,
    units: settings.units,
    views: [view("position"), view("object vector")],
    boxRows: lattice ** 2,
    meanRate: settings.meanRate,
  });
  const separations = [
    { name: "separationOfPositions", first: 0, resolution: settings.resolution },
    { name: "separationOfVectors", first: roomPlaces, resolution: settings.vectorResolution },
  ].map(({ name, first, resolution }) =>
    separation({ name, rows: [first, first + roomPlaces], resolution, codeVariance }),
  );
  const stream = objectBatches({ ...settings, atHome }, keyOf(seed, "places"));
  return { plan: planOf(settings, arm, seed, { model, stream, separations }), waves };
}

interface Parts {
  readonly model: Model;
  readonly stream: BatchStream;
  readonly separations: readonly WeightedTerm["term"][];
}

function planOf(
  settings: SpatialSettings,
  arm: Arm,
  seed: number,
  { model, stream, separations }: Parts,
): StreamedPlan {
  const of = (constraint: "nonnegativity" | "activityEnergy" | "weightEnergy") =>
    strengthIn(arm, constraint, settings[constraint]);
  return {
    model,
    stream,
    objective: [
      ...separations.map((term) => ({ term, strength: constant(settings.separation) })),
      { term: nonnegativity(), strength: risingFirstHalf(of("nonnegativity"), 0.1) },
      { term: activityEnergy(), strength: constant(of("activityEnergy")) },
      { term: pathIntegrationEnergy(), strength: risingFirstHalf(of("weightEnergy")) },
    ],
    optimiser: adam({ learningRate: cosineTo(settings.learningRate, 0.02) }),
    steps: settings.updates,
    key: keyOf(seed, "training"),
  };
}

/** Seconds on one core: milliseconds per update with the default sizes, and seconds to analyse one code. */
export interface SpatialCost {
  readonly update: UpdateCost;
  readonly analysis: number;
}

export const spatialSeconds = (
  trainings: number,
  { updates, fieldShuffles, mapBins }: SpatialSettings,
  backend: Backend,
  { update, analysis }: SpatialCost,
): number =>
  trainings * ((updates * costOn(update, backend)) / 1000 + analysis * (fieldShuffles / 199) * (mapBins / 48) ** 2);
