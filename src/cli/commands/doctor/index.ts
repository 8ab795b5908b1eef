import { command } from "../../command.js";
import { flags } from "./flags.js";

export const doctor = command({
  name: "doctor",
  summary: "whether this computer has what purecell needs, and what to do where not",
  flags,
  examples: ["purecell doctor"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
