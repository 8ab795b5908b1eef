/** The interfaces of purecell: everything else is an instance of one of these. */
import type { z } from "zod";
import type { Backend, BackendChoice, Compile, HostTree, Tensor, TensorTree } from "./engine/protocols.js";
import type { Key } from "./math/random.js";

// ---------------------------------------------------------------------------------------------------------------- data

/** How a factor's values are to be read. Circular values repeat with `period`. */
export type FactorKind = "categorical" | "continuous" | "circular";

/** One task variable, e.g. an object's position: its value in every condition. */
export interface Factor {
  readonly name: string;
  readonly kind: FactorKind;
  /** [conditions]; level numbers 0, 1, ... when categorical */
  readonly values: Float64Array;
  /** In the units of the values; circular factors only. */
  readonly period?: number;
  /** Names of the levels; categorical factors only. */
  readonly levels?: readonly string[];
}

/**
 * What a population of neurons did, and what the world was like meanwhile: the one seam between learning and measuring.
 * A recorded brain, a model from elsewhere and our own network all arrive in this form.
 */
export interface Representation {
  readonly conditions: number;
  readonly units: number;
  /** [conditions x units], row-major; the units of measurement are the source's own (Hz for spikes) */
  readonly activity: Float64Array;
  readonly factors: readonly Factor[];
  readonly unitNames?: readonly string[];
  /**
   * Neurons that were not recorded together: rows come in cells of the design, so many trials of each, and the trials of a cell are each
   * unit's own, in an order that means nothing.
   */
  readonly trialsPerCell?: number;
}

/** A finite sample of a task. */
export interface Dataset {
  readonly count: number;
  /** Float32 [count x inputs] */
  readonly input: Float32Array;
  /** Float32 [count x outputs] */
  readonly target: Float32Array;
  readonly factors: readonly Factor[];
}

/** Batches made as they are needed, e.g. fresh random positions. Each is a function of its step, so that any can be redone. */
export interface BatchStream {
  /** Of every batch: [rows x inputs] */
  readonly inputShape: readonly [number, number];
  /** Of every batch; it need not have as many rows as the input. */
  readonly targetShape: readonly [number, number];
  /** The batch of step 1, 2, ... */
  batch(step: number): { readonly input: Float32Array; readonly target: Float32Array };
}

/** Factors and what they generate. A task is fixed by its key (e.g. its mixing matrices); samples are drawn from it. */
export interface Task {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  sample(key: Key, count: number): Dataset;
}

/** One factor of a complete design: its value at every level. */
export interface GridFactor {
  readonly name: string;
  readonly kind: FactorKind;
  /** Value of level 0, 1, ... */
  readonly values: readonly number[];
  /** Circular factors only. */
  readonly period?: number;
  /** Names of the levels; categorical factors only. */
  readonly levels?: readonly string[];
}

/** Every combination of the levels of some factors, numbered 0, 1, ... with the last factor running fastest. */
export interface FactorGrid {
  readonly factors: readonly GridFactor[];
  /** Levels of every factor. */
  readonly sizes: readonly number[];
  /** Product of the sizes. */
  readonly count: number;
}

/** One image for every condition of a grid: a pure function of its number. */
export interface ImageTask {
  readonly name: string;
  /** "re-rendered" from formulas; "original" file of known checksum; "unverified" file of the right layout. */
  readonly origin: "re-rendered" | "original" | "unverified";
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red, green and blue */
  readonly channels: number;
  readonly grid: FactorGrid;
  /**
   * Writes the image of condition `index` of the grid, [height x width x channels], row-major, values 0 to 1, into `into` from `at`
   * (default 0) on. Throws RangeError outside the grid.
   */
  render(index: number, into: Float32Array, at?: number): void;
  /** The same pictures by area average at a side that divides their own, where there is a faster way than to average them. */
  smaller?(side: number): ImageTask;
}

