/** The right operand of a product of matrices, copied into panels as wide as a tile, which a tile reads in one sweep. */
import { type Assembly, add, type Code, call, get, i32, type Local, mul } from "./assembler.js";
import { defineZeros } from "./copies.js";
import { copyPanel, transposeInto } from "./transposition.js";

const PANEL = 8;
export const LANES = 4;
const BYTES = 4;

/** Widths of the panels; the last may be filled up with zeros. A last vector by itself would keep too few sums going at once: it joins the panel before. */
export function panelsOf(columns: number): number[] {
  const full = new Array<number>(Math.floor(columns / PANEL)).fill(PANEL);
  const rest = columns % PANEL;
  if (rest === 0) return full;
  if (rest > LANES) return [...full, PANEL];
  return full.length === 0 ? [LANES] : [...full.slice(1), PANEL + LANES];
}

/** Columns before each panel. */
export const firstsOf = (panels: readonly number[]): number[] => panels.map((_, i) => sumOf(panels.slice(0, i)));

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What a filled-up panel has too many. */
export const PANEL_SLACK = PANEL;

export interface Right {
  readonly columns: number;
  readonly depth: number;
  /** B is stored as [columns x depth]. */
  readonly transB: boolean;
  readonly panels: readonly number[];
  /** Longest run of the depth. */
  readonly block: number;
}

export interface RightAt {
  readonly b: Local;
  readonly panels: Local;
  /** First number of the run along the depth, and how many. */
  readonly k: Local;
  readonly length: Local;
}

const times = (local: Local, factor: number): Code => mul(get(local), i32(factor));

/** Panels [length x width], one behind the other; each begins at block * its first column, whatever the length. */
export function packed(assembly: Assembly, right: Right, at: RightAt): Code {
  const firsts = firstsOf(right.panels);
  return right.panels.map((width, i) => {
    const to = add(get(at.panels), i32(BYTES * right.block * firsts[i]));
    const filled = Math.min(width, right.columns - firsts[i]);
    const panel = right.transB ? transposedPanel : plainPanel;
    return panel(assembly, right, at, { to, width, filled, first: firsts[i] });
  });
}

interface Panel {
  readonly to: Code;
  readonly width: number;
  readonly filled: number;
  readonly first: number;
}

function plainPanel(assembly: Assembly, { columns }: Right, at: RightAt, { to, width, filled, first }: Panel): Code {
  const from = add(get(at.b), add(times(at.k, BYTES * columns), i32(BYTES * first)));
  return call(copyPanel(assembly, filled, width), from, i32(BYTES * columns), get(at.length), to);
}

function transposedPanel(assembly: Assembly, { depth }: Right, at: RightAt, { to, width, filled, first }: Panel): Code {
  const from = add(get(at.b), add(times(at.k, BYTES), i32(BYTES * first * depth)));
  const clear = filled < width ? call(defineZeros(assembly), to, times(at.length, BYTES * width)) : [];
  const rows = [i32(BYTES * depth), i32(filled), get(at.length), to, i32(BYTES * width)];
  return [clear, call(transposeInto(assembly), from, ...rows)];
}
