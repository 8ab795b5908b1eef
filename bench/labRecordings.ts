/**
 * Recordings to try in the lab: `node --import tsx bench/labRecordings.ts` writes lab/samples.
 *
 * session.npz: the path of a real rat (Sargolini et al. 2006; test/fixtures/space/README.md), five samples a second, with Poisson spikes of
 * planted cells. choice.npz: simulated neurons in trials of position and reward, whose low values never come together; half of the neurons
 * mix the two, as theory predicts there, half do not.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { movementDirection, type Session, session } from "../src/cells/index.js";
import { bytesSource, type NpyArray, readNpz, toFloat64, writeNpz } from "../src/io/index.js";
import { fold, key, normal, permutation } from "../src/math/random.js";
import { factorFromNumbers, representation, saveRepresentation } from "../src/representation/index.js";
import { poissonSpikes } from "../src/tasks/space/poissonSpikes.js";
import {
  borderCell,
  gridCell,
  headDirectionCell,
  moduleLattices,
  placeCell,
  type Tuning,
} from "../src/tasks/space/simulatedCells.js";

const OUT = join(import.meta.dirname, "../lab/samples");
const PATH = join(import.meta.dirname, "../test/fixtures/space/rat-trajectory-sargolini.npz");
mkdirSync(OUT, { recursive: true });

async function ratPath(): Promise<Session> {
  const arrays = await readNpz(bytesSource(readFileSync(PATH), "path"));
  const [t, position] = ["t", "pos"].map((name) => toFloat64(arrays.get(name) ?? { shape: [0], data: [] }, name));
  const every = Int32Array.from({ length: Math.floor(t.length / 10) }, (_, at) => 10 * at);
  /** Whole milliseconds, and millimetres as cm. */
  const times = Float64Array.from(every, (at) => Math.round(1000 * t[at]) / 1000);
  const [x, y] = [0, 1].map((axis) =>
    Float64Array.from(every, (at) => Math.round(1000 * position[2 * at + axis]) / 10),
  );
  return session({ t: times, x, y, headDirection: movementDirection({ x, y }) });
}

const RATES = { peak: 14, background: 0.2 };
const BOX = { left: 0, right: 100, bottom: 0, top: 100 };
const lattices = moduleLattices(4, 38, 0.2, key(1));
const cells: readonly Tuning[] = [
  ...lattices.map((lattice) => gridCell(lattice, RATES)),
  borderCell(BOX, "west", 6, RATES),
  borderCell(BOX, "south", 6, RATES),
  placeCell({ x: 36, y: 58 }, 10, RATES),
  placeCell({ x: 70, y: 30 }, 10, RATES),
  headDirectionCell(0.8, 4, RATES),
  headDirectionCell(3.6, 4, RATES),
  () => 2.5,
  () => 1.5,
];

const list = (values: Float32Array | Int32Array): NpyArray => ({ shape: [values.length], data: values });

const path = await ratPath();
const { t, x, y, dwell, headDirection = new Float64Array() } = path;
const spikes = cells.map((tuning, cell) => {
  const rate = t.map((_, i) => tuning({ x: x[i], y: y[i], direction: headDirection[i] }));
  return poissonSpikes(
    fold(key(2), cell),
    t,
    dwell,
    rate.map((hertz) => (Number.isFinite(hertz) ? hertz : 0)),
  );
});
const position: NpyArray = {
  shape: [t.length, 2],
  data: Float32Array.from({ length: 2 * t.length }, (_, at) => [x, y][at % 2][at >> 1]),
};
const all = spikes
  .flatMap((times, cell) => Array.from(times, (time) => ({ time, cell })))
  .sort((a, b) => a.time - b.time);
writeFileSync(
  join(OUT, "session.npz"),
  writeNpz({
    t: list(Float32Array.from(t)),
    position,
    head_direction: list(Float32Array.from(headDirection)),
    spike_times: list(Float32Array.from(all, ({ time }) => time)),
    spike_cells: list(Int32Array.from(all, ({ cell }) => cell)),
  }),
);

/** 7 x 7 levels without the corner of low position and low reward; ten trials of each. */
const levels = Array.from({ length: 7 }, (_, i) => i / 6);
const conditions = levels.flatMap((p) => levels.map((r) => [p, r])).filter(([p, r]) => p + r >= 0.75);
const rounds = Array.from({ length: 10 }, () => conditions).flat();
/** In random order, as an experiment has them. */
const trials = Array.from(permutation(fold(key(3), "order"), rounds.length), (at) => rounds[at]);
const UNITS = 40;
/** Falls with position, falls with reward, and twice: rises with both. Hz for the whole range. */
const GAINS = [
  [-12, 0],
  [6, 6],
  [0, -12],
  [7, 5],
];
const noise = normal(fold(key(3), "noise"), trials.length * UNITS);
const activity = noise.map((z, i) => {
  const [p, r] = trials[Math.floor(i / UNITS)];
  const [ofPosition, ofReward] = GAINS[(i % UNITS) % GAINS.length];
  const drive = ofPosition * p + ofReward * r + (ofPosition < 0 || ofReward < 0 ? 12 : -4.5);
  return Math.round(100 * Math.max(0, drive + 3 * z)) / 100;
});
const factors = ["position", "reward"].map((name, i) =>
  factorFromNumbers(
    name,
    trials.map((trial) => trial[i]),
    "continuous",
  ),
);
const choice = representation({ activity, units: UNITS, factors });
writeFileSync(join(OUT, "choice.npz"), saveRepresentation(choice));
