/** What a browser must have for networks to be trained in it, asked before any worker starts. */

/** The smallest module with a 128-bit vector: i8x16.splat, then i8x16.popcnt. */
const VECTORS = Uint8Array.from(
  "00 61 73 6d 01 00 00 00 01 05 01 60 00 01 7b 03 02 01 00 0a 0a 01 08 00 41 00 fd 0f fd 62 0b".split(" "),
  (byte) => Number.parseInt(byte, 16),
);

export interface Lack {
  readonly what: string;
  /** Who has it, and how else it goes missing. */
  readonly where: string;
}

const WHOLE: Lack = {
  what: "WebAssembly",
  where:
    "Every browser since 2017 has it; it can be switched off (Lockdown Mode, a policy of this computer, a setting for experts).",
};
const VECTOR_PART: Lack = {
  what: "WebAssembly SIMD",
  where:
    "Chrome and Edge have had it since version 91, Firefox since 89, Safari since 16.4, unless it was switched off.",
};
const FORBIDDEN: Lack = {
  what: "leave to run WebAssembly",
  where:
    "The host of this page forbids it: its Content-Security-Policy must allow 'wasm-unsafe-eval', as npx purecell lab does.",
};

/** What is missing for training; undefined where nothing is. */
export function lackForTraining(): Lack | undefined {
  if (typeof WebAssembly !== "object") return WHOLE;
  if (!WebAssembly.validate(VECTORS)) return VECTOR_PART;
  try {
    new WebAssembly.Instance(new WebAssembly.Module(VECTORS));
    return undefined;
  } catch {
    return FORBIDDEN;
  }
}
