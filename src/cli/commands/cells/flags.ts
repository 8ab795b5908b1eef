import type { GridNull, GridScoreName, SmoothingOrder, TimeNull } from "../../../cells/index.js";
import { TIME_UNITS, UNITS } from "../../../recordings/wanted.js";
import { seed, workers } from "../../flags/draws.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { csv, json, out } from "../../flags/output.js";
import { names, namesOrFile, number, oneOf, positive, text, wholeNumber } from "../../flags/readers.js";
import { selection } from "../../flags/selection.js";
import { objects } from "./objects.js";

const arrays = "Data";
const maps = "Maps";
const tests = "Tests";
const grid = "Grid cells";

/** Fewer draws show no p below 0.05. */
const draws = wholeNumber({ least: 19 });

export const flags = {
  time: { group: arrays, argument: "<name>", value: text, otherwise: "t, time or timestamps", help: "time stamps, s" },
  position: {
    group: arrays,
    argument: "<names>",
    value: names,
    otherwise: "position, pos, x and y",
    help: "positions: one array [samples x 2], or two columns",
  },
  headDirection: {
    group: arrays,
    argument: "<name>",
    value: text,
    otherwise: "head_direction, hd",
    help: "head directions, radians or degrees",
  },
  directionUnit: {
    group: arrays,
    argument: "<unit>",
    value: oneOf(["rad", "deg", "turn"]),
    otherwise: "as the file or the values say",
    help: "unit of head directions: rad, deg, turn",
  },
  movementDirection: { group: arrays, help: "take the direction of movement for the head direction" },
  spikes: {
    group: arrays,
    argument: "<names|file>",
    value: namesOrFile,
    help: 'spike times, s; "spikes_*" for one array per cell, or another file',
  },
  spikeCells: {
    group: arrays,
    argument: "<name|file>",
    value: text,
    otherwise: "spike_cells, spike_clusters and other common names",
    help: "the cell of every spike; none: all spikes are one cell's",
  },
  activity: { group: arrays, argument: "<names>", value: names, help: "activity per sample, instead of spikes" },
  objects: {
    group: arrays,
    argument: "<name|places>",
    value: objects,
    help: 'place of the object in every session, e.g. "30,35;70,60;none"',
  },
  session: {
    group: arrays,
    argument: "<name>",
    value: text,
    help: "number of the session of every sample; or give one file for every session",
  },
  timeUnit: {
    group: arrays,
    argument: "<unit>",
    value: oneOf(TIME_UNITS),
    otherwise: "s, or as names say",
    help: "unit of time stamps and spike times: s, ms, us",
  },
  frameRate: {
    group: arrays,
    argument: "<Hz>",
    value: positive({ unit: " Hz" }),
    help: "samples a second, where there are no time stamps",
  },
  keypoint: {
    group: arrays,
    argument: "<name>",
    value: text,
    help: "part of the body to follow, where several were tracked",
  },
  likelihood: {
    group: arrays,
    argument: "<x>",
    value: number({ most: 1 }),
    otherwise: "0.6",
    help: "positions tracked with less are lost",
  },
  units: {
    group: arrays,
    argument: "<unit>",
    value: oneOf(UNITS),
    otherwise: "inferred, and reported",
    help: "unit of the positions: m, cm, mm, px",
  },
  cmPerPixel: { group: arrays, argument: "<cm>", value: positive({ unit: " cm" }), help: "size of a pixel" },
  ...selection,
  binWidth: {
    ...selection.binWidth,
    value: positive({ unit: " s" }),
    fallback: "0.1",
    help: "NWB: seconds in which spikes are counted",
  },
  smallestSpeed: {
    group: arrays,
    argument: "<cm/s>",
    value: number({ unit: " cm/s" }),
    fallback: "0",
    help: "leave out slower samples",
  },
  maps: {
    group: maps,
    argument: "<name>",
    value: text,
    help: "finished rate maps [cells x y x x] in Hz, instead of sessions",
  },
  binCm: {
    group: maps,
    argument: "<cm>",
    value: positive({ unit: " cm" }),
    otherwise: "2.5; with --maps it gives lengths in cm",
    help: "side of a bin",
  },
  sigma: {
    group: maps,
    argument: "<bins>",
    value: number({ unit: " bins" }),
    otherwise: "2",
    help: "standard deviation of the smoothing",
  },
  smooth: {
    group: maps,
    argument: "<what>",
    value: oneOf<SmoothingOrder>(["sums", "rates"]),
    otherwise: "sums",
    help: "sums: spikes and seconds, then divided; or rates",
  },
  shortestStay: {
    group: maps,
    argument: "<s>",
    value: number({ unit: " s" }),
    otherwise: "0",
    help: "bins visited for no longer do not count",
  },
  fewestSpikes: {
    group: tests,
    argument: "<n>",
    value: wholeNumber(),
    otherwise: "50",
    help: "cells with fewer are not tested",
  },
  shifts: { group: tests, argument: "<n>", value: draws, otherwise: "500", help: "time shifts of every test" },
  smallestShift: {
    group: tests,
    argument: "<s>",
    value: positive({ unit: " s" }),
    otherwise: "20",
    help: "smallest time shift",
  },
  null: {
    group: tests,
    argument: "<name>",
    value: oneOf<TimeNull>(["time-shift", "phase-randomise"]),
    otherwise: "time-shift",
    help: "of all tests but the grid test: time-shift or phase-randomise",
  },
  workers: { ...workers, group: tests, help: "threads that test cells; the numbers are the same for any" },
  seed: { ...seed, group: tests },
  gridScore: {
    group: grid,
    argument: "<name>",
    value: oneOf<GridScoreName>(["tolerant", "expanding", "fixed", "banino", "elliptic"]),
    otherwise: "tolerant",
    help: "tolerant, expanding, fixed, banino or elliptic",
  },
  gridNull: {
    group: grid,
    argument: "<name>",
    value: oneOf<GridNull>(["field-shuffle", "time-shift", "phase-randomise"]),
    otherwise: "field-shuffle",
    help: "field-shuffle, time-shift or phase-randomise",
  },
  fieldShuffles: {
    group: grid,
    argument: "<n>",
    value: draws,
    otherwise: "500",
    help: "field shuffles of the grid test",
  },
  out: { ...out, help: "write a report with a figure sheet for every cell to this folder" },
  json,
  csv: { ...csv, help: "print one row for every cell on stdout" },
} as const satisfies Flags;

export type CellsFlags = FlagValues<typeof flags>;
