/** Everything the page can ask for. What trains is loaded when first asked for. */
import { predictCloud } from "./clouds/prediction.js";
import type { Progress } from "./data/protocol.js";
import { describe } from "./describe.js";
import type { Events, Services } from "./protocol.js";
import { settle } from "./settle.js";

const trainings = async () => (await import("./trainings/index.js")).trainings(tell);

const seeds = () => import("./clouds/seeds.js");

const data = () => import("./data/index.js");

const sequences = () => import("./sequences/prediction.js");

const shipped = () => import("./images/networks.js");

function tell<Name extends keyof Events>(event: Name, value: Events[Name]): void {
  self.postMessage({ event, value });
}

const progressed = (progress: Progress): void => tell("progress", progress);

export const services: Services = {
  describe,
  settle,
  predictCloud: async (settings) => predictCloud(settings),
  mapClouds: async (question) => (await import("./clouds/phaseMap.js")).mapCells(question),
  judgeCloud: async (settings, rare) => (await import("./clouds/sampling.js")).judgeCloud(settings, rare),
  predictRectified: async (settings, seconds) =>
    (await import("./clouds/rectified.js")).predictRectifiedCloud(settings, seconds),
  trainSeeds: async (request) => (await seeds()).trainSeeds(request, (moment) => tell("seeds", moment)),
  stopSeeds: async () => (await seeds()).stopSeeds(),
  predictSequence: async (question) => (await sequences()).predictSequence(question),
  ratioSaving: async (pair) => (await sequences()).ratioSaving(pair),
  open: async (request, from) => (await trainings()).open(request, from),
  play: async (pace) => (await trainings()).play(pace),
  pause: async () => (await trainings()).pause(),
  step: async (count) => (await trainings()).step(count),
  remove: async (terms) => (await trainings()).remove(terms),
  rotate: async () => (await trainings()).rotate(),
  alter: async (alteration) => (await trainings()).alter(alteration),
  inspect: async (layer, unit) => (await trainings()).inspect(layer, unit),
  openData: async (...file) => (await data()).openData(...file),
  predictData: async (question) => (await data()).predictData(question),
  searchDesign: async (question) => (await data()).searchDesign(question),
  describeRecording: async (question) => (await data()).describeRecording(question),
  measureData: async (question) => (await data()).measureData(question, progressed),
  testData: async (question) => (await data()).testData(question, progressed),
  describeSession: async (texts) => (await data()).describeSession(texts),
  testCells: async (question) => (await data()).testCells(question, progressed),
  dataReport: async (question) => (await data()).dataReport(question),
  cellSheet: async (cell) => (await data()).cellSheet(cell),
  readRuns: async (files) => (await import("./runs/index.js")).readRuns(files),
  sweepPicture: async (sweep, score) => (await import("./runs/index.js")).sweepPicture(sweep, score),
  roomMaps: async (question) => (await import("./space/index.js")).roomMaps(question),
  traversals: async (question) => (await import("./images/index.js")).traversals(question),
  networks: async (experiment) => (await shipped()).networks(experiment),
  look: async (question) =>
    question.network === "here" ? (await trainings()).look(question) : (await shipped()).lookAt(question),
  measureNetwork: async (experiment, name) => (await shipped()).measure(experiment, name),
  networkFiles: async (experiment, name) => (await shipped()).filesOf(experiment, name),
  files: async () => (await trainings()).files(),
};
