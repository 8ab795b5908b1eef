/** One training that can be played, paused, stepped, and have its constraints switched while it runs. */

import type { CompiledStep, HostTree } from "../../../src/engine/protocols.js";
import { keyOf } from "../../../src/experiments/frame/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { fold, type Key } from "../../../src/math/random.js";
import type { Compile } from "../../../src/protocols.js";
import {
  type AnyPlan,
  checkPlan,
  compilePlan,
  fromCheckpoint,
  initialState,
  parametersOf,
  type TrainingState,
  toCheckpoint,
  trainChunk,
  withParameters,
} from "../../../src/training/index.js";
import type { Look, LookQuestion } from "../images/protocol.js";
import type { TrainingFiles } from "../protocol.js";
import { isAltered } from "./alteration.js";
import { identityOf } from "./identity.js";
import { type Kept, keep, type Shipped } from "./kept.js";
import { pause } from "./pause.js";
import {
  type Alteration,
  type Change,
  type Moment,
  PACES,
  type Pace,
  type Snapshot,
  type TrainingRequest,
  type UnitDetails,
} from "./protocol.js";

/** What is trained, and how it is looked at. */
export interface Study {
  readonly plan: AnyPlan;
  /** `live`: while it runs; what takes long may be left out. */
  snapshot(parameters: HostTree, live: boolean): Promise<Snapshot>;
  /** The whole loss of a snapshot, where the snapshot tells. */
  lossOf?(snapshot: Snapshot): number;
  /** The parameters with units silenced or held, as `parameters` behaves now. */
  altered(parameters: HostTree, alteration: Alteration): Promise<HostTree>;
  /** A unit of the network, or of a layer of it. */
  inspect(parameters: HostTree, layer: number, unit: number): Promise<UnitDetails>;
  files(parameters: HostTree): Promise<TrainingFiles>;
  /** The same map with the code turned at random, where a code can be turned. */
  rotated?(parameters: HostTree, key: Key): HostTree;
  /** Where there are images: looks at one, and from now on in every snapshot. */
  look?(parameters: HostTree, question: LookQuestion): Promise<Look>;
  /** Lets go of programs of its own. */
  dispose?(): void;
}

/** A chunk of updates lasts about this long, so that the session learns of a pause at once. */
const CHUNK_MS = 25;
/** Between two moments that are shown at least this long. */
const SHOW_MS = 60;
/** And so many times as long as looking takes, so that training gets most of the time. */
const LOOKING = 3;
/** A running training is kept this often, in case the page goes. */
const KEEP_MS = 5000;

export class Session {
  readonly #of: string;
  readonly #request: TrainingRequest;
  readonly #study: Study;
  readonly #step: CompiledStep;
  readonly #tell: (moment: Moment) => void;
  readonly #removed = new Set<string>();
  readonly #plan: AnyPlan;
  #state: TrainingState;
  #terms: Readonly<Record<string, number>> = {};
  #alteration: Alteration = { layer: 0, lesion: [], clamp: [] };
  #chunk = 1;
  #pace: Pace | undefined;
  #running: Promise<void> | undefined;
  #changes: readonly Change[] = [];
  /** Switched off before the first update. */
  #offAtStart: readonly string[];
  #origin: Moment["origin"];

  private constructor(
    request: TrainingRequest,
    study: Study,
    plan: AnyPlan,
    removed: Set<string>,
    step: CompiledStep,
    tell: (moment: Moment) => void,
  ) {
    this.#request = request;
    this.#offAtStart = request.removed;
    this.#of = identityOf(request);
    this.#study = study;
    this.#plan = plan;
    this.#removed = removed;
    this.#step = step;
    this.#tell = tell;
    this.#state = initialState(plan);
  }

  /** Compiles the step of what `request` asks for. Strengths are read at every update, so that constraints can be switched off and on. */
  static async start(
    request: TrainingRequest,
    study: Study,
    compile: Compile,
    tell: (moment: Moment) => void,
  ): Promise<Session> {
    const off = new Set(request.removed);
    const objective = study.plan.objective.map(({ term, strength }) => ({
      term,
      strength: (step: number, total: number) => (off.has(term.name) ? 0 : strength(step, total)),
    }));
    const plan = { ...study.plan, objective };
    checkPlan(plan);
    return new Session(request, study, plan, off, await compilePlan(plan, compile), tell);
  }

  /** What has been done to it so far. */
  remove(terms: readonly string[]): readonly Change[] {
    this.#removed.clear();
    for (const term of terms) this.#removed.add(term);
    if (this.#begun()) {
      this.#changes = [...this.#changes, { step: this.#state.step, off: [...terms] }];
      void this.#keep();
    } else this.#offAtStart = [...terms];
    return this.#changes;
  }

  #begun = (): boolean => this.#state.step > 0 || this.#pace !== undefined;

