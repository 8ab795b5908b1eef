/** Where the values of two factors lie in the figure of a cloud. */
import { linear, type Scale } from "./scale.js";

export const SIDE = 540;
export const MARGIN = 46;

export interface CloudFrame {
  /** Values shown along either axis. */
  readonly span: readonly [number, number];
  readonly toX: Scale;
  readonly toY: Scale;
  /** Pixels of one unit of a factor. */
  readonly unit: number;
  /** "x y" in pixels, for paths. */
  place(x: number, y: number): string;
  /** Factor values under the pointer, before the shear. */
  valuesAt(pointer: { readonly clientX: number; readonly clientY: number }, box: DOMRect): readonly [number, number];
}

/** Wide enough for a sheared square. */
export function cloudFrame(shear: number): CloudFrame {
  const reach = 0.6 + Math.abs(shear) / 2;
  const span = [0.5 - reach, 0.5 + reach] as const;
  const toX = linear(span, [MARGIN, SIDE - 10]);
  const toY = linear(span, [SIDE - MARGIN, 10]);
  const width = SIDE - MARGIN - 10;
  return {
    span,
    toX,
    toY,
    unit: toX(1) - toX(0),
    place: (x, y) => `${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`,
    valuesAt({ clientX, clientY }, box) {
      const [px, py] = [((clientX - box.left) / box.width) * SIDE, ((clientY - box.top) / box.height) * SIDE];
      const y = span[0] + ((SIDE - MARGIN - py) / width) * (span[1] - span[0]);
      const x = span[0] + ((px - MARGIN) / width) * (span[1] - span[0]);
      return [x - shear * (y - 0.5), y];
    },
  };
}
