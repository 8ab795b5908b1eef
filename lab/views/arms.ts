/** Which arm of an ablation study a training on the page is, in words beside its command. */
import { ARMS } from "../../src/experiments/frame/index.js";
import type { Change } from "../worker/trainings/protocol.js";

/** Which of the command's networks of two rhythms the one on show is. */
export function rhythmArm(off: readonly string[], switched: readonly Change[]): string {
  if (off.length === 0 && switched.length === 0) return "";
  if (switched.length > 0) return SWITCHED;
  return off.join() === "nonnegativity"
    ? "The command trains an irrational pair without nonnegativity too; of other pairs this network is trained here alone."
    : "The command's networks keep both energies: this one is trained here alone.";
}

/** Which of the command's networks of two places; `condition` where its trials are those of one. */
export function memoryArm(
  condition: string | undefined,
  places: number,
  off: readonly string[],
  switched: readonly Change[],
): string {
  if (switched.length > 0) return SWITCHED;
  if (condition === undefined || off.length > 0)
    return "The command trains on all pairs and on those without repeats, with all rules: this network is trained here alone.";
  return `The command trains on all pairs and on those without repeats; this is ${places}-places-${condition}.`;
}

const SWITCHED = "Rules were switched while it trained; the command's networks keep theirs throughout.";

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
