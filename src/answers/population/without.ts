/** What leaving a variable out does, in words. */

import type { LeaveOut } from "../../efficiency/index.js";
import { type Tested, unitNameOf } from "./tested.js";

/** Neurons that are named. */
const NAMED = 6;

export function withoutLines(tested: Tested, { variable, outcome, correlations, neurons, counts }: LeaveOut): string[] {
  const seeming = neurons.filter(({ before, after }) => before === "pure" && after === "mixed");
  const named = seeming.slice(0, NAMED).map(({ unit }) => unitNameOf(tested, unit));
  const related = correlations.map(({ name, correlation }) => `${name} ${correlation.toFixed(2)}`).join(", ");
  return [
    `${variable}: theory would predict ${outcome.predicted}, the recording would show ${outcome.recorded} (${counts.pure} pure, ` +
      `${counts.mixed} mixed, ${counts.untuned} untuned); its correlation with ${related}`,
    seeming.length === 0
      ? "no pure neuron would seem mixed without it"
      : `${seeming.length} pure ${seeming.length === 1 ? "neuron" : "neurons"} would seem mixed without it: ${named.join(", ")}` +
        (seeming.length > NAMED ? ", ..." : ""),
  ];
}
