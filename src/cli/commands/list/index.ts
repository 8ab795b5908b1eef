import { command } from "../../command.js";

export const list = command({
  name: "list",
  summary: "the experiments: claim, source, expected time",
  flags: () => import("./flags.js"),
  examples: ["purecell list"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
