import { command } from "../../command.js";

export const compare = command({
  name: "compare",
  arguments: "<runs...>",
  summary: "runs side by side: settings that differ, scores over seeds, differences seed by seed",
  flags: () => import("./flags.js"),
  examples: ["purecell compare fig2-1a2b fig2-3c4d", "purecell compare fig2-1a2b fig2-3c4d --score mir --csv"],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
