/** Names that `run` and its kin take, for completion; the experiments are loaded when it is asked for them. */
export const experimentNames = async (): Promise<readonly string[]> =>
  Object.keys((await (await import("../runs/index.js")).loadRegistry()).experiments);
