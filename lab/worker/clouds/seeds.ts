/** Networks of several seeds on one cloud, trained turn by turn with one compiled step, so that all of them are seen to move. */
import type { CompiledStep } from "../../../src/engine/protocols.js";
import { compileWasm } from "../../../src/engine/wasm.js";
import { compilePlan, initialState, parametersOf, type TrainingPlan, trainChunk } from "../../../src/training/index.js";
import { problemOfSettings } from "../energy.js";
import { type CloudNetworks, cloudNetworks } from "../trainings/cloudStudy.js";
import { pause } from "../trainings/pause.js";
import type { SeedsMoment, SeedsRequest } from "./protocol.js";

/** Between two moments that are told at least this long. */
const TELL_MS = 300;
/** One network's turn lasts about this long. */
const TURN_MS = 25;

/** The newest that was asked for; another that goes on sees that it is not the newest, and ends. */
let newest: SeedsRequest | undefined;

/** Resolves when all have done their updates, or when others are asked for. */
export async function trainSeeds(request: SeedsRequest, tell: (moment: SeedsMoment) => void): Promise<void> {
  newest = request;
  const { settings, seeds } = request;
  const networks = cloudNetworks(settings);
  const plans = seeds.map((seed) => networks.planOf(seed));
  const step = await compilePlan(plans[0], compileWasm);
  try {
    await inTurns({ request, networks, plans, step }, tell);
  } finally {
    step.dispose();
  }
}

export function stopSeeds(): void {
  newest = undefined;
}

interface Turns {
  readonly request: SeedsRequest;
  readonly networks: CloudNetworks;
  readonly plans: readonly TrainingPlan[];
  readonly step: CompiledStep;
}

async function inTurns({ request, networks, plans, step }: Turns, tell: (moment: SeedsMoment) => void): Promise<void> {
  const states = plans.map(initialState);
  const total = plans[0].steps;
  const moment = (): SeedsMoment => ({
    of: problemOfSettings(request.settings),
    total,
    networks: states.map((state, at) => ({
      seed: request.seeds[at],
      step: state.step,
      snapshot: networks.snapshot(parametersOf(plans[at], state)),
    })),
  });
  tell(moment());
  let [told, chunk] = [performance.now(), 1];
  while (newest === request && states.some((state) => state.step < total)) {
    const began = performance.now();
    const steps = Math.min(chunk, total - states[0].step);
    for (const [at, plan] of plans.entries()) {
      states[at] = (await trainChunk(plan, step, states[at], steps)).state;
      await pause(0);
    }
    const each = (performance.now() - began) / (steps * plans.length);
    chunk = Math.max(1, Math.min(4 * chunk, 500, Math.round(TURN_MS / Math.max(0.01, each))));
    if (performance.now() - told < TELL_MS && states[0].step < total) continue;
    tell(moment());
    told = performance.now();
  }
}
