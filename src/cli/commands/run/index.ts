import { command } from "../../command.js";
import { experimentNames } from "../../experimentNames.js";

export const run = command({
  name: "run",
  arguments: "<experiment>",
  summary: "run an experiment, or your own by the path of its module; resumes one that was stopped",
  flags: () => import("./flags.js"),
  examples: [
    "purecell run fig2 --quick",
    "purecell run fig2 --seeds 5",
    "purecell run fig2 --set code=64 --seed 3",
    "purecell run ./mine.js --seeds 5",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: experimentNames,
});
