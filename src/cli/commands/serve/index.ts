import { command } from "../../command.js";

export const serve = command({
  name: "serve",
  summary: "run commands sent by another program, one line of JSON each; purecell for Python uses it",
  flags: () => import("./flags.js"),
  examples: ["purecell serve --stdio"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
