/**
 * Area under the receiver operating characteristic: the probability that a positive case scores above a negative one, ties
 * counting half. By ranks: Hanley and McNeil, Radiology 143, 29 (1982).
 */
import { ranks } from "./statistics.js";

/** NaN where there are only positive or only negative cases. */
export function rocAuc(scores: ArrayLike<number>, isPositive: (index: number) => boolean): number {
  let rankSum = 0;
  let positives = 0;
  ranks(scores).forEach((rank, i) => {
    if (!isPositive(i)) return;
    rankSum += rank;
    positives++;
  });
  const negatives = scores.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
