/** How much memory a measurement may take. */
import { totalmem } from "node:os";

/** Activity as stored, as float64, by unit, and that of a draw: five times its float64 size was measured at the peak. */
export const COPIES = 5;

export interface Budget {
  /** That activity and its copies may take. */
  readonly bytes: number;
}

/** Half of the memory of this machine: no more is ever read at a time. */
export const memoryLimit = (): number => Math.floor(totalmem() / 2);

export const budgetOf = (megabytes: number): Budget => ({ bytes: Math.min(memoryLimit(), megabytes * 2 ** 20) });

/** Whether activity of so many rows and units is held as a whole. */
export const fits = (
  { conditions, units }: { readonly conditions: number; readonly units: number },
  { bytes }: Budget,
): boolean => COPIES * 8 * conditions * units <= bytes;

export const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
