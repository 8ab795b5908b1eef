/** One network that knows where three objects lie, read with all of them and without the last. */
import { z } from "zod";
import { matrix } from "../../../math/matrix.js";
import { recurrentCode, type TrainedRecurrentCode, trainedRecurrentCode } from "../../../models/index.js";
import type { Factor, JobContext } from "../../../protocols.js";
import {
  ahead,
  drawRingWalks,
  placeOn,
  RING_MOVES,
  ringInputs,
  ringWalks,
} from "../../../tasks/sequences/ringWalks.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, representationArrays, shaped } from "../../frame/arrays.js";
import { keyOf } from "../../frame/fields.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { activeOf, type Coded, meanShare, readingOf, shareOf } from "../categoryReading.js";
import { risingObjective, sequencePlan } from "../study.js";
import { ACTIVE, MIXED, ownedBy } from "./measures.js";
import { ALL, type MissingSettings, NAMES, OBJECTS, RECORDED, ROOMS, type RoomsName, UNRECORDED } from "./settings.js";

export const measures = z.object({
  rooms: z.enum(NAMES),
  /** Part of active units' tuning that is to their main object: mean, of regressions on all objects. */
  share: score,
  active: z.number(),
  /** Units of the unrecorded object, by regressions on all. */
  hidden: z.number(),
  /** How many of them are called mixed when the recorded objects alone are regressed on. */
  hiddenMixed: z.number(),
  /** Their share on the main recorded object in that reading, mean. */
  hiddenShare: score,
  /** And their R^2: least and most. */
  hiddenExplained: z.tuple([score, score]),
  /** Share of objects of which it is told right whether they lie ahead or behind. */
  right: z.number(),
  error: z.number(),
});

export type MissingValues = z.infer<typeof measures>;

const roomOf = (rooms: RoomsName, { places, moves, walks }: MissingSettings) => ({
  places,
  objects: OBJECTS,
  moves,
  walks,
  chained: ROOMS[rooms],
});

export function missingPlan(rooms: RoomsName, seed: number, settings: MissingSettings) {
  const room = roomOf(rooms, settings);
  return sequencePlan({
    model: recurrentCode({
      starts: ringInputs(room),
      moves: RING_MOVES.length,
      steps: room.moves,
      units: settings.units,
      outputs: room.objects,
      activation: "linear",
      chargeStarts: true,
    }),
    stream: ringWalks(room, keyOf(seed, "walks")),
    objective: risingObjective(settings),
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.03,
    clip: 1000,
    seed,
  });
}

export async function runMissing(rooms: RoomsName, seed: number, settings: MissingSettings, context: JobContext) {
  const plan = missingPlan(rooms, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { seen, right } = walkedRooms(trainedRecurrentCode(parametersOf(plan, state), "linear"), rooms, seed, settings);
  const active = activeOf(seen, ACTIVE);
  const [whole, partial] = [ALL, RECORDED].map((objects) => readingOf(seen, objects));
  const hidden = ownedBy(whole, active, UNRECORDED);
  const values: z.input<typeof measures> = {
    rooms,
    share: meanShare(whole, active),
    active: active.length,
    hidden: hidden.length,
    hiddenMixed: hidden.filter((unit) => shareOf(partial.parts[unit]) < MIXED).length,
    hiddenShare: meanShare(partial, hidden),
    hiddenExplained: ends(hidden.map((unit) => partial.explained[unit])),
    right,
    error: curve.values.prediction[curve.steps.length - 1],
  };
  const parts = ({ parts: all }: typeof whole) => Float32Array.from(active.flatMap((unit) => all[unit]));
  const arrays = {
    ...representationArrays(asRepresentation(seen)),
    parts: shaped([active.length, OBJECTS], parts(whole)),
    recordedParts: shaped([active.length, RECORDED.length], parts(partial)),
    ...curveArrays(curve),
  };
  return { values, arrays };
}

const ends = (values: readonly number[]): [number, number] =>
  values.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...values), Math.max(...values)];

/** Fresh rooms at the end of their walks, and the share of objects that are told right there. */
function walkedRooms(network: TrainedRecurrentCode, rooms: RoomsName, seed: number, settings: MissingSettings) {
  const options = { ...roomOf(rooms, settings), walks: settings.evaluationRooms };
  const { places, moves, walks } = options;
  const { objects, actions } = drawRingWalks(options, keyOf(seed, "evaluation"));
  let codes = network.start(objects.map((placed) => placed.map((object, k) => k * places + object)));
  let at: readonly number[] = objects.map(() => 0);
  for (let step = 0; step < moves; step++) {
    const made = at.map((_, walk) => actions[walk * moves + step]);
    codes = network.move(codes, made);
    at = at.map((place, walk) => placeOn(place, RING_MOVES[made[walk]], places));
  }
  const variables = ALL.map((object) => at.map((place, walk) => placeOn(objects[walk][object], -place, places)));
  const seen: Coded = { code: matrix(walks, network.units, codes), variables, levels: places };
  return { seen, right: partRight(network.readout(codes), seen) };
}

function partRight(outputs: Float64Array, { variables, levels }: Coded): number {
  const wanted = variables[0].flatMap((_, row) => variables.map((offsets) => ahead(offsets[row], levels)));
  return wanted.filter((sign, at) => Math.sign(outputs[at]) === sign).length / wanted.length;
}

function asRepresentation({ code, variables, levels }: Coded) {
  const factors = variables.map(
    (values, object): Factor => ({
      name: `object ${object + 1}`,
      kind: "categorical",
      values: Float64Array.from(values),
      levels: Array.from({ length: levels }, (_, level) => String(level)),
    }),
  );
  return { conditions: code.rows, units: code.columns, activity: Float64Array.from(code.data), factors };
}
