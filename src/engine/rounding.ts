/**
 * How WebAssembly rounds a x b + c here. The tensor library multiplies matrices with `f32x4.relaxed_madd`, which may round once
 * or twice, as the processor does (WebAssembly relaxed SIMD, deterministic lowering left open), where the JavaScript engine
 * has it, and else with two instructions. So the last bits of the wasm engine depend on this, and on nothing else known.
 */
export type Rounding = "once" | "twice";

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

/** (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, and 0 where the square is rounded to float32 first. */
export function wasmRounding(): Rounding {
  if (!WebAssembly.validate(MULTIPLY_ADD)) return "twice";
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(MULTIPLY_ADD)).exports;
  if (typeof f !== "function") return "twice";
  return f(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) === 0 ? "twice" : "once";
}
