/**
 * What the lab shows trained before anybody trains: the networks that the views of space and of depth open on (their newest parameters),
 * and how rate maps grew, in 8 bits a number, for the first page. `node --import tsx bench/labSnapshots.ts [EXPERIMENT...]`, some minutes;
 * writes lab/snapshots.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Growth, writeGrowth } from "../lab/page/growth.js";
import { presetOf, views } from "../lab/page/views.js";
import { settle } from "../lab/worker/settle.js";
import { identityOf } from "../lab/worker/trainings/identity.js";
import { layersStudy } from "../lab/worker/trainings/layersStudy.js";
import type { SpaceSnapshot, TrainingRequest } from "../lab/worker/trainings/protocol.js";
import type { Study } from "../lab/worker/trainings/session.js";
import { spaceStudy } from "../lab/worker/trainings/spaceStudy.js";
import type { HostTree } from "../src/engine/protocols.js";
import { toSafetensors } from "../src/engine/safetensors.js";
import { compileWasm } from "../src/engine/wasm.js";
import { fig3Linear } from "../src/experiments/deep/index.js";
import { fig7 } from "../src/experiments/space/index.js";
import { compilePlan, initialState, parametersOf, trainChunk } from "../src/training/index.js";

const OUT = join(import.meta.dirname, "../lab/snapshots");
/** Maps change fastest in the beginning. */
const FRAMES = [0, 10, 30, 60, 100, 160, 240, 350, 500, 650, 800, 1000, 1250, 1500];
mkdirSync(OUT, { recursive: true });

/** What a view trains unless told otherwise. */
async function requestOf(viewId: string, experiment: string): Promise<TrainingRequest> {
  const view = views.find(({ id }) => id === viewId);
  if (view === undefined) throw new Error(`the lab has no view ${viewId}`);
  const own = Object.entries(presetOf(view, experiment)).map(([name, value]) => [name, String(value)] as const);
  const { settings, notices } = await settle(experiment, own);
  if (notices.length > 0) throw new Error(notices.join("\n"));
  return { experiment, settings, seed: 0, removed: [] };
}

/** Trains to the end; `seen` is called at some of the updates. */
async function trained(
  { plan }: Study,
  at: readonly number[],
  seen: (parameters: HostTree, update: number) => unknown,
) {
  const step = await compilePlan(plan, compileWasm);
  let state = initialState(plan);
  for (const update of at) {
    if (update > state.step) ({ state } = await trainChunk(plan, step, state, update - state.step));
    await seen(parametersOf(plan, state), update);
  }
  if (state.step !== plan.steps) throw new Error(`the view trains ${plan.steps} updates`);
  step.dispose();
  return parametersOf(plan, state);
}

function save(request: TrainingRequest, version: number, parameters: HostTree): void {
  const metadata = { identity: identityOf(request), experimentVersion: String(version) };
  writeFileSync(join(OUT, `${request.experiment}.safetensors`), toSafetensors(parameters, metadata));
}

async function space(): Promise<void> {
  const request = await requestOf("space", fig7.id);
  const study = spaceStudy(request);
  const frames: Growth["frames"][number][] = [];
  let waves: Growth["waves"] = [];
  const parameters = await trained(study, FRAMES, async (now, update) => {
    const { series, kinds } = await spaceIn(study, now);
    waves = series.waves.map(({ k }) => [...k]);
    frames.push({ update, kinds, mean: series.mean, cosine: series.cosine, sine: series.sine });
    console.log(update, [0, 1, 2, 3].map((kind) => kinds.filter((own) => own === kind).length).join("/"));
  });
  save(request, fig7.version, parameters);
  writeFileSync(join(OUT, `${fig7.id}-growth.bin`), writeGrowth({ units: frames[0].mean.length, waves, frames }));
}

async function spaceIn(study: Study, parameters: HostTree): Promise<SpaceSnapshot> {
  const snapshot = await study.snapshot(parameters, true);
  if (snapshot.kind !== "space") throw new Error("no code of places");
  return snapshot;
}

async function depth(): Promise<void> {
  const request = await requestOf("depth", fig3Linear.id);
  const study = await layersStudy(request);
  const parameters = await trained(study, [study.plan.steps], async (now, update) => {
    const snapshot = await study.snapshot(now, false);
    if (snapshot.kind !== "layers") throw new Error("no layers");
    console.log(update, snapshot.layers.map(({ mir }) => mir.toFixed(3)).join(" "));
  });
  save(request, fig3Linear.version, parameters);
}

const makers: Readonly<Record<string, () => Promise<void>>> = { [fig7.id]: space, [fig3Linear.id]: depth };
const asked = process.argv.slice(2);
for (const [id, make] of Object.entries(makers)) if (asked.length === 0 || asked.includes(id)) await make();
