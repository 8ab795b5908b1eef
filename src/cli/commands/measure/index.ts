import { command } from "../../command.js";

export const measure = command({
  name: "measure",
  arguments: "<file>",
  summary: "how pure are these neurons: every metric of a recording, with chance levels and intervals",
  flags: () => import("./flags.js"),
  examples: [
    "purecell measure recording.npz",
    "purecell measure rates.csv --factors position,reward --out report",
    "purecell measure rates.npy --factors behaviour.csv --time-series",
    "purecell measure trials.csv --factors item,reward --epoch phase --trial trial",
    "purecell measure code.npz --metrics mig,dci --bins 30 --null 100 --json",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
