/** The best rectified code of the cloud on show: one in a second while it changes, and a longer search once it rests. */
import type { RectifiedCloud } from "../worker/clouds/protocol.js";
import { problemOfSettings } from "../worker/energy.js";
import type { Values } from "../worker/values.js";
import { AtRest } from "./atRest.js";
import type { Lab } from "./lab.svelte.js";
import { Newest } from "./newest.js";

const QUICK_SECONDS = 1;
/** As `purecell predict` searches unless told otherwise. */
const LONG_SECONDS = 10;

export class RectifiedSearch {
  found = $state.raw<RectifiedCloud>();
  refusal = $state("");
  /** Whether a longer search is under way. */
  proving = $state(false);
  #wanted: Values = {};
  readonly #quick: Newest<Values, RectifiedCloud>;
  readonly #long: AtRest<Values, RectifiedCloud>;

  constructor(lab: Lab) {
    const refused = (message: string): void => {
      [this.refusal, this.proving] = [message, false];
    };
    this.#quick = new Newest(
      (settings) => lab.surveyor.ask("predictRectified", settings, QUICK_SECONDS),
      (found) => this.#see(found),
      refused,
    );
    this.#long = new AtRest({
      ask: (settings) => lab.prover.ask("predictRectified", settings, LONG_SECONDS),
      answered: (found) => {
        this.proving = false;
        this.#show(found);
      },
      refused,
      giveUp: () => lab.prover.end("the cloud has changed"),
    });
  }

  ask(settings: Values): void {
    this.stop();
    this.#wanted = settings;
    this.#quick.ask(settings);
  }

  stop(): void {
    this.#long.stop();
    this.proving = false;
  }

  #see(found: RectifiedCloud): void {
    this.#show(found);
    if (found.floor.certified || found.floor.of !== problemOfSettings(this.#wanted)) return;
    this.proving = true;
    this.#long.ask(this.#wanted);
  }

  #show(found: RectifiedCloud): void {
    [this.found, this.refusal] = [found, ""];
  }
}
