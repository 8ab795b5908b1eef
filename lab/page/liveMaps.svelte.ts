/** The newest rate maps of a spatial code: drawn by the worker, of one network after the other. */
import type { RoomMaps, RoomQuestion } from "../worker/space/protocol.js";
import type { SpaceSnapshot } from "../worker/trainings/protocol.js";
import type { Lab } from "./lab.svelte.js";
import { Newest } from "./newest.js";
import type { Training } from "./training.svelte.js";

/** Maps, and the network that they are of. */
interface Drawn {
  readonly maps: RoomMaps;
  readonly drawn: SpaceSnapshot;
  /** Its training. */
  readonly of: string;
}

interface Asked {
  readonly question: RoomQuestion;
  readonly drawn: SpaceSnapshot;
  readonly of: string;
}

export class LiveMaps {
  readonly #training: Training;
  readonly #newest: Newest<Asked, Drawn>;
  #found = $state.raw<Drawn>();
  trouble = $state("");

  constructor(lab: Lab, training: Training) {
    this.#training = training;
    this.#newest = new Newest(
      async ({ question, ...of }) => ({ ...of, maps: await lab.thinker.ask("roomMaps", question) }),
      (found) => {
        [this.#found, this.trouble] = [found, ""];
      },
      (message) => {
        this.trouble = message;
      },
    );
  }

  /** The network on show. */
  get snapshot(): SpaceSnapshot | undefined {
    const { shown } = this.#training;
    return shown?.snapshot.kind === "space" ? shown.snapshot : undefined;
  }

  /** Maps of a network that other settings grew are not shown. */
  get current(): Drawn | undefined {
    return this.snapshot && this.#found?.of === this.#training.of ? this.#found : undefined;
  }

  /** Draws the network on show. To be called in an effect: what is read here is what it depends on. */
  draw(look: Omit<RoomQuestion, "series">): void {
    const { snapshot } = this;
    if (snapshot === undefined) return;
    this.#newest.ask({ question: { ...look, series: snapshot.series }, drawn: snapshot, of: this.#training.of });
  }
}
