/** Which units are pointed at, pinned, silenced or held: what every view of a trained network shares. */
import type { Alteration } from "../worker/trainings/protocol.js";
import type { Lab } from "./lab.svelte.js";

/** Cards that stay open at most. */
const MOST_PINNED = 8;

export class Units {
  readonly #lab: Lab;
  /** The unit under the pointer or the keyboard's cursor. */
  over = $state<number>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get pinned(): readonly number[] {
    return this.#lab.controls?.pin ?? [];
  }

  /** Pinned ones and the one pointed at, each once. */
  get lit(): readonly number[] {
    return [...new Set([...this.pinned, ...(this.over === undefined ? [] : [this.over])])];
  }

  get layer(): number {
    return this.#lab.controls?.layer ?? 0;
  }

  get alteration(): Alteration {
    const { lesion = [], clamp = [] } = this.#lab.controls ?? {};
    return { layer: this.layer, lesion, clamp };
  }

  pin = (unit: number): void => this.#lab.control({ pin: toggled(this.pinned, unit).slice(-MOST_PINNED) });

  /** Silences a unit, or lets it speak again; a silenced one is not held. */
  lesion = (unit: number): void => {
    const { lesion, clamp } = this.alteration;
    this.#lab.control({ lesion: toggled(lesion, unit), clamp: clamp.filter((other) => other !== unit) });
  };

  /** Holds a unit at its mean, or lets it go. */
  clamp = (unit: number): void => {
    const { lesion, clamp } = this.alteration;
    this.#lab.control({ clamp: toggled(clamp, unit), lesion: lesion.filter((other) => other !== unit) });
  };

  /** Units of another layer are others: marks are taken off. */
  look = (layer: number): void => this.#lab.control({ layer, pin: [], lesion: [], clamp: [] });
}

const toggled = (units: readonly number[], unit: number): number[] =>
  units.includes(unit) ? units.filter((other) => other !== unit) : [...units, unit];
