/**
 * What trainings began without whose constraints were switched in the middle: an address tells only what is off now. Known in this tab
 * alone, and over a reload: a link begins with a network that never had what it takes away.
 */
const KEY = "purecell-switched";
/** As many as trainings are kept. */
const MOST = 12;

type Entry = readonly [now: string, began: readonly string[]];

/** `now`: the training by `identityOf`, with what is off now; `began`: what was off before its first update. */
export function noteSwitched(now: string, began: readonly string[]): void {
  const others = entries().filter(([other]) => other !== now);
  write([...others, [now, began] as const].slice(-MOST));
}

/** Undefined where none was switched to be this one. */
export const beganWithout = (now: string): readonly string[] | undefined =>
  entries().find(([other]) => other === now)?.[1];

/** Where the browser stores nothing, none. */
function entries(): Entry[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function write(all: readonly Entry[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A tab without storage begins afresh after a reload.
  }
}
