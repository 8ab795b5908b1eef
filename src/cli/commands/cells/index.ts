import { command } from "../../command.js";

export const cells = command({
  name: "cells",
  arguments: "<files...>",
  summary: "which cells are these: grid, border, place, head-direction, object-vector, each against its null",
  flags: () => import("./flags.js"),
  examples: [
    "purecell cells session.npz",
    "purecell cells first.npz second.npz --objects '30,35;70,60'",
    "purecell cells path.csv --spikes spikes.csv --units cm --out report",
    "purecell cells maps.npz --maps rate_maps --bin-cm 2.5 --json",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
});
