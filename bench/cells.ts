/**
 * How well and how fast cells are recognised. `node --import tsx bench/cells.ts WHAT [COUNT] [SEED] [DRAWS]`, WHAT one of
 * - planted: COUNT cells of each type on a real rat's path, two sessions with the object moved; the table of labels (DRAWS of each null)
 * - shifted: the same after a circular shift of the spikes in time; share labelled anything
 * - maps: share of COUNT smooth random maps called grid at p < 0.05, for several widths
 * - speed: 100 maps with 500 field shuffles each; 100 cells in an hour at 50 Hz
 */
import { loadavg } from "node:os";
import { analyseCells, type CellActivity, gridTest, session, spatialFrame, spikesOf } from "../src/cells/index.js";
import { smoothMean } from "../src/cells/smooth.js";
import { fold, type Key, key, normal, uniform } from "../src/math/random.js";
import {
  borderCell,
  gridCell,
  headDirectionCell,
  objectVectorCell,
  placeCell,
  type Tuning,
} from "../src/tasks/space/simulatedCells.js";
import { mirrored, plantedSpikes, ratSession } from "../test/support/ratSession.js";

const TYPES = ["grid", "place", "border", "head-direction", "object-vector"] as const;
const WALLS = ["west", "east", "south", "north"] as const;
const ROOM = { left: 0, right: 1, bottom: 0, top: 1 };
const OBJECTS = [
  { x: 0.3, y: 0.35 },
  { x: 0.7, y: 0.6 },
];

/** Peaks of 5 to 20 Hz; spacings of 30 to 60 cm; place fields at least 15 cm from a wall. */
function randomTuning(type: (typeof TYPES)[number], of: Key): Tuning {
  const u = uniform(of, 6);
  const rates = { peak: 5 + 15 * u[0], background: 0.1 + 0.4 * u[5] };
  switch (type) {
    case "grid":
      return gridCell({ spacing: 0.3 + 0.3 * u[1], orientation: u[2], phase: { x: u[3], y: u[4] } }, rates);
    case "place":
      return placeCell({ x: 0.15 + 0.7 * u[1], y: 0.15 + 0.7 * u[2] }, 0.06 + 0.06 * u[3], rates);
    case "border":
      return borderCell(ROOM, WALLS[Math.floor(4 * u[1])], 0.05 + 0.05 * u[2], rates);
    case "head-direction":
      return headDirectionCell(2 * Math.PI * u[1], 2 + 3 * u[2], rates);
    default:
      return objectVectorCell(0.1 + 0.15 * u[1], 2 * Math.PI * u[2], 0.06 + 0.04 * u[3], rates);
  }
}

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

async function labels(count: number, seed: number, shifted: boolean, draws: number): Promise<void> {
  const first = await ratSession();
  const sessions = [first, mirrored(first)];
  const frame = spatialFrame(sessions, OBJECTS);
  const truth = TYPES.flatMap((type) =>
    Array.from({ length: count }, (_, i) => ({ type, of: fold(fold(key(seed), type), i) })),
  );
  const cells = truth.map(({ type, of }) => {
    const tuning = randomTuning(type, fold(of, "tuning"));
    return sessions.map((session, s): CellActivity => {
      const spikes = plantedSpikes(tuning, session, OBJECTS[s], fold(fold(of, "spikes"), s));
      const by = shifted ? 60 + 480 * uniform(fold(fold(of, "shift"), s), 1)[0] : 0;
      return spikesOf(session, spikes.map((time) => (time + by) % session.duration).sort());
    });
  });
  const started = process.cpuUsage();
  const found = finish(analyseCells(frame, cells, { shifts: draws, fieldShuffles: draws }, key(seed)));
  console.log(`${cells.length} cells, ${draws} draws: ${userSeconds(started)} s of processor time`);
  for (const type of TYPES) {
    const given = found.filter((_, i) => truth[i].type === type).map(({ classification }) => classification.label);
    const counts = Object.fromEntries(
      [...new Set(given)].map((label) => [label, given.filter((l) => l === label).length]),
    );
    console.log(type.padEnd(15), counts);
  }
}

function randomMap(of: Key, sigma: number) {
  const side = 40;
  const occupancy = new Float64Array(side * side).fill(1);
  const rate = smoothMean(normal(of, side * side), occupancy, side, side, { sigma }).map((value) => Math.max(0, value));
  return { rows: side, columns: side, binSize: 1, rate, occupancy };
}

function falseGrids(count: number, seed: number): void {
  let [called, tested] = [0, 0];
  for (const sigma of [1.5, 2, 3, 4, 5]) {
    let here = 0;
    for (let i = 0; i < count; i++) {
      const of = fold(fold(key(seed), `sigma ${sigma}`), i);
      if (gridTest(randomMap(fold(of, "map"), sigma), 99, fold(of, "null"), { stopAbove: 0.05 }).p < 0.05) here++;
    }
    console.log(`sigma ${sigma} bins: ${((100 * here) / count).toFixed(1)} % of ${count} maps`);
    called += here;
    tested += count;
  }
  console.log(`all: ${((100 * called) / tested).toFixed(1)} % of ${tested}`);
}

/** An hour of the rat's path, over and over. */
async function longSession() {
  const { t, x, y, headDirection } = await ratSession();
  const laps = 6;
  const repeat = (values: Float64Array) =>
    Float64Array.from({ length: laps * t.length }, (_, i) => values[i % t.length]);
  const clock = Float64Array.from(
    { length: laps * t.length },
    (_, i) => t[i % t.length] + 600 * Math.floor(i / t.length),
  );
  return session({ t: clock, x: repeat(x), y: repeat(y), headDirection: repeat(headDirection ?? new Float64Array(0)) });
}

/** Of the user, on all threads, since a reading: what other programs do at the same time hardly matters to it. */
const userSeconds = (since: NodeJS.CpuUsage): string => (process.cpuUsage(since).user / 1e6).toFixed(1);

async function speed(): Promise<void> {
  console.log(
    `load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
  const started = process.cpuUsage();
  for (let cell = 0; cell < 100; cell++) gridTest(randomMap(fold(key(1), cell), 3), 500, fold(key(2), cell));
  console.log(`100 maps, 500 field shuffles each: ${userSeconds(started)} s of processor time`);
  const hour = await longSession();
  const frame = spatialFrame([hour], []);
  const cells = Array.from({ length: 100 }, (_, cell) => {
    const of = fold(key(3), cell);
    return [spikesOf(hour, plantedSpikes(randomTuning(TYPES[cell % 4], of), hour, OBJECTS[0], fold(of, "spikes")))];
  });
  const began = process.cpuUsage();
  finish(analyseCells(frame, cells, {}, key(4)));
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `100 cells, ${hour.t.length} samples: ${userSeconds(began)} s of processor time, ${megabytes.toFixed(0)} MB resident`,
  );
}

const [what = "planted", count = "20", seed = "0", draws = "500"] = process.argv.slice(2);
if (what === "planted" || what === "shifted")
  await labels(Number(count), Number(seed), what === "shifted", Number(draws));
else if (what === "maps") falseGrids(Number(count), Number(seed));
else if (what === "speed") await speed();
else throw new Error(`planted, shifted, maps or speed, not ${what}`);
