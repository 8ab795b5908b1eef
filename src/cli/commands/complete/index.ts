import { command } from "../../command.js";

export const complete = command({
  name: "complete",
  arguments: "<shell>",
  summary: "print a script that completes commands, flags and names in your shell: bash, zsh, fish or powershell",
  flags: () => import("./flags.js"),
  examples: ["purecell complete bash >> ~/.bashrc", "purecell complete zsh >> ~/.zshrc"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: async () => (await import("./request.js")).SHELLS,
});
