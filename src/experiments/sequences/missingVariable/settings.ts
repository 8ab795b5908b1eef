import { z } from "zod";
import { FIVE_SEEDS, seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

/** In how many of the rooms the objects form a chain. */
export const ROOMS = { chains: 0.5, independent: 0 } as const;

export type RoomsName = keyof typeof ROOMS;

export const NAMES = Object.keys(ROOMS) as [RoomsName, ...RoomsName[]];

/** Objects in a room, those of them that are recorded, and the one that is not. */
export const ALL = [0, 1, 2];
export const RECORDED = [0, 1];
export const UNRECORDED = 2;
export const OBJECTS = ALL.length;

export const settings = z.object({
  seeds: seedsField(
    FIVE_SEEDS.map((seed) => 10 + seed),
    "initial weights, rooms and walks",
  ),
  rooms: z
    .array(z.enum(NAMES))
    .min(1)
    .default(NAMES)
    .describe("rooms: with chains of objects in half of them, or without"),
  places: whole(4).multipleOf(2).default(4).describe("places of the ring, an even number"),
  moves: whole(1).default(9).describe("moves of a walk"),
  walks: whole(1).default(32).describe("walks per update"),
  evaluationRooms: whole(50).default(1000).describe("fresh rooms, at the end of whose walks neurons are measured"),
  ...sequenceFields({ units: 24, updates: 20_000, learningRate: 0.01 }),
  prediction: strengthField(10, "telling where objects lie"),
  nonnegativity: strengthField(10, "negative activity"),
  activityEnergy: strengthField(0.1, "the energy of activity"),
  weightEnergy: strengthField(0.1, "the energy of weights"),
});

export type MissingSettings = z.infer<typeof settings>;
