import { command } from "../../command.js";

export const doctor = command({
  name: "doctor",
  summary: "check that this computer has what purecell needs, and say what to do if not",
  flags: () => import("./flags.js"),
  examples: ["purecell doctor"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
