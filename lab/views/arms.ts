/** Which arm of an ablation study a training on the page is, in words beside its command. */
import { ARMS } from "../../src/experiments/frame/index.js";
import type { Change } from "../worker/trainings/protocol.js";

/** Empty for the network with all constraints throughout. */
export function armOf(off: readonly string[], switched: readonly Change[]): string {
  if (switched.length > 0) {
    const at = (changes: readonly Change[]) => changes.map(({ step }) => step).join(", ");
    const turned = switched.filter(({ rotated }) => rotated);
    const toggled = switched.filter(({ rotated }) => !rotated);
    return [
      ...(toggled.length > 0 ? [`Constraints were switched while it trained (at update ${at(toggled)}).`] : []),
      ...(turned.length > 0 ? [`The code was turned at random (at update ${at(turned)}).`] : []),
      "The command trains each arm from its start, with its constraints throughout.",
    ].join(" ");
  }
  if (off.length === 0) return "";
  const arm = ARMS.find(({ removed }) => removed.length === off.length && removed.every((name) => off.includes(name)));
  return arm === undefined
    ? "The command trains every arm of the experiment; none of them lacks just these constraints."
    : `The command trains every arm of the experiment; this is the one ${arm.label}.`;
}
