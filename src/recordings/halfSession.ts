/** Files that hold one half of a session of a moving animal: spikes without a path, or a path without spikes. */
import { type DataEntry, type DataFile, positionRole, spikeRoles, timeRole } from "../io/index.js";

/** What a file holds by itself; undefined where it holds both, or neither. */
export function halfSession({ format, entries }: DataFile): "spikes" | "path" | undefined {
  if (format === "nwb") return undefined;
  const [spikes, path] = [hasSpikes(entries), hasPath(entries)];
  if (spikes === path) return undefined;
  return spikes ? "spikes" : "path";
}

/** Time stamps, and as many positions. */
export function hasPath(entries: readonly DataEntry[]): boolean {
  const time = timeRole(entries);
  return time !== undefined && positionRole(entries, time.shape[0]).kind !== "none";
}

/** With the cells that they are of: a single list of numbers called "spikes" may as well be counts. */
function hasSpikes(entries: readonly DataEntry[]): boolean {
  const alone = entries.some(({ note = "" }) => /^pynapple Ts(Group)?$/.test(note));
  const roles = spikeRoles(entries, {}, alone);
  return roles?.kind === "trains" || (roles?.kind === "listed" && (alone || roles.owners !== undefined));
}
