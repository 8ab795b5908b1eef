/** The job of the studies of walking networks: train one, walk it blindly, and measure what its neurons are selective for. */
import { z } from "zod";
import { fold, integers } from "../../math/random.js";
import { type TrainedRecurrentCode, trainedRecurrentCode } from "../../models/index.js";
import type { Job, JobContext, JobResult } from "../../protocols.js";
import { displacement, homeOf, MOVES, moved, roomPlaces } from "../../tasks/space/roomWalks.js";
import { parametersOf } from "../../training/index.js";
import { curveArrays } from "../frame/arrays.js";
import { keyOf } from "../frame/fields.js";
import { asJson, score } from "../frame/measures.js";
import { trainJob } from "../frame/trainJob.js";
import { factorSchema, mapArray, type SpatialResult } from "../space/measures.js";
import { publishedCinfom, type Visited, varianceShares, walkMeasures } from "./measures.js";
import { activationOf, type WalkCondition, type WalkSettings, walkPlan } from "./study.js";

export const walkSchema = factorSchema.extend({
  /** Mean over active neurons of |v_x - v_y| / (v_x + v_y). */
  contrast: score,
  /** Linear CInfoM as published; NaN where it is not measured. */
  cinfom: score,
  /** Share of rows in which place, and displacement, are decoded correctly. */
  accuracy: z.tuple([z.number(), z.number()]),
});

export type WalkValues = z.infer<typeof walkSchema>;

export const walkResults = (results: readonly JobResult[]): SpatialResult<WalkValues>[] =>
  results.map(({ job, values, arrays }) => ({
    seed: job.seed,
    condition: job.condition,
    values: walkSchema.parse(values.walk),
    arrays,
  }));

/** Blind moves before neurons are measured, and how many different ways of moving. */
export const BLIND_MOVES = 20;
const WAYS = 4;

export async function runWalkJob(
  job: Job,
  settings: WalkSettings,
  condition: WalkCondition,
  context: JobContext,
): Promise<JobResult> {
  const plan = walkPlan(settings, condition, job.seed);
  const { state, curve } = await trainJob(plan, context);
  const network = trainedRecurrentCode(parametersOf(plan, state), activationOf(condition, condition.arm));
  const visited = condition.startAnywhere
    ? blindWalks(network, settings.side, job.seed)
    : coveringWalks(network, settings.side, condition.atHome === 1);
  const values: WalkValues = {
    ...walkMeasures(visited, network.readoutWeights),
    grid: null,
    cinfom: condition.startAnywhere ? Number.NaN : publishedCinfom(visited),
    accuracy: accuracy(network, visited),
  };
  const { position, vector } = varianceShares(visited);
  const maps = (rates: readonly Float64Array[]) =>
    mapArray(
      rates.map((rate) => ({ rate })),
      settings.side,
    );
  return {
    job,
    values: { walk: asJson(values) },
    arrays: { positionMaps: maps(position), vectorMaps: maps(vector), ...curveArrays(curve) },
  };
}

/**
 * Every pair of place and object, moved blindly: the same moves from all starts, so that all pairs are met at the end too; a few
 * ways of moving, one below the other.
 */
export function blindWalks(network: TrainedRecurrentCode, side: number, seed: number): Visited {
  const count = roomPlaces(side);
  const pairs = Array.from({ length: count * count }, (_, pair) => pair);
  const ways = Array.from({ length: WAYS }, (_, way) => {
    const moves = integers(fold(keyOf(seed, "blind moves"), way), BLIND_MOVES, MOVES.length);
    let codes = network.start(pairs);
    let places = pairs.map((pair) => Math.floor(pair / count));
    for (const move of moves) {
      codes = network.move(codes, Array(pairs.length).fill(move));
      places = places.map((place) => moved(place, move, side));
    }
    return { codes, places };
  });
  return {
    side,
    units: network.units,
    codes: Float64Array.from(ways.flatMap(({ codes }) => [...codes])),
    places: ways.flatMap(({ places }) => places),
    objects: ways.flatMap(() => pairs.map((pair) => pair % count)),
  };
}

/** From place 0 once through the whole room, row by row, with the object at each place in turn, or at its home only. */
export function coveringWalks(network: TrainedRecurrentCode, side: number, onlyHome: boolean): Visited {
  const count = roomPlaces(side);
  const objects = onlyHome ? [homeOf(side)] : Array.from({ length: count }, (_, object) => object);
  const moments = [{ codes: network.start(objects), place: 0 }];
  for (let step = 1; step < count; step++) {
    const { codes, place } = moments[step - 1];
    // East along a row; the last step of a row leads south, which in a periodic room is as good a way to the next.
    const move = step % side === 0 ? 1 : 2;
    moments.push({ codes: network.move(codes, Array(objects.length).fill(move)), place: moved(place, move, side) });
  }
  return {
    side,
    units: network.units,
    codes: Float64Array.from(moments.flatMap(({ codes }) => [...codes])),
    places: moments.flatMap(({ place }) => objects.map(() => place)),
    objects: moments.flatMap(() => objects),
  };
}

function accuracy(network: TrainedRecurrentCode, { codes, places, objects, side }: Visited): [number, number] {
  const count = roomPlaces(side);
  const told = network.readout(codes);
  const right = (first: number, truth: (row: number) => number) =>
    places.filter((_, row) => largest(told, row * network.outputs + first, count) === truth(row)).length /
    places.length;
  return [right(0, (row) => places[row]), right(count, (row) => displacement(places[row], objects[row], side))];
}

/** Which of `count` values from `first` on is largest. */
function largest(values: Float64Array, first: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[first + i] > values[first + best]) best = i;
  return best;
}
