/**
 * Cells of every kind planted on a real rat's path, in two sessions with the object moved in between. For the benchmarks of `cells`;
 * `node --import tsx bench/plantedSessions.ts FOLDER [CELLS] [SEED]` writes the two files there, kinds taking turns.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../src/cells/index.js";
import { type NpyArray, writeNpz } from "../src/io/index.js";
import { fold, type Key, key, uniform } from "../src/math/random.js";
import {
  borderCell,
  gridCell,
  headDirectionCell,
  objectVectorCell,
  placeCell,
  type Tuning,
} from "../src/tasks/space/simulatedCells.js";
import { mirrored, plantedSpikes, ratSession } from "../test/support/ratSession.js";

export const TYPES = ["grid", "place", "border", "head-direction", "object-vector"] as const;
const WALLS = ["west", "east", "south", "north"] as const;
const ROOM = { left: 0, right: 1, bottom: 0, top: 1 };

/** Where the object stands in either session, m. */
export const OBJECTS = [
  { x: 0.3, y: 0.35 },
  { x: 0.7, y: 0.6 },
];

/** Peaks of 5 to 20 Hz; spacings of 30 to 60 cm; place fields at least 15 cm from a wall. */
export function randomTuning(type: (typeof TYPES)[number], of: Key): Tuning {
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

/** The arrays of the two files. */
export async function plantedSessions(cells: number, root: Key): Promise<Readonly<Record<string, NpyArray>>[]> {
  const first = await ratSession();
  const tunings = Array.from({ length: cells }, (_, cell) =>
    randomTuning(TYPES[cell % TYPES.length], fold(fold(root, "tuning"), cell)),
  );
  return [first, mirrored(first)].map((of, s) => {
    const spikes = tunings.map((tuning, cell) =>
      plantedSpikes(tuning, of, OBJECTS[s], fold(fold(fold(root, "spikes"), cell), s)),
    );
    return {
      ...pathOf(of),
      spike_times: vector(spikes.flatMap((times) => [...times])),
      spike_cells: vector(spikes.flatMap((times, cell) => [...times].map(() => cell))),
      object: vector([OBJECTS[s].x, OBJECTS[s].y]),
    };
  });
}

const vector = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Float64Array.from(values) });

const pathOf = ({ t, x, y, headDirection = new Float64Array(0) }: Session): Record<string, NpyArray> => ({
  t: vector(t),
  position: {
    shape: [t.length, 2],
    data: Float64Array.from({ length: 2 * t.length }, (_, i) => [x, y][i % 2][i >> 1]),
  },
  head_direction: vector(headDirection),
});

if (process.argv[1] === import.meta.filename) {
  const [folder = ".", cells = "40", seed = "1"] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const [s, arrays] of (await plantedSessions(Number(cells), key(Number(seed)))).entries()) {
    const path = join(folder, `${cells}-cells-${s + 1}.npz`);
    writeFileSync(path, writeNpz(arrays));
    console.log(path);
  }
}
