import { command } from "../../command.js";

export const serve = command({
  name: "serve",
  summary: "carry out commands that another program sends, a line of JSON each: what purecell for Python talks to",
  flags: () => import("./flags.js"),
  examples: ["purecell serve --stdio"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
