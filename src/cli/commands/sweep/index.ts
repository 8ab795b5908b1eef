import { command } from "../../command.js";
import { experimentNames } from "../../experimentNames.js";

export const sweep = command({
  name: "sweep",
  arguments: "<experiment>",
  summary: "run one experiment over combinations of settings: table, verdicts of each, summary over seeds",
  flags: () => import("./flags.js"),
  examples: [
    "purecell sweep fig2 --vary activityEnergy=0.0001,0.001,0.01 --seeds 5",
    "purecell sweep fig2 --vary activityEnergy=0.001,0.01 --vary weightEnergy=0.0001,0.001 --quick",
    "purecell sweep fig2 --vary learningRate=0.0003..0.03:log --vary code=16..256 --random 20 --key 7",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: experimentNames,
});
