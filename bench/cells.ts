/**
 * How well and how fast cells are recognised. `node --import tsx bench/cells.ts WHAT [COUNT] [SEED] [DRAWS]`, WHAT one of
 * - planted: COUNT cells of each type on a real rat's path, two sessions with the object moved; the table of labels (DRAWS of each null)
 * - shifted: the same after a circular shift of the spikes in time; share labelled anything
 * - maps: share of COUNT smooth random maps with p at or below 0.05, for several widths; and with a lattice, too, as a grid must have
 * - borders: the same for the border test of finished maps, for three ways of making smooth random maps
 * - sheared: share of COUNT noisy lattices of each ellipticity found at p <= 0.05 by the default score and by the ring alone
 * - sessions: share of COUNT cells that know nothing of the rat with p at or below 0.05, test by test: tuned to the path of another
 *   animal, or to the rat's own path 100 to 500 s ago
 * - speed: 100 maps with 500 field shuffles each; 100 cells in an hour at 50 Hz
 */
import { loadavg } from "node:os";
import {
  analyseCells,
  borderTest,
  CELL_TYPES,
  type CellActivity,
  type GridTest,
  gridTest,
  hasLattice,
  type Session,
  session,
  spatialFrame,
  spatialTests,
  spikesOf,
  testOf,
} from "../src/cells/index.js";
import { gaussianSums, smoothMean } from "../src/cells/session/smooth.js";
import { fold, type Key, key, normal, uniform } from "../src/math/random.js";
import { standardDeviation } from "../src/math/statistics.js";
import { forage } from "../src/tasks/space/foraging.js";
import { boxRoom } from "../src/tasks/space/rooms.js";
import { gridCell } from "../src/tasks/space/simulatedCells.js";
import { mirrored, plantedSpikes, ratSession } from "../test/support/ratSession.js";
import { OBJECTS, randomTuning, TYPES } from "./plantedSessions.js";

/** The default of the command. */
const TOLERANT = { variant: "tolerant", peaksApart: true } as const;

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

/** Spikes of a cell that knows nothing of the session: of another animal's run, or the session's own at another time. */
function foreignSpikes(kind: "another animal" | "another time", i: number, own: Session, of: Key): CellActivity {
  const tuning = randomTuning(TYPES[i % TYPES.length], fold(of, "tuning"));
  const path =
    kind === "another time" ? own : session(forage(boxRoom(1), { duration: own.duration }, fold(of, "path")));
  const by = kind === "another time" ? 100 + 400 * uniform(fold(of, "shift"), 1)[0] : 0;
  const spikes = plantedSpikes(tuning, path, OBJECTS[0], fold(of, "spikes"));
  return spikesOf(own, spikes.map((time) => own.t[0] + ((time - path.t[0] + by) % own.duration)).sort());
}

async function nullCells(count: number, seed: number, draws: number): Promise<void> {
  const first = await ratSession();
  const sessions = [first, mirrored(first)];
  const frame = spatialFrame(sessions, OBJECTS);
  for (const kind of ["another animal", "another time"] as const) {
    const found: Record<string, number[]> = {};
    for (let i = 0; i < count; i++) {
      const of = fold(fold(key(seed), kind), i);
      const cell = sessions.map((own, s) => foreignSpikes(kind, i, own, fold(of, s)));
      const options = { shifts: draws, fieldShuffles: draws };
      const tests = spatialTests(frame, cell, options, fold(of, "null"));
      for (const type of CELL_TYPES) {
        found[type] ??= [];
        found[type].push(testOf(tests, type)?.p ?? Number.NaN);
      }
    }
    for (const type of CELL_TYPES) console.log(`${kind}, ${type.padEnd(15)} ${shareFound(found[type])}`);
  }
}

const LEVEL = 0.05;

/** Share of p-values at or below the level and below it, with its standard error; what was refused counts as not found. */
function shareFound(p: readonly number[]): string {
  const within = p.filter((value) => value <= LEVEL).length;
  const below = p.filter((value) => value < LEVEL).length;
  const error = Math.sqrt(((within / p.length) * (1 - within / p.length)) / p.length);
  const refused = p.filter(Number.isNaN).length;
  const percent = (share: number) => (100 * share).toFixed(1);
  return (
    `p <= 0.05 in ${percent(within / p.length)} % +- ${percent(error)} of ${p.length}, ` +
    `p < 0.05 in ${percent(below / p.length)} %; ${refused} refused`
  );
}

function randomMap(of: Key, sigma: number) {
  const side = 40;
  const occupancy = new Float64Array(side * side).fill(1);
  const rate = smoothMean(normal(of, side * side), occupancy, side, side, { sigma }).map((value) => Math.max(0, value));
  return { rows: side, columns: side, binSize: 1, rate, occupancy };
}

/** p of smooth random maps; with 19 draws, those at or below 0.05 are higher than all of them, which takes few draws to refute. */
function falseGrids(count: number, seed: number, draws: number): void {
  const all: GridTest[] = [];
  for (const sigma of [1.5, 2, 3, 4, 5]) {
    const here = Array.from({ length: count }, (_, i) => {
      const of = fold(fold(key(seed), `sigma ${sigma}`), i);
      return gridTest(randomMap(fold(of, "map"), sigma), draws, fold(of, "null"), { ...TOLERANT, stopAbove: LEVEL });
    });
    printGrids(`sigma ${sigma} bins`, here);
    all.push(...here);
  }
  printGrids("all", all);
}

