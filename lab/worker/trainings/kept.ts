/**
 * Trainings that were left: their newest state, so that a view is found again as it was left, also after a reload (in this browser's
 * IndexedDB, where it allows that). And those that come with the lab.
 */
import type { HostTree } from "../../../src/engine/protocols.js";
import { fromSafetensors } from "../../../src/engine/safetensors.js";
import type { Change } from "./protocol.js";

/** Where a training stood. */
export interface Kept {
  /** As `toCheckpoint` writes it. */
  readonly checkpoint: HostTree;
  /** What was switched off by then. */
  readonly off: readonly string[];
  readonly changes: readonly Change[];
}

/** The parameters of a finished training. */
export interface Shipped {
  readonly parameters: HostTree;
}

const DATABASE = "purecell-lab";
const STORE = "trainings";
/** Trainings kept over a reload; the oldest make room. */
const MOST = 12;

const inMemory = new Map<string, Kept>();

/** The worker's file is named after what is in it: another version of the lab does not take over what this one kept. */
const keyOf = (identity: string): string => `${self.location.pathname.split("/").at(-1)} ${identity}`;

export async function keep(identity: string, kept: Kept): Promise<void> {
  inMemory.delete(identity);
  inMemory.set(identity, kept);
  for (const old of [...inMemory.keys()].slice(0, -MOST)) inMemory.delete(old);
  await inStore("readwrite", async (store) => {
    const known = (await done(store.getAllKeys())).filter((key) => key !== keyOf(identity));
    for (const old of known.slice(0, Math.max(0, known.length - MOST + 1))) store.delete(old);
    store.put(kept, keyOf(identity));
  });
}

export async function keptOf(identity: string): Promise<Kept | undefined> {
  const near = inMemory.get(identity);
  if (near !== undefined) return near;
  return inStore("readonly", (store) => done<Kept | undefined>(store.get(keyOf(identity))));
}

/** By experiment: what a view opens on that nobody has trained in yet. */
const SHIPPED: Readonly<Record<string, URL>> = {
  fig7: new URL("../../snapshots/fig7.safetensors", import.meta.url),
  "fig3-linear": new URL("../../snapshots/fig3-linear.safetensors", import.meta.url),
};

/** Undefined where none comes with the lab, or it cannot be loaded. */
export async function shippedOf(experiment: string, identity: string): Promise<Shipped | undefined> {
  const address = Object.hasOwn(SHIPPED, experiment) ? SHIPPED[experiment] : undefined;
  if (address === undefined) return undefined;
  try {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const { tree, metadata } = fromSafetensors(bytes);
    return metadata.identity === identity ? { parameters: tree } : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where this browser stores nothing (private windows, full disks): what is kept then ends with the page. */
async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<T>,
): Promise<T | undefined> {
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const database = await done(opening);
    try {
      return await act(database.transaction(STORE, mode).objectStore(STORE));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
