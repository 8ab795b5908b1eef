/**
 * What the lab shows trained before anybody trains: the network that the view of space opens on (its newest parameters), and how its rate
 * maps grew, in 8 bits a number, for the first page. `node --import tsx bench/labSnapshots.ts`, some minutes; writes lab/snapshots.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Growth, writeGrowth } from "../lab/page/growth.js";
import { presetOf, views } from "../lab/page/views.js";
import { settle } from "../lab/worker/settle.js";
import { identityOf } from "../lab/worker/trainings/identity.js";
import { spaceStudy } from "../lab/worker/trainings/spaceStudy.js";
import { toSafetensors } from "../src/engine/safetensors.js";
import { compileWasm } from "../src/engine/wasm.js";
import { fig7 } from "../src/experiments/space/index.js";
import { compilePlan, initialState, parametersOf, trainChunk } from "../src/training/index.js";

const OUT = join(import.meta.dirname, "../lab/snapshots");
const EXPERIMENT = fig7.id;
/** Maps change fastest in the beginning. */
const FRAMES = [0, 10, 30, 60, 100, 160, 240, 350, 500, 650, 800, 1000, 1250, 1500];

const view = views.find(({ id }) => id === "space");
if (view === undefined) throw new Error("the lab has no view of space");
const own = Object.entries(presetOf(view, EXPERIMENT)).map(([name, value]) => [name, String(value)] as const);
const { settings, notices } = await settle(EXPERIMENT, own);
if (notices.length > 0) throw new Error(notices.join("\n"));
const request = { experiment: EXPERIMENT, settings, seed: 0, removed: [] };
const study = spaceStudy(request);
const step = await compilePlan(study.plan, compileWasm);

let state = initialState(study.plan);
const frames: Growth["frames"][number][] = [];
let waves: Growth["waves"] = [];
for (const update of FRAMES) {
  if (update > state.step) ({ state } = await trainChunk(study.plan, step, state, update - state.step));
  const snapshot = await study.snapshot(parametersOf(study.plan, state), true);
  if (snapshot.kind !== "space") throw new Error("no code of places");
  const { series, kinds } = snapshot;
  waves = series.waves.map(({ k }) => [...k]);
  frames.push({ update, kinds, mean: series.mean, cosine: series.cosine, sine: series.sine });
  console.log(update, [0, 1, 2, 3].map((kind) => kinds.filter((own) => own === kind).length).join("/"));
}
if (state.step !== study.plan.steps) throw new Error(`the view trains ${study.plan.steps} updates`);

mkdirSync(OUT, { recursive: true });
const parameters = parametersOf(study.plan, state);
writeFileSync(
  join(OUT, `${EXPERIMENT}.safetensors`),
  toSafetensors(parameters, { identity: identityOf(request), experimentVersion: String(fig7.version) }),
);
writeFileSync(join(OUT, `${EXPERIMENT}-growth.bin`), writeGrowth({ units: frames[0].mean.length, waves, frames }));
