/** What a measurement asks of a thread, as plain data, and how it is carried out. */
import { fold, type Key } from "../../../../math/random.js";
import {
  type CellTypeTest,
  cellTypeTest,
  type Draw,
  type DrawingOptions,
  type DrawnScore,
  type FirstScore,
  factorCoefficients,
  firstScore,
  isRefusal,
  type MetricRequest,
  makeSamplers,
  metrics,
  type Samplers,
  type SelectivityOptions,
  scoresOnDraw,
  selectivityKey,
  selectivityShares,
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
  | NeuronTask;

/** One piece of what is asked of single neurons, or of all of them together. */
export type NeuronTask =
  | { readonly kind: "tests"; readonly plan: SelectivityOptions; readonly units: readonly number[] }
  | { readonly kind: "shares"; readonly plan: SelectivityOptions; readonly model: number }
  | { readonly kind: "cell types"; readonly draws: number };

export interface Outcome {
  readonly score?: Omit<FirstScore, "request">;
  readonly drawn?: readonly DrawnScore[];
  readonly tests?: readonly UnitTests[];
  readonly shares?: Float64Array;
  readonly cellTypes?: CellTypeTest;
  /** Why the data do not allow what was asked of neurons. */
  readonly refusal?: string;
}

/** A function that carries out one task after another. */
export function taskRunner({ representation, requests: named, options, key }: Job): (task: Task) => Outcome {
  const entries: Readonly<Record<string, MetricRequest["entry"]>> = metrics;
  const requests = new Map(
    named.map((one): [string, MetricRequest] => [one.name, { ...one, entry: entries[one.name] }]),
  );
  const requested = (names: readonly string[]) => names.flatMap((name) => requests.get(name) ?? []);
  let samplers: Samplers | undefined;
  return (task) => {
    if (task.kind === "draw") {
      samplers ??= makeSamplers(representation, options);
      return {
        drawn: [...scoresOnDraw({ ...task.draw, requests: requested(task.draw.names) }, samplers, options, key)],
      };
    }
    if (task.kind !== "score") return neuronsOrRefusal(task, shareWork(representation), key);
    const [request] = requested([task.name]);
    const { request: _, ...score } = timedAgain(firstScore(request, representation, key), representation, key);
    return { score };
  };
}

function neuronsOrRefusal(task: NeuronTask, representation: Representation, key: Key): Outcome {
  try {
    return neuronOutcome(task, representation, key);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refusal: error.message };
  }
}

function neuronOutcome(task: NeuronTask, representation: Representation, key: Key): Outcome {
  const own = selectivityKey(key);
  if (task.kind === "tests") return { tests: [...selectivityTests(representation, task.plan, own, task.units)] };
  if (task.kind === "shares") return { shares: selectivityShares(representation, task.model, task.plan, own) };
  const { draws } = task;
  return { cellTypes: cellTypeTest(factorCoefficients(representation), { draws }, fold(key, "cell types")) };
}
