/** How well a network predicts, in words. `explained`: 1 - squared error / variance of the targets, which has no lower end. */
export const predictedText = (explained: number): string =>
  explained < 0
    ? "the target predicted less well than by its mean"
    : `${(100 * explained).toFixed(1)} % of the target predicted`;
