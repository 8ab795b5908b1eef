/**
 * The memory on which the steps of a thread run, one at a time: browsers give a page a hundred memories, however small. It grows to what the
 * largest step needs, and is let go when no step is left.
 */
import { NoKernel } from "./errors.js";

const PAGE = 65_536;

let memory: WebAssembly.Memory | undefined;
let users = 0;

/** A memory of at least so many pages of 64 kB. Throws NoKernel where there is none. */
export function borrowMemory(pages: number): WebAssembly.Memory {
  try {
    memory ??= new WebAssembly.Memory({ initial: pages });
    const missing = pages - memory.buffer.byteLength / PAGE;
    if (missing > 0) memory.grow(missing);
  } catch {
    throw new NoKernel(`want of ${pages} pages of memory`);
  }
  users++;
  return memory;
}

/** For each time that it was borrowed. */
export function returnMemory(): void {
  users--;
  if (users === 0) memory = undefined;
}
