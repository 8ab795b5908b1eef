/** The image network on show, one trained before or the page's own, and what is asked of it. */
import type {
  ImageQuestion,
  Look,
  LookQuestion,
  NetworkDescription,
  NetworkName,
  Portrait,
  ShippedName,
  Traversals,
} from "../worker/images/protocol.js";
import type { Lab } from "./lab.svelte.js";
import { Newest } from "./newest.js";
import type { Training } from "./training.svelte.js";

export class ImageDesk {
  readonly #lab: Lab;
  readonly #training: Training;
  readonly experiment: string;
  images = $state.raw<Traversals>();
  shipped = $state.raw<readonly NetworkDescription[]>();
  measuring = $state(false);
  trouble = $state("");
  /** What a network makes of an image, and which network: a name, or the training on this page. */
  #looked = $state.raw<{ readonly at: Look; readonly of: string }>();
  #measured = $state.raw<{ readonly of: ShippedName; readonly portrait: Portrait }>();

  readonly at = $derived.by(() => this.#lab.controls?.at ?? []);
  readonly #latents = $derived.by(() => this.#lab.controls?.latents ?? []);
  /** A network that this experiment has: the one asked for, or the page's own. */
  readonly network = $derived.by((): NetworkName | undefined => {
    const asked = this.#lab.controls?.network;
    return this.shipped && (this.shipped.find(({ name }) => name === asked)?.name ?? "here");
  });
  readonly here = $derived.by(() => this.network === "here");
  readonly snapshot = $derived.by(() => {
    const snapshot = this.#training.shown?.snapshot;
    return snapshot?.kind === "images" ? snapshot : undefined;
  });
  /** What is known of the network on show where it was trained before. */
  readonly origin = $derived.by(() => this.shipped?.find(({ name }) => name === this.network));
  /** This page has measured the network on show. */
  readonly isMeasured = $derived.by(() => this.#measured !== undefined && this.#measured.of === this.network);
  /** Of a network trained before, by its run until this page has measured it too. */
  readonly portrait = $derived.by(() => {
    if (this.here) return this.snapshot?.portrait;
    return this.isMeasured ? this.#measured?.portrait : this.origin?.portrait;
  });
  /** Which network is on show; empty where none is. */
  readonly #subject = $derived.by(() => (this.here ? this.#training.of : (this.network ?? "")));
  /** Nothing of a network that other settings grew, or of another name. */
  readonly look = $derived.by(() => (this.#looked?.of === this.#subject ? this.#looked.at : undefined));
  readonly #opened = $derived.by(() => this.snapshot !== undefined);

  readonly #newestImages = new Newest(
    (question: ImageQuestion) => this.#lab.thinker.ask("traversals", question),
    (found) => {
      this.images = found;
      this.trouble = "";
    },
    (message) => this.#refuse(message),
  );
  readonly #newestLook = new Newest(
    async ({ of, ...question }: LookQuestion & { of: string }) => ({
      of,
      at: await (question.network === "here" ? this.#lab.trainer : this.#lab.thinker).ask("look", question),
    }),
    (found) => {
      this.#looked = found;
      this.trouble = "";
    },
    (message) => this.#refuse(message),
  );

  constructor(lab: Lab, training: Training, experiment: string) {
    this.#lab = lab;
    this.#training = training;
    this.experiment = experiment;
  }

  async findShipped(): Promise<void> {
    try {
      this.shipped = await this.#lab.thinker.ask("networks", this.experiment);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Asks for the image that is chosen and those beside it. */
  askForImages(): void {
    this.#newestImages.ask({ experiment: this.experiment, at: this.at });
  }

  /** Asks what the network on show makes of the image, as soon as there is one that can be asked. */
  askForLook(): void {
    const { network, here, at } = this;
    if (this.#lab.lack !== undefined || network === undefined || (here && !this.#opened)) return;
    this.#newestLook.ask({ experiment: this.experiment, network, at, latents: this.#latents, of: this.#subject });
  }

  /** What came with a moment of the training needs no question. */
  takeLook(): void {
    if (this.here && this.snapshot) this.#looked = { at: this.snapshot.look, of: this.#subject };
  }

  async measure(of: ShippedName): Promise<void> {
    this.measuring = true;
    try {
      // The other worker, so that sliders answer meanwhile.
      this.#measured = { of, portrait: await this.#lab.trainer.ask("measureNetwork", this.experiment, of) };
    } catch (error) {
      this.#refuse(error);
    }
    this.measuring = false;
  }

  #refuse(error: unknown): void {
    this.trouble = error instanceof Error ? error.message : String(error);
  }
}
