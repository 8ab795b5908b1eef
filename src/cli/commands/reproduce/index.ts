import { command } from "../../command.js";
import { experimentNames } from "../../experimentNames.js";

export const reproduce = command({
  name: "reproduce",
  arguments: "[experiments...]",
  summary: "check the paper's claims: all experiments, or those named, and one report",
  flags: () => import("./flags.js"),
  examples: ["purecell reproduce", "purecell reproduce --headlines", "purecell reproduce fig2 --minutes 10"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: experimentNames,
});
