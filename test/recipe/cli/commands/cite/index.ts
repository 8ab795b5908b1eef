import { command } from "../../command.js";

export const cite = command({
  name: "cite",
  summary: "how to cite the paper",
  flags: () => import("./flags.js"),
  examples: ["purecell cite --style bibtex"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
