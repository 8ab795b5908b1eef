/** Trials dealt to folds, condition by condition, so that each fold has about as many of every condition. */
import { fold, type Key, permutation } from "../../math/random.js";
import type { Factor } from "../../protocols.js";

/**
 * Number of the fold of each row. Rows of one `trial` go to one fold, whatever their epoch; without trials each row goes by itself.
 * Conditions are the combinations of levels of categorical factors, and epochs where rows go by themselves.
 */
export function dealt(
  factors: readonly Factor[],
  { epoch, trial }: { readonly epoch: Factor; readonly trial?: Factor },
  folds: number,
  key: Key,
): Int32Array {
  const rows = epoch.values.length;
  const words = [...factors.filter(({ kind }) => kind === "categorical"), ...(trial ? [] : [epoch])];
  const conditionOf = (row: number) => words.map(({ values }) => values[row]).join(" ");
  const first = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const own = trial ? trial.values[row] : row;
    if (!first.has(own)) first.set(own, row);
  }
  const groups = [...first];
  const shuffled = [...permutation(fold(key, "order"), groups.length)].map((at) => groups[at]);
  const byCondition = new Map<string, number[]>();
  for (const [group, row] of shuffled) {
    const condition = conditionOf(row);
    byCondition.set(condition, [...(byCondition.get(condition) ?? []), group]);
  }
  const foldOf = new Map([...byCondition.values()].flat().map((group, at) => [group, at % folds]));
  return Int32Array.from({ length: rows }, (_, row) => foldOf.get(trial ? trial.values[row] : row) ?? 0);
}
