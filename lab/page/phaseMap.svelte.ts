/** A map of what mixing saves over two settings of a cloud, filled from coarse to fine while it is looked at. */
import { type CloudSettings, cloudSettings } from "../../src/experiments/points/index.js";
import { axes, coarseToFine, movedTo, type Plane, placeOn } from "../worker/clouds/axes.js";
import { type KnownCells, keyOfCell } from "./knownCells.js";
import type { Lab } from "./lab.svelte.js";

/** A map begins after this rest, so that a drag across maps draws none of them. */
const REST_MS = 300;
/** An answer shall take about this long. */
const ANSWER_MS = 90;
const MOST_MAPS = 8;
const MOST_PATH = 500;

export class PhaseMap {
  readonly #lab: Lab;
  cells = $state.raw<KnownCells>(new Map());
  /** Columns and rows at which the settings have been, oldest first; between columns in proportion. */
  path = $state.raw<readonly (readonly [number, number])[]>([]);
  trouble = $state("");
  #ground = "";
  readonly #maps = new Map<string, KnownCells>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Notes where the settings are; on another ground, the way begins anew. */
  walk(settings: CloudSettings, plane: Plane): void {
    const ground = groundOf(settings, plane);
    const at = placeOf(settings, plane);
    const before = ground === this.#ground ? this.path : [];
    const last = before.at(-1);
    if (ground !== this.#ground) this.cells = this.#maps.get(ground) ?? new Map();
    this.#ground = ground;
    if (last?.[0] !== at[0] || last[1] !== at[1]) this.path = [...before, at].slice(-MOST_PATH);
  }

  /** Fills the map of these settings; gives back what calls it off. */
  fill(settings: CloudSettings, plane: Plane): () => void {
    const state = { off: false };
    const timer = setTimeout(() => void this.#fill(settings, plane, state), REST_MS);
    return () => {
      clearTimeout(timer);
      state.off = true;
    };
  }

  async #fill(settings: CloudSettings, plane: Plane, state: { off: boolean }): Promise<void> {
    const ground = groundOf(settings, plane);
    const known = new Map(this.#maps.get(ground));
    const order = coarseToFine(axes[plane.across].values.length, axes[plane.up].values.length);
    const left = order.filter(({ column, row }) => !known.has(keyOfCell(column, row)));
    let count = 4;
    while (left.length > 0 && !state.off) {
      const asked = left.splice(0, count).map(({ column, row }) => [column, row] as const);
      const began = performance.now();
      try {
        for (const cell of await this.#lab.surveyor.ask("mapClouds", { settings, ...plane, cells: asked })) {
          known.set(keyOfCell(cell.column, cell.row), cell);
        }
        this.trouble = "";
      } catch (error) {
        this.trouble = error instanceof Error ? error.message : String(error);
        return;
      }
      count = Math.max(1, Math.min(60, Math.round((count * ANSWER_MS) / (performance.now() - began))));
      this.#keep(ground, new Map(known));
    }
  }

  #keep(ground: string, known: KnownCells): void {
    this.#maps.delete(ground);
    this.#maps.set(ground, known);
    for (const old of [...this.#maps.keys()].slice(0, -MOST_MAPS)) this.#maps.delete(old);
    if (ground === this.#ground) this.cells = known;
  }
}

const ofTheory = cloudSettings.omit({ seeds: true, code: true, updates: true, learningRate: true, neurons: true });

/** What a map depends on: all that theory of linear codes knows of a cloud, but for where on the map one is. */
const groundOf = (settings: CloudSettings, plane: Plane): string =>
  JSON.stringify([plane, ofTheory.parse({ ...settings, ...movedTo(settings, plane, 0, 0) })]);

const placeOf = (settings: CloudSettings, { across, up }: Plane): readonly [number, number] => [
  placeOn(axes[across], axes[across].read(settings)),
  placeOn(axes[up], axes[up].read(settings)),
];
