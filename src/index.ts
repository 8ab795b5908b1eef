/** purecell: which neurons should grow, which did grow, and how pure they are. */
export * as cells from "./cells/index.js";
export * as efficiency from "./efficiency/index.js";
export * as engine from "./engine/index.js";
export * as experiments from "./experiments/index.js";
export * as figures from "./figures/index.js";
export * as io from "./io/index.js";
export * as math from "./math/index.js";
export * as metrics from "./metrics/index.js";
export * as models from "./models/index.js";
export * as objectives from "./objectives/index.js";
export type {
  Backend,
  BackendChoice,
  BatchStream,
  CheckpointStore,
  Compile,
  Dataset,
  Experiment,
  Factor,
  FactorGrid,
  FactorKind,
  Figure,
  Forward,
  GridFactor,
  HostTree,
  ImageTask,
  Job,
  JobContext,
  JobProgress,
  JobResult,
  Json,
  Key,
  Met,
  Metric,
  MetricResult,
  Model,
  NamedArray,
  ObjectiveInputs,
  ObjectiveTerm,
  OpenImages,
  OpenImageTask,
  RecordedStatus,
  Representation,
  Task,
  Tensor,
  TensorTree,
  Verdict,
} from "./protocols.js";
export * as representation from "./representation/index.js";
export * as tasks from "./tasks/index.js";
export * as theory from "./theory/index.js";
export * as training from "./training/index.js";
