import { command } from "../../command.js";
import { experimentNames } from "../../experimentNames.js";

export const list = command({
  name: "list",
  arguments: "[experiments...]",
  summary: "the experiments, a line each; those named in full: claim, source, times",
  flags: () => import("./flags.js"),
  examples: ["purecell list", "purecell list fig2"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: experimentNames,
});
