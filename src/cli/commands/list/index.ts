import { command } from "../../command.js";
import { flags } from "./flags.js";

export const list = command({
  name: "list",
  summary: "the experiments: claim, source, expected time",
  flags,
  examples: ["purecell list"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
