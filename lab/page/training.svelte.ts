/** A training as the page drives it: opened when first needed, started over when what it trains on changes. */
import type { TrainingFiles } from "../worker/protocol.js";
import { isAltered } from "../worker/trainings/alteration.js";
import { identityOf } from "../worker/trainings/identity.js";
import type { Alteration, Change, From, Moment, Pace, TrainingRequest } from "../worker/trainings/protocol.js";
import type { Values } from "../worker/values.js";
import { calm } from "./calm.js";
import type { Lab } from "./lab.svelte.js";
import { beganWithout, noteSwitched } from "./switched.js";
import type { WorkerClient } from "./workerClient.js";

/** Moments kept for looking back; beyond, every second one is let go. */
const MOST_KEPT = 240;
/** A change of settings starts the training over after this rest. */
const REST_MS = 200;

/** The training that the worker carries. */
interface Opened {
  /** What its moments are marked with. */
  readonly of: string;
  /** `removed`: what was switched off before the first update. */
  readonly request: TrainingRequest;
  /** What is switched off now. */
  readonly off: readonly string[];
  /** Step of the story that was being told. */
  readonly story: string;
}

type Found = Pick<Opened, "request" | "off"> & { readonly moment: Moment };

/** A second network beside the lab's own. */
interface Twin {
  readonly trainer: WorkerClient;
  /** The constraints that it lacks. */
  readonly removed: () => readonly string[];
}

export class Training {
  readonly #lab: Lab;
  readonly #trainer: WorkerClient;
  readonly #removed: () => readonly string[];

  playing = $state(false);
  opening = $state(false);
  error = $state("");
  /** Index into `history` of a moment that is looked back at. */
  lookingBack = $state<number>();
  #opened = $state.raw<Opened>();
  #newest = $state.raw<Moment>();
  #kept = $state.raw<readonly Moment[]>([]);
  #changes = $state.raw<readonly Change[]>([]);
  readonly #wanted = $derived.by(() => identityOf(this.#request()));
  /** The one that is open, where it is what the lab is set to: nothing of any other is ever shown. */
  readonly #current = $derived.by(() => (this.#opened && this.#isWanted(this.#opened) ? this.#opened : undefined));
  /** What was asked for and could not be opened: not tried again by itself. */
  #refused = "";
  #asked = false;
  #alterationWanted: Alteration | undefined;
  #alteration = "";
  #seen = 0;
  #queue: Promise<void> = Promise.resolve();