/** An image task that may hold a file open. */
export interface OpenImageTask extends ImageTask {
  close(): void;
}

/** By the name of a task, or the path of a published data set, at its own size or a smaller one; see tasks/images/files. */
export type OpenImages = (nameOrPath: string, size?: number) => Promise<OpenImageTask>;

// ------------------------------------------------------------------------------------------------------------ learning

/** A forward pass with every named layer's activity laid open. */
export interface Forward {
  /** [batch x outputs] */
  readonly output: Tensor;
  /** Activity of each constrained layer, [batch x units] */
  readonly activity: TensorTree;
  /**
   * What a code has besides activity, [batch x units]: "mean", "logVariance" and "sample" of a posterior; "continuous" and
   * "quantised" of a quantised code.
   */
  readonly latent?: TensorTree;
  /** What goes into the nonlinearity of each constrained layer, [batch x units], where the model lays it open. */
  readonly preactivation?: TensorTree;
}

/** A network as data: parameter shapes, a way to draw initial values, and a pure forward pass. */
export interface Model {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Width of each named layer whose activity is exposed, in order from input to output. */
  readonly layers: Readonly<Record<string, number>>;
  /** Names of the parameters that are weight matrices (energy is charged for these; biases are free). */
  readonly weights: readonly string[];
  /** Initial parameters. */
  initialise(key: Key): HostTree;
  /** Consumes `parameters` and `input` [batch x inputs]. */
  forward(parameters: TensorTree, input: Tensor): Forward;
}

/** What an objective term may look at. A term takes `.ref` of what it uses; the caller disposes of the rest. */
export interface ObjectiveInputs {
  readonly parameters: TensorTree;
  /** Names of the weight matrices in `parameters`. */
  readonly weights: readonly string[];
  readonly activity: TensorTree;
  /** These two as the model's forward pass gives them. */
  readonly latent?: TensorTree;
  readonly preactivation?: TensorTree;
  readonly output: Tensor;
  readonly target: Tensor;
}

/** One additive part of a loss, before its strength is applied. Each is logged by itself under its name. */
export interface ObjectiveTerm {
  readonly name: string;
  /** A scalar. */
  value(inputs: ObjectiveInputs): Tensor;
}

// ----------------------------------------------------------------------------------------------------------- measuring

/** JSON, with readonly members; NaN and infinities are written as null. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A published metric's answer with everything needed to trust it or not. */
export interface MetricResult {
  readonly metric: string;
  /** NaN where the metric is undefined for this representation; `notes` says why. */
  readonly score: number;
  /** The scores of a metric that has several, by their published names, e.g. disentanglement, completeness; `score` is the first. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly perUnit?: Float64Array;
  readonly perFactor?: Float64Array;
  /** Row-major [units x factors]. */
  readonly matrix?: { readonly rows: number; readonly columns: number; readonly data: Float64Array };
  /** Estimator, bins, dead-unit rule, sample size ...: all that the number depends on. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly notes?: readonly string[];
}

/** One published metric. Deterministic metrics ignore the key. */
export type Metric<Options> = (representation: Representation, options?: Partial<Options>, key?: Key) => MetricResult;

// --------------------------------------------------------------------------------------------------------- experiments

/** One independent piece of an experiment's work: a training, or a solve. Runs in any worker, in any order. */
export interface Job {
  /** Unique within the run and safe as a file name, e.g. "all-seed3". */
  readonly id: string;
  /** The arm of the experiment it belongs to, e.g. "no activity energy". */
  readonly condition: string;
  readonly seed: number;
}

/** Arrays by name, kept in the run folder as `.npz`. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}

export interface JobResult {
  readonly job: Job;
  /** Scalars and small tables. */
  readonly values: { readonly [name: string]: Json };
  /** Large arrays, e.g. a recorded representation. */
  readonly arrays: Readonly<Record<string, NamedArray>>;
}

