import { command } from "../../command.js";
import { flags } from "./flags.js";

export const serve = command({
  name: "serve",
  summary: "carry out commands that another program sends, a line of JSON each: what purecell for Python talks to",
  flags,
  examples: ["purecell serve --stdio"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
