import { command } from "../../command.js";

export const inspect = command({
  name: "inspect",
  arguments: "<file>",
  summary: "what a data file holds, which arrays are likely activity and factors, and what to type next",
  flags: () => import("./flags.js"),
  examples: ["purecell inspect recording.h5", "purecell inspect session.nwb --bin-width 0.1"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
