import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Vitest would leave one core free, which of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A test that waits for a browser or for processes may meet a computer that is busy; what is wrong fails twice.
    retry: 1,
  },
});
