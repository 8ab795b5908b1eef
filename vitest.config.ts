import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Minutes long. Without times of an earlier run files begin by their size, by which these would be the last, the other core idle. */
const SLOWEST = ["test/lab/lab.test.ts"];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => SLOWEST.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Vitest would leave one core free, which of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A test that waits for a browser or for processes may meet a computer that is busy; what is wrong fails twice.
    retry: 1,
    sequence: { sequencer: SlowestFirst },
  },
});
