import { command } from "../../command.js";
import { experimentNames } from "../../experimentNames.js";

export const run = command({
  name: "run",
  arguments: "<experiment>",
  summary: "run one experiment, or your own by the path of its module, or go on with it where it stopped",
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
