/** The code of docs/cells.md, as documentedCode.test.ts writes it: edit it there. */
import { math, tasks } from "../../src/index.js";
const room = tasks.boxRoom(1);
const path = tasks.forage(room, { duration: 600 }, math.key(1));
const [world] = tasks.drawWorlds(room, 1, { clearance: 0.2 }, math.key(2));
const tuning = tasks.objectVectorCell(0.15, 0, 0.07, { peak: 12, background: 0.3 });
const spikes = tasks.simulateSpikes(tuning, path, world, math.key(3));

export { spikes };
