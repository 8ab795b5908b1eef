/** What a measurement asks of a thread, as plain data, and how it is carried out. */
import { fold, type Key } from "../../../../math/random.js";
import {
  type Draw,
  type DrawingOptions,
  type DrawnScore,
  type FirstScore,
  firstScore,
  type MetricRequest,
  makeSamplers,
  metrics,
  type Samplers,
  type SelectivityOptions,
  scoresOnDraw,
  selectivityTests,
  shareWork,
  timedAgain,
  type UnitTests,
} from "../../../../metrics/index.js";
import type { Representation } from "../../../../protocols.js";

/** A metric by its name in the registry: its functions cannot travel. */
export type NamedRequest = Omit<MetricRequest, "entry">;

/** What all tasks of a measurement have in common. */
export interface Job {
  readonly representation: Representation;
  readonly requests: readonly NamedRequest[];
  readonly options: DrawingOptions;
  readonly key: Key;
}

export type Task =
  | { readonly kind: "score"; readonly name: string }
  | { readonly kind: "draw"; readonly draw: Omit<Draw, "requests"> & { readonly names: readonly string[] } }
  | { readonly kind: "tests"; readonly plan: SelectivityOptions; readonly units: readonly number[] };

export interface Outcome {
  readonly score?: Omit<FirstScore, "request">;
  readonly drawn?: readonly DrawnScore[];
  readonly tests?: readonly UnitTests[];
}

/** Of the root key of a measurement. */
export const selectivityKey = (key: Key): Key => fold(key, "selectivity");

/** A function that carries out one task after another. */
export function taskRunner({ representation, requests: named, options, key }: Job): (task: Task) => Outcome {
  const entries: Readonly<Record<string, MetricRequest["entry"]>> = metrics;
  const requests = new Map(
    named.map((one): [string, MetricRequest] => [one.name, { ...one, entry: entries[one.name] }]),
  );
  const requested = (names: readonly string[]) => names.flatMap((name) => requests.get(name) ?? []);
  let samplers: Samplers | undefined;
  return (task) => {
    if (task.kind === "tests") {
      return { tests: [...selectivityTests(shareWork(representation), task.plan, selectivityKey(key), task.units)] };
    }
    if (task.kind === "draw") {
      samplers ??= makeSamplers(representation, options);
      return {
        drawn: [...scoresOnDraw({ ...task.draw, requests: requested(task.draw.names) }, samplers, options, key)],
      };
    }
    const [request] = requested([task.name]);
    const { request: _, ...score } = timedAgain(firstScore(request, representation, key), representation, key);
    return { score };
  };
}
