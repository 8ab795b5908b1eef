/** A job's surroundings for tests: checkpoints in memory, nobody listening. */
import type { Backend, Compile, HostTree, JobContext } from "../../protocols.js";

export function jobContext(
  compile: Compile,
  backend: Backend = "wasm",
  saved: { tree?: HostTree } = {},
  signal = new AbortController().signal,
): JobContext {
  return {
    backend,
    compile,
    checkpoints: {
      load: async () => saved.tree,
      save: async (tree) => {
        saved.tree = tree;
      },
    },
    report: () => {},
    signal,
  };
}
