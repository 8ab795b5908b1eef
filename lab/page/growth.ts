/** How the rate maps of a code of places grew, small enough to be shown before anything is computed: 8 bits a number. */

export interface GrowthFrame {
  readonly update: number;
  /** 0 position, 1 object vector, 2 both, 3 inactive [units] */
  readonly kinds: Uint8Array;
  /** [units] */
  readonly mean: Float32Array;
  /** [waves x units] */
  readonly cosine: Float32Array;
  readonly sine: Float32Array;
}

export interface Growth {
  readonly units: number;
  /** Wave vectors: [x, y], or [x, y, x from the object, y from the object]. */
  readonly waves: readonly (readonly number[])[];
  readonly frames: readonly GrowthFrame[];
}

interface Header {
  readonly units: number;
  readonly waves: readonly (readonly number[])[];
  readonly updates: readonly number[];
}

/** Largest whole number of eight bits with a sign. */
const MOST = 127;

/**
 * Length of the header, the header, then of every frame: kinds [units], scales [units] as 32-bit numbers, and mean, cosines and sines of
 * every unit as eighths of it, each unit's largest being 127.
 */
export function writeGrowth({ units, waves, frames }: Growth): Uint8Array {
  const header = new TextEncoder().encode(
    JSON.stringify({ units, waves, updates: frames.map(({ update }) => update) } satisfies Header),
  );
  const length = new Uint8Array(Uint32Array.of(header.length).buffer);
  const parts = frames.flatMap((frame) => {
    const rows = Array.from({ length: units }, (_, unit) => numbersOf(frame, unit, units, waves.length));
    const scales = Float32Array.from(rows, (row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9));
    const bytes = rows.map((row, unit) => Int8Array.from(row, (value) => Math.round((MOST * value) / scales[unit])));
    return [frame.kinds, new Uint8Array(scales.buffer), ...bytes.map(({ buffer }) => new Uint8Array(buffer))];
  });
  return joined([length, header, ...parts]);
}

export function readGrowth(bytes: ArrayBuffer): Growth {
  const length = new DataView(bytes).getUint32(0, true);
  const header: Header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  const { units, waves, updates } = header;
  const own = units * (1 + 4 + 1 + 2 * waves.length);
  const frames = updates.map((update, index) => frameAt(bytes.slice(4 + length + index * own), update, header));
  return { units, waves, frames };
}

function frameAt(bytes: ArrayBuffer, update: number, { units, waves }: Header): GrowthFrame {
  const kinds = new Uint8Array(bytes, 0, units);
  const scales = new DataView(bytes, units, 4 * units);
  const row = 1 + 2 * waves.length;
  const numbers = new Int8Array(bytes, 5 * units);
  const valueAt = (unit: number, at: number) => (numbers[unit * row + at] * scales.getFloat32(4 * unit, true)) / MOST;
  const tableFrom = (first: number) =>
    Float32Array.from({ length: waves.length * units }, (_, at) => valueAt(at % units, first + Math.floor(at / units)));
  return {
    update,
    kinds,
    mean: Float32Array.from({ length: units }, (_, unit) => valueAt(unit, 0)),
    cosine: tableFrom(1),
    sine: tableFrom(1 + waves.length),
  };
}

/** Mean, cosines and sines of one unit. */
const numbersOf = ({ mean, cosine, sine }: GrowthFrame, unit: number, units: number, waves: number): Float32Array =>
  Float32Array.from({ length: 1 + 2 * waves }, (_, at) => {
    if (at === 0) return mean[unit];
    return at <= waves ? cosine[(at - 1) * units + unit] : sine[(at - 1 - waves) * units + unit];
  });

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
