import { command } from "../../command.js";

export const test = command({
  name: "test",
  arguments: "<file>",
  summary: "is this population the one that an efficient, nonnegative brain would have for these variables?",
  flags: () => import("./flags.js"),
  examples: [
    "purecell test recording.npz",
    "purecell test rates.csv --factors position,reward --out report",
    "purecell test recording.npz --without reward --json",
    "purecell test session.nwb --bin-width trials --factors trials/choice,trials/reward",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