  /** The training of what the lab is set to; in a worker of its own, its twin without some constraints. */
  constructor(lab: Lab, twin?: Twin) {
    const { trainer = lab.trainer } = twin ?? {};
    this.#lab = lab;
    this.#trainer = trainer;
    this.#removed = twin?.removed ?? (() => lab.controls?.off ?? []);
    trainer.on("moment", (moment) => this.#see(moment));
    trainer.on("failed", (message) => this.#fail(message));
  }

  /** The newest; undefined before anything is open, and while what the lab is set to is not. */
  get moment(): Moment | undefined {
    return this.#current && this.#newest;
  }

  /** Thinned, oldest first. */
  get history(): readonly Moment[] {
    return this.#current ? this.#kept : [];
  }

  /** What was done to it since the training began: constraints switched, the code turned. */
  get switched(): readonly Change[] {
    return this.#current ? this.#changes : [];
  }

  /** The moment on show: the newest, or the one looked back at. */
  get shown(): Moment | undefined {
    return this.lookingBack === undefined ? this.moment : this.history[this.lookingBack];
  }

  /** Which training is on show; empty where none is. */
  get of(): string {
    return this.#current?.of ?? "";
  }

  /** The network on show as a file names it beside its configuration; undefined where there is none. */
  get subject(): Values | undefined {
    const { shown } = this;
    if (this.#current === undefined || shown === undefined) return undefined;
    const { lesion = [], clamp = [] } = this.#lab.controls ?? {};
    const switched = this.#changes.filter(({ step, rotated }) => step < shown.step || (rotated && step === shown.step));
    return {
      update: shown.step,
      updates: shown.total,
      off: [...this.#current.request.removed],
      ...(switched.length > 0 && {
        switched: switched.map(({ step, off, rotated }) => ({ step, off: [...off], ...(rotated && { rotated }) })),
      }),
      ...(lesion.length > 0 && { silenced: [...lesion] }),
      ...(clamp.length > 0 && { held: [...clamp] }),
    };
  }

  get finished(): boolean {
    return this.moment !== undefined && this.moment.step >= this.moment.total;
  }

  /** Looks back at the moment nearest to an update; undefined: at the newest. */
  lookBackTo(step: number | undefined): void {
    const later = this.history.findIndex((moment) => moment.step >= (step ?? Number.POSITIVE_INFINITY));
    this.lookingBack = later < 0 ? undefined : later;
  }

  play(pace: Pace): Promise<void> {
    return this.#attempt(async () => {
      if (this.#current === undefined || this.finished) await this.#open("the start");
      await this.#play(pace);
    });
  }

  pause(): Promise<void> {
    this.playing = false;
    return this.#attempt(() => this.#trainer.ask("pause"));
  }

  step(count: number): Promise<void> {
    return this.#attempt(async () => {
      this.playing = false;
      if (this.#current === undefined) await this.#open("the start");
      this.lookingBack = undefined;
      await this.#trainer.ask("step", count);
    });
  }

  restart(): Promise<void> {
    return this.#attempt(() => this.#open("the start"));
  }

  async pace(pace: Pace): Promise<void> {
    if (this.playing) await this.#attempt(() => this.#trainer.ask("play", pace));
  }

  /** Opens the training where it was left, or so that the network is seen before its first update. */
  ready(): Promise<void> {
    return this.#attempt(async () => {
      if (this.#current === undefined) await this.#open("where it was left");
    });
  }

  /** Opens the training where it was left, if it was. */
  recall(): Promise<void> {
    return this.#attempt(async () => {
      if (this.#lab.lack === undefined && this.#current === undefined) await this.#open("only where it was left");
    });
  }

