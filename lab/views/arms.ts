/** Which arm of an ablation study a training on the page is, in words beside its command. */
import { ARMS } from "../../src/experiments/frame/index.js";
import type { Switch } from "../page/training.svelte.js";

/** Empty for the network with all constraints throughout. */
export function armOf(off: readonly string[], switched: readonly Switch[]): string {
  if (switched.length > 0) {
    const steps = switched.map(({ step }) => step).join(", ");
    return `Constraints were switched while it trained (at update ${steps}); the command trains each arm with its constraints throughout.`;
  }
  if (off.length === 0) return "";
  const arm = ARMS.find(({ removed }) => removed.length === off.length && removed.every((name) => off.includes(name)));
  return arm === undefined
    ? "The command trains every arm of the experiment; none of them lacks just these constraints."
    : `The command trains every arm of the experiment; this is the one ${arm.label}.`;
}
