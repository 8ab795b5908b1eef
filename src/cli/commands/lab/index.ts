import { command } from "../../command.js";

export const lab = command({
  name: "lab",
  arguments: "[runs...]",
  summary: "interactive browser view of theory and experiments (localhost only)",
  flags: () => import("./flags.js"),
  examples: [
    "purecell lab",
    "purecell lab runs/fig2-1a2b3c4d --no-open",
    "purecell lab runs/sweep-fig2-1a2b3c4d",
    "purecell lab --out site runs/fig2-1a2b3c4d",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
