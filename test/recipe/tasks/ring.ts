/** A place on a ring: one circular factor, seen as its cosine and sine. Here stands who studied it. */
import { type Key, uniform } from "../math/random.js";
import type { Dataset, Task } from "../protocols.js";

/** Places uniform on the ring, radians; input and target are their cosine and sine. */
export const ring = (): Task => ({ name: "ring", inputs: 2, outputs: 2, sample });

function sample(key: Key, count: number): Dataset {
  const values = uniform(key, count).map((turn) => 2 * Math.PI * turn);
  const input = Float32Array.from({ length: 2 * count }, (_, at) =>
    at % 2 === 0 ? Math.cos(values[at >> 1]) : Math.sin(values[at >> 1]),
  );
  return { count, input, target: input, factors: [{ name: "place", kind: "circular", period: 2 * Math.PI, values }] };
}