  /** Turns the code at random. */
  rotate(): Promise<void> {
    return this.#attempt(async () => {
      this.lookingBack = undefined;
      if (this.#current === undefined) await this.#open("the start");
      await this.#trainer.ask("rotate");
    });
  }

  /** Switches constraints off from now on. A change of them that does not come this way starts the training over. */
  async remove(terms: readonly string[]): Promise<void> {
    const opened = this.#opened;
    if (opened === undefined) return;
    const step = this.#newest?.step ?? 0;
    const begun = step > 0 || this.playing;
    const request = begun ? opened.request : { ...opened.request, removed: terms };
    this.#opened = { ...opened, request, off: terms };
    noteSwitched(identityOf({ ...request, removed: terms }), request.removed);
    await this.#attempt(async () => {
      this.#changes = await this.#trainer.ask("remove", terms);
    });
  }

  /** Shows the network with units silenced or held from now on, also one that is opened later. */
  async alter(alteration: Alteration): Promise<void> {
    this.#alterationWanted = alteration;
    if (this.#opened !== undefined) await this.#attempt(() => this.#alter());
  }

  async #alter(): Promise<void> {
    const wanted = JSON.stringify(this.#alterationWanted);
    if (this.#alterationWanted === undefined || wanted === this.#alteration) return;
    this.#alteration = wanted;
    await this.#trainer.ask("alter", this.#alterationWanted);
  }

  /** Code and weights of the newest update. Throws an Error where the lab is set to another network. */
  async files(): Promise<TrainingFiles> {
    await this.#queue;
    if (this.#current === undefined) throw new Error("the network that these settings ask for is not open yet");
    return this.#trainer.ask("files");
  }

  /**
   * Starts over after a rest where the lab is set to another network than the one that was asked for, and goes on playing if that
   * was. To be called in an effect: what is read here is what it depends on. Gives back what calls it off.
   */
  followLab(pace: Pace): () => void {
    const [wanted, current] = [this.#wanted, this.#current];
    if (!this.#asked || current !== undefined || wanted === this.#refused) return () => {};
    const timer = setTimeout(() => this.#attempt(() => this.#startOver(pace)), REST_MS);
    return () => clearTimeout(timer);
  }

  async #startOver(pace: Pace): Promise<void> {
    if (this.#current !== undefined) return;
    const { playing } = this;
    await this.#open("the start");
    if (playing) await this.#play(pace);
  }

  async #play(pace: Pace): Promise<void> {
    this.lookingBack = undefined;
    this.playing = true;
    await this.#trainer.ask("play", pace);
  }

  #request(): TrainingRequest {
    const { experiment, view, settings, controls } = this.#lab;
    return {
      experiment: experiment?.id ?? view.experiments[0],
      settings,
      seed: controls?.seed ?? 0,
      removed: this.#removed(),
      missing: controls?.missing ?? [],
    };
  }

  /** Of constraints: those that are off now. A step of a story begins with a network that has lacked them from the start. */
  #isWanted({ request, off, story }: Opened): boolean {
    if (identityOf({ ...request, removed: off }) !== this.#wanted) return false;
    const turned = this.#lab.story !== "" && this.#lab.story !== story;
    return !turned || this.#changes.length === 0;
  }

  async #open(from: From): Promise<void> {
    const { lack, story } = this.#lab;
    if (lack !== undefined) throw new Error(`this browser lacks ${lack.what}, so nothing is trained here`);
    const wanted = this.#request();
    // In a story every step begins with a network of its own.
    const where = story === "" ? from : from === "only where it was left" ? undefined : "the start";
    if (where === undefined) return;
    this.#asked = where !== "only where it was left";
    this.playing = false;
    this.opening = this.#asked;
    try {
      const found = (await this.#switched(wanted, where)) ?? (await this.#ask(wanted, where));
      if (found === undefined) return;
      this.#asked = true;
      this.#opened = { ...found, of: identityOf(found.request), story };
      this.#begin(found.moment);
      if (this.#alterationWanted && isAltered(this.#alterationWanted)) await this.#alter();
    } catch (error) {
      this.#refused = identityOf(wanted);
      this.#opened = undefined;
      throw error;
    } finally {
      this.opening = false;
    }
  }

  /** The training that was left with these constraints off, although it began with others. */
  async #switched(wanted: TrainingRequest, from: From): Promise<Found | undefined> {
    const began = from === "the start" ? undefined : beganWithout(identityOf(wanted));
    if (began === undefined) return undefined;
    const found = await this.#ask({ ...wanted, removed: began }, "only where it was left");
    const isIt = found !== undefined && identityOf({ ...wanted, removed: found.off }) === identityOf(wanted);
    return isIt ? found : undefined;
  }

  async #ask(request: TrainingRequest, from: From): Promise<Found | undefined> {
    const moment = await this.#trainer.ask("open", request, from);
    return moment && { request, moment, off: moment.changes.at(-1)?.off ?? request.removed };
  }

  #begin(moment: Moment): void {
    const before = moment.origin === "left" ? (this.#lab.histories.get(moment.of) ?? []) : [];
    this.#kept = before.filter(({ step }) => step < moment.step);
    this.#alteration = "";
    this.#refused = "";
    this.lookingBack = undefined;
    this.#see(moment);
  }

  #see(moment: Moment): void {
    if (moment.of !== this.#opened?.of || isTooSoon(moment, this.#seen)) return;
    this.#seen = performance.now();
    this.#newest = moment;
    const kept = this.#kept.length < MOST_KEPT ? this.#kept : this.#kept.filter((_, index) => index % 2 === 0);
    this.#kept = [...kept, moment];
    this.#changes = moment.changes;
    this.#lab.remember(moment.of, this.#kept);
    // One that ends while another is awaited does not stop that other, which goes on where this one was going on.
    if (moment.step >= moment.total && this.#current !== undefined) this.playing = false;
  }

  /** One at a time, in the order in which they are asked for. */
  #attempt(action: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      try {
        this.error = "";
        await action();
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
    });
    return this.#queue;
  }

  #fail(message: string): void {
    this.playing = false;
    this.error = message;
  }
}

/** Where less motion is asked for, a running training is redrawn now and then only. */
const CALM_MS = 1000;
const isTooSoon = ({ speed }: Moment, seen: number): boolean =>
  calm.matches && !Number.isNaN(speed) && performance.now() - seen < CALM_MS;
