/** What the page shows, as one value: view, experiment, settings, controls. The address is this value, and so is the command. */
import type { Json } from "../../src/protocols.js";
import type { Controls } from "../worker/controls.js";
import type { ExperimentDescription } from "../worker/protocol.js";
import type { Moment } from "../worker/trainings/protocol.js";
import type { Values } from "../worker/values.js";
import { ADDRESS_VERSION, formatAddress, parseAddress, same, textOf } from "./address.js";
import type { Choices } from "./choices.js";
import { type Frame, frameOf } from "./frame.js";
import type { Handed } from "./handed.js";
import { lackForTraining } from "./trainingNeeds.js";
import { presetOf, type View, views } from "./views.js";
import { WorkerClient } from "./workerClient.js";

/** A change becomes a step of the browser's history after this rest, so that a drag is one step. */
const REST_MS = 350;
const MOST_HISTORIES = 6;

export class Lab {
  /** Answers at once: theory, schemas, runs. */
  readonly thinker = new WorkerClient("theory");
  /** Reads data files and measures them; given up with each file, since code of others reads some of them. */
  readonly reader = new WorkerClient("files");
  /** Answers what takes a second or so, while the settings change. */
  readonly surveyor = new WorkerClient("survey");
  /** Answers what takes seconds, once the settings rest; given up when they change again. */
  readonly prover = new WorkerClient("proofs");
  /** Trains. */
  readonly trainer = new WorkerClient("training");
  /** Trains the twin of a network. */
  readonly twin = new WorkerClient("twin");
  /** What this browser lacks to train; undefined where it can. */
  readonly lack = lackForTraining();

  /** The one that the address names from the beginning: no other is drawn meanwhile. */
  view = $state.raw<View>(viewNamed(parseAddress(location.hash).view));
  experiment = $state.raw<ExperimentDescription>();
  settings = $state.raw<Values>({});
  controls = $state.raw<Controls>();
  /** Of a view without experiment. */
  choices = $state.raw<Choices>({});
  /** Step of a story that is being told, e.g. "pure.3"; empty outside stories. */
  story = $state("");
  /** What the address hides of the page; it stays while the page is open, unless another address says otherwise. */
  frame = $state.raw<Frame>(frameOf([]).frame);
  /** Whether a newcomer is being led round. */
  touring = $state(false);
  notices = $state.raw<readonly string[]>([]);
  /** What was seen of trainings that one may come back to, by `Moment.of`. */
  readonly histories = new Map<string, readonly Moment[]>();
  #standardControls: Controls | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #visits = 0;
  #handed: Handed | undefined;
  /** Addresses at which views were left, outside any story. */
  readonly #left = new Map<string, string>();

  constructor() {
    addEventListener("popstate", () => this.visit(location.hash));
    void this.visit(location.hash);
  }

  /** Shows what an address says. */
  async visit(hash: string): Promise<void> {
    const visit = ++this.#visits;
    const { view: name, version, given: whole } = parseAddress(hash);
    const { frame, rest: all, notices: ofFrame } = frameOf(whole);
    if (frame.given.length > 0) this.frame = frame;
    const given = all.filter(([key]) => key !== "story");
    const view = viewNamed(name);
    const notices = [...addressNotices(name, version), ...ofFrame];
    this.story = all.find(([key]) => key === "story")?.[1] ?? "";
    const chosen = given.find(([key]) => key === "experiment")?.[1] ?? view.experiments[0];
    const experiment = view.experiments.includes(chosen) ? chosen : view.experiments[0];
    if (chosen !== experiment)
      notices.push(`experiment=${chosen} was left out: this view shows ${view.experiments.join(", ")}`);
    if (experiment === undefined) this.#showAlone(view, given, notices);
    else await this.#settle(visit, view, experiment, given, notices);
  }

