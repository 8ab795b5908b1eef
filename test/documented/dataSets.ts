/** The code of docs/data-sets.md, as documentedCode.test.ts writes it: edit it there. */
import { chooseConditions, DISTINCT_ORIENTATIONS, factorsAt } from "../../src/tasks/index.js";
import { openImageTask } from "../../src/tasks/images/files/openImageTask.node.js";
const task = await openImageTask("dsprites", { size: 32 });      // or a path
const conditions = chooseConditions(task.grid, {
  levels: { orientation: DISTINCT_ORIENTATIONS, shape: [0, 2] },
  corners: [{ at: { posX: "lowest", posY: "lowest" }, cut: 0.5 }],
});
const image = new Float32Array(32 * 32);
task.render(conditions[0], image);
const factors = factorsAt(task.grid, conditions);                // as every metric takes them
task.close();

export { image, factors };
