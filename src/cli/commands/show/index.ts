import { command } from "../../command.js";

export const show = command({
  name: "show",
  arguments: "<run>",
  summary: "verdicts and files of a run or a sweep, and how far it is: its id, the beginning of it, or its folder",
  flags: () => import("./flags.js"),
  examples: ["purecell show fig2-1a2b", "purecell show fig2-1a2b --follow"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
