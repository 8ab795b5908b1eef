/** The network of a view and its units, and a second one that trains beside it without some of its rules. */
import type { LayersSnapshot } from "../worker/trainings/protocol.js";
import type { Lab } from "./lab.svelte.js";
import { Training } from "./training.svelte.js";
import { Units } from "./units.svelte.js";

export class TwoNetworks {
  readonly #lab: Lab;
  readonly training: Training;
  readonly units: Units;
  /** From the same weights on the same data as the first, without the constraints that the address names. */
  readonly second: Training;
  /** The second one while the address names some. */
  readonly twin = $derived.by(() => (this.#removed.length > 0 ? this.second : undefined));
  /** Updates of the whole training. */
  readonly total = $derived.by(() => this.training.moment?.total ?? 1);

  constructor(lab: Lab) {
    this.#lab = lab;
    this.training = new Training(lab);
    this.units = new Units(lab);
    this.second = new Training(lab, { trainer: lab.twin, removed: () => this.#removed });
  }

  get #removed(): readonly string[] {
    return this.#lab.controls?.twin ?? [];
  }
}

/** What is shown of a network of layers. */
export function layersOf(training: Training | undefined): LayersSnapshot | undefined {
  const snapshot = training?.shown?.snapshot;
  return snapshot?.kind === "layers" ? snapshot : undefined;
}
