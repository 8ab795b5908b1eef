/**
 * Work that several metrics, or many draws of a null, need of the same arrays: done once, e.g. the bins of the units, which no
 * permutation of the conditions changes.
 *
 * Only for arrays that were declared unchanging with `shareWork`; for all others everything is computed afresh, since a typed
 * array may be written to between two calls.
 */
import type { Representation } from "../protocols.js";

const unchanging = new WeakSet<object>();

/** Declares that the representation's arrays will not be written to any more, and returns it. */
export function shareWork(representation: Representation): Representation {
  unchanging.add(representation);
  unchanging.add(representation.activity);
  unchanging.add(representation.factors);
  return representation;
}

/** A store of results by what they were computed from and with which settings. */
export type SharedResults<Value> = (owner: object, settings: string, compute: () => Value) => Value;

/** Results are kept as long as their owner is; `compute` is called anew for an owner that was not declared unchanging. */
export function sharedResults<Value>(): SharedResults<Value> {
  const kept = new WeakMap<object, Map<string, Value>>();
  return (owner, settings, compute) => {
    if (!unchanging.has(owner)) return compute();
    const ofOwner = kept.get(owner) ?? new Map<string, Value>();
    kept.set(owner, ofOwner);
    const known = ofOwner.get(settings);
    if (known !== undefined) return known;
    const made = compute();
    ofOwner.set(settings, made);
    return made;
  };
}

/** The same for results that are large: of every owner the latest alone is kept. */
export function sharedLatest<Value>(): SharedResults<Value> {
  const kept = new WeakMap<object, { readonly settings: string; readonly value: Value }>();
  return (owner, settings, compute) => {
    if (!unchanging.has(owner)) return compute();
    const known = kept.get(owner);
    if (known?.settings === settings) return known.value;
    const value = compute();
    kept.set(owner, { settings, value });
    return value;
  };
}
