/** A real rat's path (Sargolini et al. 2006; see test/fixtures/space/README.md) as one or two sessions, and cells planted on it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CellActivity, movementDirection, type Session, session, spikesOf } from "../../src/cells/index.js";
import { bytesSource, readNpz, toFloat64 } from "../../src/io/index.js";
import { fold, type Key } from "../../src/math/random.js";
import { poissonSpikes } from "../../src/tasks/space/poissonSpikes.js";
import type { Tuning } from "../../src/tasks/space/simulatedCells.js";

const FIXTURES = join(import.meta.dirname, "../fixtures/space");

export async function fixtureArray(file: string, name: string): Promise<Float64Array> {
  const arrays = await readNpz(bytesSource(readFileSync(join(FIXTURES, file)), file));
  const array = arrays.get(name);
  if (!array) throw new Error(`${file} has no array ${name}`);
  return toFloat64(array);
}

/** The path as recorded, 600 s in a box of 1 m, heads taken to point where the rat goes. */
export async function ratSession(): Promise<Session> {
  const t = await fixtureArray("rat-trajectory-sargolini.npz", "t");
  const position = await fixtureArray("rat-trajectory-sargolini.npz", "pos");
  const [x, y] = [0, 1].map((axis) => t.map((_, i) => position[2 * i + axis]));
  return session({ t, x, y, headDirection: movementDirection({ x, y }) });
}

/** The mirror image of a session in a box of 1 m: a second session with other coverage. */
export function mirrored({ t, x, y, headDirection }: Session): Session {
  const turned = headDirection?.map((angle) => Math.PI - angle);
  return session({ t, x: x.map((value) => 1 - value), y, ...(turned && { headDirection: turned }) });
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Poisson spikes of a tuning in a session, s. */
export function plantedSpikes(tuning: Tuning, of: Session, object: Point, key: Key): Float64Array {
  const rate = of.t.map((_, i) => tuning({ x: of.x[i], y: of.y[i], direction: of.headDirection?.[i] ?? 0, object }));
  return poissonSpikes(
    key,
    of.t,
    of.dwell,
    rate.map((hertz) => (Number.isNaN(hertz) ? 0 : hertz)),
  );
}

/** What the cell did in every session. */
export const planted = (
  tuning: Tuning,
  sessions: readonly Session[],
  objects: readonly Point[],
  key: Key,
): CellActivity[] => sessions.map((of, s) => spikesOf(of, plantedSpikes(tuning, of, objects[s], fold(key, s))));
