/**
 * How long a series remembers itself: the integrated autocorrelation time
 *
 *   tau = 1 + 2 sum_{t=1}^{W} rho(t),   W the least window with W >= 5 tau(W),
 *
 * in samples (Sokal, "Monte Carlo methods in statistical mechanics", 1997, section 3: the self-consistent window). A series of n
 * samples is worth about n / tau independent ones. 1 for independent samples.
 */
import { mean } from "./statistics.js";

const WINDOW = 5;

/** rho(lag) of a series of mean zero, with the variance of the whole series. */
function autocorrelation(centred: Float64Array, lag: number, square: number): number {
  let sum = 0;
  for (let i = lag; i < centred.length; i++) sum += centred[i] * centred[i - lag];
  return sum / square;
}

/** In samples. 1 for a constant series; the length where the window never closes. */
export function correlationTime(values: ArrayLike<number>): number {
  const centre = mean(values);
  const centred = Float64Array.from(values, (value) => value - centre);
  const square = autocorrelation(centred, 0, 1);
  if (!(square > 0)) return 1;
  let tau = 1;
  for (let lag = 1; lag < centred.length; lag++) {
    tau += 2 * autocorrelation(centred, lag, square);
    if (lag >= WINDOW * tau) return Math.max(1, tau);
  }
  return centred.length;
}