  #show(view: View, notices: readonly string[]): void {
    this.view = view;
    this.experiment = undefined;
    this.notices = notices;
  }

  #showAlone(view: View, given: readonly (readonly [string, string])[], notices: readonly string[]): void {
    const { choices = {} } = view;
    const strange = given.filter(([name]) => !Object.hasOwn(choices, name));
    this.choices = { ...choices, ...Object.fromEntries(given.filter(([name]) => Object.hasOwn(choices, name))) };
    this.#show(view, [...notices, ...strange.map(([name, text]) => unknownChoice(name, text, Object.keys(choices)))]);
  }

  async #settle(
    visit: number,
    view: View,
    name: string,
    given: readonly (readonly [string, string])[],
    notices: string[],
  ) {
    try {
      const own = Object.entries(presetOf(view, name)).map(([key, value]): [string, string] => [key, textOf(value)]);
      const asked = given.filter(([key]) => key !== "experiment");
      const [experiment, settled, plain] = await Promise.all([
        this.thinker.ask("describe", name),
        this.thinker.ask("settle", name, [...own, ...asked]),
        this.thinker.ask("settle", name, own),
      ]);
      if (visit !== this.#visits) return;
      this.#standardControls = plain.controls;
      this.experiment = experiment;
      this.settings = settled.settings;
      this.controls = settled.controls;
      this.#show(view, [...notices, ...settled.notices]);
      this.experiment = experiment;
    } catch (error) {
      this.notices = [...notices, error instanceof Error ? error.message : String(error)];
    }
  }

  /** Keeps what was seen of a training; of the last few. */
  remember(of: string, history: readonly Moment[]): void {
    this.histories.delete(of);
    this.histories.set(of, history);
    for (const old of [...this.histories.keys()].slice(0, -MOST_HISTORIES)) this.histories.delete(old);
  }

  /** Changes settings of the experiment. */
  set(changes: Values): void {
    this.settings = { ...this.settings, ...changes };
    this.#remember();
  }

  /** Changes what belongs to the lab alone. */
  control(changes: Partial<Controls>): void {
    if (this.controls === undefined) return;
    this.controls = { ...this.controls, ...changes };
    this.#remember();
  }

  /** Changes what a view without experiment lets one choose. */
  pick(changes: Choices): void {
    this.choices = { ...this.choices, ...changes };
    this.#remember();
  }

  tour(): void {
    this.leaveStory();
    this.touring = true;
  }

  /** Goes where a dropped file belongs; the view there opens it. */
  hand(handed: Handed | undefined): void {
    if (handed === undefined) return;
    this.#handed = handed;
    this.go(handed.view);
  }

  /** What was handed to a view, once. */
  taken<Name extends Handed["view"]>(view: Name): Extract<Handed, { readonly view: Name }> | undefined {
    const handed = this.#handed;
    const isIts = (one: Handed): one is Extract<Handed, { readonly view: Name }> => one.view === view;
    if (handed === undefined || !isIts(handed)) return undefined;
    this.#handed = undefined;
    return handed;
  }

  /** To a view as it was left; the one on show begins afresh. */
  go(view: string): void {
    const left = view === this.view.id ? undefined : this.#left.get(view);
    this.follow(left ?? formatAddress(view, []));
  }

  /** Goes to an address of the lab, as a link would. */
  follow(hash: string): void {
    clearTimeout(this.#timer);
    this.#left.set(this.view.id, formatAddress(this.view.id, this.#changes));
    history.pushState(undefined, "", this.#framed(hash));
    void this.visit(location.hash);
  }

  /** Ends the telling; what is on show stays. */
  leaveStory(): void {
    this.story = "";
    this.#remember();
  }

  choose(experiment: string): void {
    const { seed } = this.controls ?? { seed: 0 };
    this.follow(
      this.#addressWith([
        ["experiment", experiment],
        ["seed", String(seed)],
      ]),
    );
  }

  /** Everything that differs from what the view shows by itself, and what is hidden of the page. */
  get address(): string {
    return this.#framed(this.wholeAddress);
  }

  /** The same with nothing hidden. */
  get wholeAddress(): string {
    return this.#addressWith(this.#changes);
  }

  /** The same inside another page. */
  get embeddedAddress(): string {
    return `${this.wholeAddress}&embed=1`;
  }

  #framed(hash: string): string {
    const { view, given } = parseAddress(hash);
    return this.frame.given.length === 0 ? hash : formatAddress(view, [...frameOf(given).rest, ...this.frame.given]);
  }

  #addressWith = (given: readonly (readonly [string, string])[]): string =>
    formatAddress(this.view.id, [...given, ...(this.story ? [["story", this.story] as const] : [])]);

  get #changes(): (readonly [string, string])[] {
    const { view, experiment, settings, controls, choices } = this;
    if (experiment === undefined || controls === undefined) {
      return Object.entries(choices).filter(([name, text]) => text !== view.choices?.[name]);
    }
    const standard = (name: string): Json | undefined =>
      presetOf(view, experiment.id)[name] ?? experiment.fields.find((field) => field.name === name)?.standard;
    const changed = (all: Values, usual: (name: string) => Json | undefined) =>
      Object.entries(all)
        .filter(([name, value]) => !same(value, usual(name)))
        .map(([name, value]): [string, string] => [name, textOf(value)]);
    const own: Values = { ...this.#standardControls };
    return [
      ...(experiment.id === view.experiments[0] ? [] : [["experiment", experiment.id] as const]),
      ...changed(settings, standard),
      ...changed({ ...controls }, (name) => own[name]),
    ];
  }

  #remember(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (location.hash !== this.address) history.pushState(undefined, "", this.address);
    }, REST_MS);
  }
}

const viewNamed = (name: string): View => views.find(({ id }) => id === name) ?? views[0];

function addressNotices(name: string, version: number): string[] {
  const notices: string[] = [];
  if (name !== "" && !views.some(({ id }) => id === name)) {
    notices.push(`There is no view "${name}"; there are ${views.map(({ id }) => id).join(", ")}.`);
  }
  if (version !== ADDRESS_VERSION) {
    notices.push(
      `This address is of version ${version}, the lab reads version ${ADDRESS_VERSION}: parts may not be as meant.`,
    );
  }
  return notices;
}

const unknownChoice = (name: string, text: string, known: readonly string[]): string =>
  `${name}=${text} was left out: this view ${known.length === 0 ? "has no settings" : `knows ${known.join(", ")}`}`;