function printGrids(what: string, tests: readonly GridTest[]): void {
  console.log(`${what}: ${shareFound(tests.map(({ p }) => p))}`);
  console.log(`${what}, with a lattice: ${shareFound(tests.map((test) => (hasLattice(test) ? test.p : Number.NaN)))}`);
}

/** The middle of smoothed noise of a larger square, as a map of 40 x 40 bins without negative rates. */
function cutFrom(noise: (at: number) => number, sigma: number) {
  const [side, margin] = [40, Math.ceil(4 * sigma)];
  const wide = side + 2 * margin;
  const smooth = gaussianSums(
    Float64Array.from({ length: wide * wide }, (_, at) => noise(at)),
    wide,
    wide,
    { sigma },
  );
  const rate = Float64Array.from({ length: side * side }, (_, at) =>
    Math.max(0, smooth[(Math.floor(at / side) + margin) * wide + (at % side) + margin]),
  );
  return { rows: side, columns: side, binSize: 1, rate, occupancy: new Float64Array(side * side).fill(1) };
}

/** How smooth noise is continued beyond the walls: not at all, mirrored, or as more of the same noise. */
const BEYOND_WALLS = {
  normalised: randomMap,
  reflect: (of: Key, sigma: number) => {
    const [side, margin] = [40, Math.ceil(4 * sigma)];
    const wide = side + 2 * margin;
    const noise = normal(of, side * side);
    const mirror = (i: number) => {
      const place = (((i - margin) % (2 * side)) + 2 * side) % (2 * side);
      return place < side ? place : 2 * side - 1 - place;
    };
    return cutFrom((at) => noise[mirror(Math.floor(at / wide)) * side + mirror(at % wide)], sigma);
  },
  stationary: (of: Key, sigma: number) => {
    const wide = 40 + 2 * Math.ceil(4 * sigma);
    const noise = normal(of, wide * wide);
    return cutFrom((at) => noise[at], sigma);
  },
};

function falseBorders(count: number, seed: number, draws: number): void {
  for (const sigma of [1.5, 3, 5]) {
    for (const [name, mapOf] of Object.entries(BEYOND_WALLS)) {
      const p = Array.from({ length: count }, (_, i) => {
        const map = mapOf(fold(fold(key(seed), `${name}${sigma}`), i), sigma);
        return borderTest(map, draws, { maps: fold(key(seed + 1), i), draws: fold(key(seed + 2), i) }).p;
      });
      console.log(`${name.padEnd(10)} sigma ${sigma} bins: ${shareFound(p)}`);
    }
  }
}

/** A lattice of 32 x 32 bins, `ellipticity` times longer in one direction than across, with smooth noise of 0.9 of its deviation. */
function noisyLattice(ellipticity: number, of: Key) {
  const [side, u] = [32, uniform(fold(of, "lattice"), 5)];
  const tuning = gridCell(
    { spacing: 0.28 + 0.27 * u[0], orientation: u[1], phase: { x: u[3], y: u[4] } },
    { peak: 1, background: 0 },
  );
  const [cosine, sine, stretch] = [Math.cos(Math.PI * u[2]), Math.sin(Math.PI * u[2]), Math.sqrt(ellipticity)];
  const clean = Float64Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side];
    const [along, across] = [(cosine * x + sine * y) / stretch, (cosine * y - sine * x) * stretch];
    const place = { x: cosine * along - sine * across, y: sine * along + cosine * across };
    return tuning({ ...place, direction: 0, object: place });
  });
  const occupancy = new Float64Array(side * side).fill(1);
  const noise = smoothMean(normal(fold(of, "noise"), side * side), occupancy, side, side, { sigma: 1.5 });
  const scale = (0.9 * standardDeviation(clean)) / standardDeviation(noise);
  const rate = clean.map((value, at) => Math.max(0, value + scale * noise[at]));
  return { rows: side, columns: side, binSize: 1, rate, occupancy };
}

function shearedGrids(count: number, seed: number, draws: number): void {
  for (const ellipticity of [1, 1.2, 1.35, 1.5]) {
    const lattices = Array.from({ length: count }, (_, i) => fold(fold(key(seed), `ellipticity ${ellipticity}`), i));
    for (const variant of ["tolerant", "expanding"] as const) {
      const options = { ...TOLERANT, variant, stopAbove: LEVEL };
      const tests = lattices.map((of) => gridTest(noisyLattice(ellipticity, of), draws, fold(of, "null"), options));
      printGrids(`ellipticity ${ellipticity}, ${variant}`, tests);
    }
  }
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
  for (let cell = 0; cell < 100; cell++) gridTest(randomMap(fold(key(1), cell), 3), 500, fold(key(2), cell), TOLERANT);
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
else if (what === "maps") falseGrids(Number(count), Number(seed), Number(draws));
else if (what === "borders") falseBorders(Number(count), Number(seed), Number(draws));
else if (what === "sheared") shearedGrids(Number(count), Number(seed), Number(draws));
else if (what === "sessions") await nullCells(Number(count), Number(seed), Number(draws));
else if (what === "speed") await speed();
else throw new Error(`planted, shifted, maps, borders, sheared, sessions or speed, not ${what}`);
