/**
 * A thread that is ended in the middle of a call of native code takes the whole process with it: the call fails on its
 * way back, in C++, where nothing catches it. So the thread passes a door before every such call, and whoever wants to
 * end it shuts the door first, which waits until nobody is inside.
 */
import type { Compile, CompiledStep } from "../engine/protocols.js";
import { Interrupted } from "../math/errors.js";

/** A word shared by two threads: how many calls are inside, or SHUT. */
export type Door = Int32Array<SharedArrayBuffer>;

const SHUT = -1;

/** Milliseconds between two tries to shut it. */
const PAUSE = 5;

export const newDoor = (): Door => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Resolves once nobody is inside and nobody can enter any more. */
export async function shutDoor(door: Door): Promise<void> {
  while (Atomics.compareExchange(door, 0, 0, SHUT) > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
}

/** The same compiler, every call of it and of its steps inside. They throw Interrupted once the door is shut. */
export function behindDoor(door: Door, compile: Compile): Compile {
  const inside = <Result>(work: () => Promise<Result>) => passing(door, work);
  return async (step, example) => {
    const compiled = await inside(() => compile(step, example));
    const guarded: CompiledStep = {
      backend: compiled.backend,
      run: (state, inputs) => inside(() => compiled.run(state, inputs)),
      // A thread about to end need not tidy up.
      dispose: () => void inside(async () => compiled.dispose()).catch(() => {}),
    };
    return guarded;
  };
}

async function passing<Result>(door: Door, work: () => Promise<Result>): Promise<Result> {
  if (!entered(door)) throw new Interrupted();
  try {
    return await work();
  } finally {
    Atomics.sub(door, 0, 1);
  }
}

/** Counts one more inside, unless the door is shut. */
function entered(door: Door): boolean {
  for (;;) {
    const now = Atomics.load(door, 0);
    if (now === SHUT) return false;
    if (Atomics.compareExchange(door, 0, now, now + 1) === now) return true;
  }
}
