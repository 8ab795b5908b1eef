/** Which engine trains, why, and which would be faster. */
import { ASKED_FOR } from "../../engine/compilers.node.js";
import { installOptional } from "../../math/optionalPackages.node.js";
import type { Backend } from "../../protocols.js";
import type { RunRequest } from "../../runs/index.js";
import { duration } from "../terminal/duration.js";

type Described = Pick<RunRequest, "experiment" | "settings" | "engine">;

/** The other of two engines is worth a word where it is expected to take less than this share of the time. */
const WORTH_SAYING = 2 / 3;

/** For runs that share an engine. A line without end. */
export function engineText(requests: readonly Described[]): string {
  const [{ engine }] = requests;
  const { backend, reason } = engine;
  const chosen = `engine: ${backend} (${reason})`;
  if (reason === ASKED_FOR) return chosen;
  const other: Backend = backend === "native" ? "wasm" : "native";
  const seconds = (of: Backend) =>
    requests.reduce((sum, { experiment, settings }) => sum + experiment.expectedSeconds(settings, of), 0);
  if (seconds(other) >= WORTH_SAYING * seconds(backend)) return chosen;
  const times = `${duration(seconds(other))} of one core expected, not ${duration(seconds(backend))}`;
  if (other === "native") return `${chosen}; the native engine is faster (${times}): ${installOptional()}`;
  return `${chosen}; networks as small as these are faster with --engine wasm (${times})`;
}
