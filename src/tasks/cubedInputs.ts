/** A task seen through a nonlinearity: every input is cubed, targets and factors stay. Whittington et al. 2023, Fig. 3B. */
import type { Task } from "../protocols.js";

/** The task with every input x replaced by x^3; targets and factors stay. Whittington et al. 2023, Fig. 3B. */
export const cubedInputs = (task: Task): Task => ({
  ...task,
  name: `${task.name}, inputs cubed`,
  sample(key, count) {
    const dataset = task.sample(key, count);
    return { ...dataset, input: dataset.input.map((value) => value ** 3) };
  },
});
