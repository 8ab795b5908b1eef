import { command } from "../../command.js";

export const design = command({
  name: "design",
  arguments: "<file>",
  summary:
    "which conditions to add or drop so that pure and mixed neurons can be told apart, and how many neurons and trials show it",
  flags: () => import("./flags.js"),
  examples: [
    "purecell design conditions.csv",
    "purecell design conditions.csv --add 2 --json",
    "purecell design pairs.csv --kinds first=circular:360,second=circular:360 --drop 3",
    "purecell design conditions.csv --neurons 30,100 --trials 5,10,20 --signal-to-noise 0.5 --out report",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
