import { command } from "../../command.js";

export const data = command({
  name: "data",
  arguments: "<list|check|preview> [file|task]",
  summary: "image data sets: which there are, whether a file is whole and unchanged, what the images look like",
  flags: () => import("./flags.js"),
  examples: [
    "purecell data list",
    "purecell data check dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz",
    "purecell data preview shapes3d --out shapes3d.png",
  ],
  load: () => Promise.all([import("./request.js"), import("./command.js")]),
  candidates: async () => ["list", "check", "preview"],
});
