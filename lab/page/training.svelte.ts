/** A training as the page drives it: opened when first needed, started over when what it trains on changes. */
import type { Alteration, Moment, Pace, TrainingRequest } from "../worker/trainings/protocol.js";
import type { Lab } from "./lab.svelte.js";
import type { WorkerClient } from "./workerClient.js";

/** Moments kept for looking back; beyond, every second one is let go. */
const MOST_KEPT = 240;
/** A change of settings starts the training over after this rest. */
const REST_MS = 200;

/** Constraints that were switched in the middle of a training. */
export interface Switch {
  readonly step: number;
  readonly off: readonly string[];
}

export class Training {
  readonly #lab: Lab;
  readonly #trainer: WorkerClient;

  moment = $state.raw<Moment>();
  /** Thinned, oldest first. */
  history = $state.raw<readonly Moment[]>([]);
  playing = $state(false);
  opening = $state(false);
  error = $state("");
  /** Index into `history` of a moment that is looked back at. */
  lookingBack = $state<number>();
  /** Constraints switched since the training began. */
  switched = $state.raw<readonly Switch[]>([]);
  #opened = "";
  #wanted: Alteration | undefined;
  #alteration = "";
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The training of what the lab is set to. */
  constructor(lab: Lab) {
    const { trainer } = lab;
    this.#lab = lab;
    this.#trainer = trainer;
    trainer.on("moment", (moment) => this.#see(moment));
    trainer.on("failed", (message) => this.#fail(message));
  }

  /** The moment on show: the newest, or the one looked back at. */
  get shown(): Moment | undefined {
    return this.lookingBack === undefined ? this.moment : this.history[this.lookingBack];
  }

  get finished(): boolean {
    return this.moment !== undefined && this.moment.step >= this.moment.total;
  }

  async toggle(pace: Pace): Promise<void> {
    if (this.playing) await this.pause();
    else await this.play(pace);
  }

  async play(pace: Pace): Promise<void> {
    await this.#attempt(async () => {
      if (this.finished) this.#opened = "";
      await this.#open();
      this.lookingBack = undefined;
      this.playing = true;
      await this.#trainer.ask("play", pace);
    });
  }

  async pause(): Promise<void> {
    this.playing = false;
    await this.#attempt(() => this.#trainer.ask("pause"));
  }

  async step(count: number): Promise<void> {
    await this.#attempt(async () => {
      this.playing = false;
      await this.#open();
      this.lookingBack = undefined;
      await this.#trainer.ask("step", count);
    });
  }

  async restart(): Promise<void> {
    await this.#attempt(async () => {
      this.#opened = "";
      await this.#open();
    });
  }

  async pace(pace: Pace): Promise<void> {
    if (this.playing) await this.#attempt(() => this.#trainer.ask("play", pace));
  }

  /** Opens the training, so that the network is seen before its first update. */
  async ready(): Promise<void> {
    if (this.#opened === "") await this.#attempt(() => this.#open());
  }

  async remove(terms: readonly string[]): Promise<void> {
    if (this.#opened === "") return;
    const step = this.moment?.step ?? 0;
    if (step > 0) this.switched = [...this.switched, { step, off: terms }];
    await this.#attempt(() => this.#trainer.ask("remove", terms));
  }

  /** Shows the network with units silenced or held from now on, also one that is opened later. */
  async alter(alteration: Alteration): Promise<void> {
    this.#wanted = alteration;
    if (this.#opened !== "") await this.#attempt(() => this.#alter());
  }

  async #alter(): Promise<void> {
    const wanted = JSON.stringify(this.#wanted);
    if (this.#wanted === undefined || wanted === this.#alteration) return;
    this.#alteration = wanted;
    await this.#trainer.ask("alter", this.#wanted);
  }

  /** Starts over with changed settings, if anything was started; goes on playing if it was. */
  changed(pace: Pace): void {
    if (this.#opened === "" || this.#opened === this.#identity()) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const { playing } = this;
      await this.restart();
      if (playing) await this.play(pace);
    }, REST_MS);
  }

  #request(): TrainingRequest {
    const { experiment, view, settings, controls } = this.#lab;
    return {
      experiment: experiment?.id ?? view.experiments[0],
      settings,
      seed: controls?.seed ?? 0,
      removed: controls?.off ?? [],
    };
  }

  /** What decides the numbers; constraints that are switched later on do not start a training over. */
  #identity(): string {
    const { removed: _, ...rest } = this.#request();
    return JSON.stringify(rest);
  }

  async #open(): Promise<void> {
    const { lack } = this.#lab;
    if (lack !== undefined) throw new Error(`this browser lacks ${lack.what}, so nothing is trained here`);
    const identity = this.#identity();
    if (this.#opened === identity) return;
    this.playing = false;
    this.opening = true;
    try {
      const moment = await this.#trainer.ask("open", this.#request());
      this.#opened = identity;
      this.history = [];
      this.switched = [];
      this.#alteration = "";
      this.lookingBack = undefined;
      this.#see(moment);
      if (this.#wanted && this.#wanted.lesion.length + this.#wanted.clamp.length > 0) await this.#alter();
    } finally {
      this.opening = false;
    }
  }

  #see(moment: Moment): void {
    if (isTooSoon(moment, this.#seen)) return;
    this.#seen = performance.now();
    this.moment = moment;
    const kept = this.history.length < MOST_KEPT ? this.history : this.history.filter((_, index) => index % 2 === 0);
    this.history = [...kept, moment];
    if (moment.step >= moment.total) this.playing = false;
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      this.error = "";
      await action();
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(message: string): void {
    this.playing = false;
    this.error = message;
  }
}

/** Where less motion is asked for, a running training is redrawn now and then only. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const CALM_MS = 1000;
const isTooSoon = ({ speed }: Moment, seen: number): boolean =>
  calm.matches && !Number.isNaN(speed) && performance.now() - seen < CALM_MS;