  /** Turns the code at random, the optimiser's memory as it is. Throws UsageError for a network whose code cannot be turned. */
  async rotate(): Promise<void> {
    const turn = this.#study.rotated;
    if (turn === undefined) throw new UsageError("the code of this network cannot be turned: its units are rectified");
    const pace = this.#pace;
    await this.pause();
    const { step } = this.#state;
    const key = fold(keyOf(this.#request.seed, "rotation"), step);
    this.#state = withParameters(this.#plan, this.#state, turn(this.#parameters(), key));
    this.#changes = [...this.#changes, { step, off: [...this.#removed], rotated: true }];
    this.#terms = await this.#termsOf(this.#parameters());
    this.#tell(await this.moment(Number.NaN));
    if (pace !== undefined) this.play(pace);
  }

  /** Goes on where it was left. Throws InputError where that is another training. */
  async recall({ checkpoint, off, changes }: Kept): Promise<void> {
    this.#state = fromCheckpoint(this.#plan, checkpoint);
    this.#changes = changes;
    this.#origin = "left";
    this.#removed.clear();
    for (const term of off) this.#removed.add(term);
    this.#terms = await this.#termsOf(this.#parameters());
  }

  /** Stands where a training ended that came with the lab. */
  async show({ parameters }: Shipped): Promise<void> {
    this.#state = { ...withParameters(this.#plan, this.#state, parameters), step: this.#plan.steps };
    this.#origin = "came";
    this.#terms = await this.#termsOf(parameters);
  }

  async #keep(): Promise<void> {
    if (this.#state.step === 0 || this.#origin === "came") return;
    const checkpoint = toCheckpoint(this.#state);
    const identity = identityOf({ ...this.#request, removed: this.#offAtStart });
    await keep(identity, { checkpoint, off: [...this.#removed], changes: this.#changes });
  }

  play(pace: Pace): void {
    this.#pace = pace;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when the training rests. */
  async pause(): Promise<void> {
    this.#pace = undefined;
    await this.#running;
  }

  async step(count: number): Promise<void> {
    await this.pause();
    await this.#advance(Math.min(count, this.#left()));
    this.#tell(await this.moment(Number.NaN));
    await this.#keep();
  }

  /** `speed` is NaN for a training at rest. */
  async moment(speed: number): Promise<Moment> {
    const live = !Number.isNaN(speed);
    const parameters = this.#parameters();
    const snapshot = await this.#study.snapshot(parameters, live);
    const moment = {
      of: this.#of,
      step: this.#state.step,
      total: this.#plan.steps,
      speed,
      terms: this.#terms,
      strengths: this.#strengths(),
      changes: this.#changes,
      ...(this.#origin && { origin: this.#origin }),
    };
    if (!isAltered(this.#alteration)) return { ...moment, snapshot };
    const changed = await this.#study.altered(parameters, this.#alteration);
    const intact = this.#study.lossOf?.(snapshot);
    return {
      ...moment,
      snapshot: await this.#study.snapshot(changed, live),
      ...(intact === undefined
        ? { effect: { intact: await this.#termsOf(parameters), altered: await this.#termsOf(changed) } }
        : { intact }),
    };
  }

  /** "loss" and all terms with other parameters, on the batch of the next update; of a finished training, of its last. */
  async #termsOf(parameters: HostTree): Promise<Readonly<Record<string, number>>> {
    const state = { ...this.#state, step: Math.min(this.#state.step, this.#plan.steps - 1) };
    const { metrics } = await trainChunk(this.#plan, this.#step, withParameters(this.#plan, state, parameters), 1);
    return newestOf(metrics);
  }

  /** Shows the network so from now on. */
  async alter(alteration: Alteration): Promise<void> {
    this.#alteration = alteration;
    if (this.#pace !== undefined && this.#left() > 0) return;
    await this.#running;
    this.#tell(await this.moment(Number.NaN));
  }

  inspect = (layer: number, unit: number): Promise<UnitDetails> => this.#study.inspect(this.#parameters(), layer, unit);

  files = (): Promise<TrainingFiles> => this.#study.files(this.#parameters());

  async look(question: LookQuestion): Promise<Look> {
    if (this.#study.look === undefined) throw new UsageError("the training that is open has no images");
    return this.#study.look(this.#parameters(), question);
  }

  async close(): Promise<void> {
    await this.pause();
    this.#step.dispose();
    this.#study.dispose?.();
  }

  #parameters = (): HostTree => parametersOf(this.#plan, this.#state);

  #strengths(): Readonly<Record<string, number>> {
    const at = Math.min(this.#state.step, this.#plan.steps - 1);
    const { objective } = this.#study.plan;
    return Object.fromEntries(objective.map(({ term, strength }) => [term.name, strength(at, this.#plan.steps)]));
  }

  #left = (): number => this.#plan.steps - this.#state.step;

  async #run(): Promise<void> {
    const begun = { at: performance.now(), step: this.#state.step };
    let [shown, looked, kept] = [performance.now(), 0, performance.now()];
    while (this.#pace !== undefined && this.#left() > 0) {
      const allowed = PACES[this.#pace] * ((performance.now() - begun.at) / 1000) - (this.#state.step - begun.step);
      const steps = Math.min(this.#chunk, this.#left(), Math.max(0, Math.floor(allowed)));
      if (steps > 0) await this.#advance(steps);
      const now = performance.now();
      if (now - shown > Math.max(SHOW_MS, LOOKING * looked) || this.#left() === 0) {
        const speed = (1000 * (this.#state.step - begun.step)) / (now - begun.at);
        this.#tell(await this.moment(this.#left() === 0 ? Number.NaN : speed));
        shown = performance.now();
        looked = shown - now;
      }
      if (now - kept > KEEP_MS) {
        await this.#keep();
        kept = performance.now();
      }
      await pause(steps > 0 ? 0 : 15);
    }
    if (this.#left() > 0) this.#tell(await this.moment(Number.NaN));
    await this.#keep();
  }

  async #advance(steps: number): Promise<void> {
    if (steps === 0) return;
    const began = performance.now();
    const { state, metrics } = await trainChunk(this.#plan, this.#step, this.#state, steps);
    this.#state = state;
    this.#origin = undefined;
    this.#terms = newestOf(metrics);
    const perStep = Math.max(0.01, (performance.now() - began) / steps);
    this.#chunk = Math.max(1, Math.min(500, 4 * this.#chunk, Math.round(CHUNK_MS / perStep)));
  }
}

const newestOf = (metrics: Readonly<Record<string, Float32Array>>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values[values.length - 1]]));
