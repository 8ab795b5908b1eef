/** Names that `run` and its kin take, for completion. */
import { loadOutlines } from "./outlines.js";

export const experimentNames = async (): Promise<readonly string[]> => Object.keys(await loadOutlines());
