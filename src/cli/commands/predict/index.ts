import { command } from "../../command.js";

export const predict = command({
  name: "predict",
  arguments: "[file]",
  summary: "which neurons these factors should grow: optimum, verdict, reasons, with proof",
  flags: () => import("./flags.js"),
  examples: [
    "purecell predict factors.csv",
    "purecell predict factors.csv --columns x,y --lambda-in 0.1 --out prediction",
    "purecell predict trials.csv --kinds odour=categorical,heading=circular:360",
    "purecell predict factors.csv --ranges x=0:1,y=0:1",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
