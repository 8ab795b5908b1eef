/** Kernels run on a memory of their own. */
import { Assembly } from "../../src/engine/kernels/assembler.js";
import { hasMultiplyAdd } from "../../src/engine/rounding.js";

/** What a kernel made of arrays: each lies behind the other, with room between, and is handed over by its address. */
export function run(
  define: (assembly: Assembly) => number,
  arrays: readonly (Float32Array | Int32Array)[],
  ...more: readonly number[]
): Float32Array[] {
  const assembly = new Assembly(hasMultiplyAdd());
  const module = new WebAssembly.Module(assembly.bytes({ kernel: define(assembly) }));
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { kernel } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  if (typeof kernel !== "function") throw new TypeError("no kernel");
  let end = 1024;
  const places = arrays.map((array) => {
    const place = end;
    end += 4 * (array.length + 32);
    const Kind = array instanceof Int32Array ? Int32Array : Float32Array;
    new Kind(memory.buffer, place, array.length).set(array);
    return place;
  });
  kernel(...places, ...more);
  return places.map((place, i) => new Float32Array(memory.buffer, place, arrays[i].length).slice());
}
