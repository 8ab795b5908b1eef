import { command } from "../../command.js";

export const work = command({
  name: "work",
  arguments: "<batch>",
  summary: "do one part of a batch; called by the jobs of a cluster, or by you where there is no scheduler",
  flags: () => import("./flags.js"),
  examples: ["purecell work runs/batches/batch-1a2b3c4d --bundle 0"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
