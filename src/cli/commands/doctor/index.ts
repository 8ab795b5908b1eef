import { command } from "../../command.js";

export const doctor = command({
  name: "doctor",
  summary: "whether this computer has what purecell needs, and what to do where not",
  flags: () => import("./flags.js"),
  examples: ["purecell doctor"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
