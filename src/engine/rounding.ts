/**
 * What the last bits of the wasm engine depend on. Matrices are multiplied with `f32x4.relaxed_madd`, which may round a x b + c once or
 * twice, as the processor does (WebAssembly relaxed SIMD, deterministic lowering left open), where the JavaScript engine has it, and
 * else with two instructions. Before there were kernels of our own, the tensor library did so in another order: "once" and "twice".
 */
export const ROUNDINGS = ["once", "twice", "kernels, once", "kernels, twice"] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export const wasmRounding = (): Rounding => (roundsOnce() ? "kernels, once" : "kernels, twice");

/** Whether it is of the time before our own kernels, as where none is recorded. */
export const isEarlier = (rounding: Rounding | undefined): boolean => !rounding?.startsWith("kernels");

/** (a, b, c) => lane 0 of f32x4.relaxed_madd(splat a, splat b, splat c), as a module that exports "f". */
const MULTIPLY_ADD = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    [0x01, 0x08, 0x01, 0x60, 0x03, 0x7d, 0x7d, 0x7d, 0x01, 0x7d],
    [0x03, 0x02, 0x01, 0x00],
    [0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
    [0x0a, 0x16, 0x01, 0x14, 0x00],
    [0x20, 0x00, 0xfd, 0x13, 0x20, 0x01, 0xfd, 0x13, 0x20, 0x02, 0xfd, 0x13],
    [0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b],
  ].flat(),
);

/** Whether the JavaScript engine has one instruction for a x b + c, however it rounds. */
export const hasMultiplyAdd = (): boolean => WebAssembly.validate(MULTIPLY_ADD);

/** (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, and 0 where the square is rounded to float32 first. */
export function roundsOnce(): boolean {
  if (!hasMultiplyAdd()) return false;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(MULTIPLY_ADD)).exports;
  return typeof f === "function" && f(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
}
