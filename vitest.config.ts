import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Minutes long. Without times of an earlier run files begin by their size, by which these would be the last, the other core idle. */
const SLOWEST = ["test/lab/lab.test.ts"];

/** A process takes another file that may share it only where that comes next, so these stand together, last. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId, project }: TestSpecification): number =>
      SLOWEST.some((name) => moduleId.endsWith(name)) ? 0 : project.config.isolate ? 1 : 2;
    return [0, 1, 2].flatMap((wanted) => sorted.filter((file) => place(file) === wanted));
  }
}

/** Folders whose tests leave nothing behind in a process: their files share one, which saves to start and load a new one for each. None replaces a module. */
const SHARING = [
  "cells",
  "efficiency",
  "experiments",
  "math",
  "metrics",
  "models",
  "objectives",
  "recordings",
  "representation",
  "theory",
].map((folder) => `src/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Vitest would leave one core free, which of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A test that waits for a browser or for processes may meet a computer that is busy; what is wrong fails twice.
    retry: 1,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "apart",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...SHARING],
        },
      },
      { extends: true, test: { name: "sharing", include: SHARING, isolate: false } },
    ],
  },
});