/** Where a training keeps its state, so that a killed run goes on bit for bit. */
export interface CheckpointStore {
  load(): Promise<HostTree | undefined>;
  save(state: HostTree): Promise<void>;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number;
  /** Latest metrics, for the log: e.g. loss and its terms. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What a running job is given by whoever runs it. */
export interface JobContext {
  /** The engine that trains; `auto` has been resolved by the caller (engine/compilers.node.ts). */
  readonly backend: Backend;
  readonly compile: Compile;
  readonly checkpoints: CheckpointStore;
  /** Absent where there are no files, as in a browser. */
  readonly openImages?: OpenImages;
  report(progress: JobProgress): void;
  readonly signal: AbortSignal;
}

export type Met = "met" | "not met" | "not judged";

/** A claim of the paper as an inequality over seeds, and what was measured. */
export interface Verdict {
  /** Stable name, e.g. "fig2.beats-ablations"; the experiment's page lists it with its recorded status. */
  readonly id: string;
  /** The claim in words, as the paper makes it. */
  readonly claim: string;
  /** The inequality tested, with threshold and the statistic over seeds. */
  readonly criterion: string;
  /** What was found, with spread over seeds, in words. */
  readonly measured: string;
  readonly met: Met;
  /** Estimator, samples, seeds ... */
  readonly settings: string;
  /** Per-seed values of the tested statistic, for the table. */
  readonly values?: readonly { readonly label: string; readonly value: number }[];
  readonly notes?: readonly string[];
}

/** A figure as data; `figures/` draws it. `svg` is complete and self-contained. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What the figure shows, for a reader who cannot see it. */
  readonly summary: string;
  readonly svg: string;
}

/** How far a claim is reproduced, as the pages record it: `reproduce` fails only when a `reproduced` one is not met. */
export type RecordedStatus = "reproduced" | "partly" | "not reproduced" | "beyond the paper";

/**
 * One published figure, or one of our own: claim, settings, jobs, check, figure.
 * The zod schema gives CLI flags, config file, documentation and validation.
 */
export interface Experiment<Schema extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: string;
  /** Paper and figure. */
  readonly source: string;
  /** What the paper says, in a sentence or two. */
  readonly claim: string;
  /** Raised whenever the numbers may change: a finished run of another version is not "already done". */
  readonly version: number;
  readonly settings: Schema;
  /** Overrides of the defaults: `quick` (seconds, not judged), `start` (part of `npm start`), `full` (as published). */
  readonly sizes: Readonly<Record<"quick" | "start" | "full", Readonly<Partial<z.infer<Schema>>>>>;
  /** Expected seconds of work on one core for these settings and backend, for the estimate shown before starting. */
  expectedSeconds(settings: z.infer<Schema>, backend: Backend): number;
  /** Looks at the files that the settings name, before anything is trained. Rejects with InputError where one cannot be used. */
  prepare?(settings: z.infer<Schema>, openImages: OpenImages): Promise<void>;
  jobs(settings: z.infer<Schema>): readonly Job[];
  /**
   * Settings besides `seeds` that only say which jobs there are, such as the arms of an ablation. A run that differs in these and
   * the seeds alone takes the results of the jobs that both have.
   */
  readonly choosing?: readonly string[];
  /** Depends on no other job, and neither on other `seeds` nor on what else of the `choosing` settings is about other jobs. */
  runJob(job: Job, settings: z.infer<Schema>, context: JobContext): Promise<JobResult>;
  /** Verdicts, "not judged" when the settings are too small to say. */
  check(results: readonly JobResult[], settings: z.infer<Schema>): readonly Verdict[];
  figures(results: readonly JobResult[], settings: z.infer<Schema>): readonly Figure[];
  /** Recorded status of each verdict id. */
  readonly recorded: Readonly<Record<string, RecordedStatus>>;
}

export type { Backend, BackendChoice, Compile, HostTree, Key, Tensor, TensorTree };
