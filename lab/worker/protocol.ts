/** What the page asks of its worker, and what the worker tells it: plain values, so that they travel between threads. */
import type { PairName } from "../../src/experiments/sequences/index.js";
import type { Figure, Json } from "../../src/protocols.js";
import type { Sampling } from "../../src/theory/index.js";
import type { Advice } from "./advice.js";
import type { CloudPrediction } from "./clouds/prediction.js";
import type { MapCell, MapQuestion, RectifiedCloud, SeedsMoment, SeedsRequest } from "./clouds/protocol.js";
import type { Controls } from "./controls.js";
import type {
  ActivityAnswer,
  ActivityQuestion,
  CellsAnswer,
  CellsQuestion,
  DataDescription,
  DesignAnswer,
  DesignQuestion,
  FactorAnswer,
  FactorQuestion,
  Progress,
  RecordingDescription,
  RecordingQuestion,
  ReportQuestion,
  SessionDescription,
  TestAnswer,
  TestQuestion,
  Texts,
} from "./data/protocol.js";
import type {
  ImageQuestion,
  Look,
  LookQuestion,
  NetworkDescription,
  Portrait,
  ShippedName,
  Traversals,
} from "./images/protocol.js";
import type { OpenedRuns, OpenedSweep, RunFile, SweepPicture } from "./runs/protocol.js";
import type { RatioSaving, SequencePrediction, SequenceQuestion } from "./sequences/protocol.js";
import type { RoomMaps, RoomQuestion } from "./space/protocol.js";
import type { Alteration, Change, From, Moment, Pace, TrainingRequest, UnitDetails } from "./trainings/protocol.js";
import type { Values } from "./values.js";

/** One setting, as its schema describes it. */
export interface Field {
  readonly name: string;
  readonly description: string;
  readonly kind: "number" | "whole" | "choice" | "other";
  readonly standard: Json;
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
}

export interface ExperimentDescription {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly source: string;
  readonly version: number;
  readonly fields: readonly Field[];
}

/** What the address or a form asked for, after validation; what was refused is explained in `notices`. */
export interface Settled {
  readonly settings: Values;
  readonly controls: Controls;
  readonly notices: readonly string[];
}

/** What the worker can be asked for. */
export interface Services {
  describe(experiment: string): Promise<ExperimentDescription>;
  /** Text values by name, as in an address or after `--set`. */
  settle(experiment: string, given: readonly (readonly [string, string])[]): Promise<Settled>;
  predictCloud(settings: Values): Promise<CloudPrediction>;
  /** What mixing saves at some cells of a map of clouds. */
  mapClouds(question: MapQuestion): Promise<MapCell[]>;
  /** What the points of a cloud say of what they were drawn from. */
  judgeCloud(settings: Values, rare: number): Promise<Sampling>;
  /** The best code of rectified neurons, searched for so many seconds. */
  predictRectified(settings: Values, seconds: number): Promise<RectifiedCloud>;
  /** Trains networks of several seeds on one cloud, and resolves when that ends; instead of those that it was asked for before. */
  trainSeeds(request: SeedsRequest): Promise<void>;
  stopSeeds(): Promise<void>;
  /** The certified optimum of two rhythms, or of two remembered places. */
  predictSequence(question: SequenceQuestion): Promise<SequencePrediction>;
  /** What mixing saves at one pair of frequencies. */
  ratioSaving(pair: PairName): Promise<RatioSaving>;
  /** Undefined where it was to be opened only where it was left, and was not left anywhere. */
  open(request: TrainingRequest, from: From): Promise<Moment | undefined>;
  play(pace: Pace): Promise<void>;
  pause(): Promise<void>;
  step(count: number): Promise<void>;
  /** Removes constraints from now on: names of objective terms whose strength becomes zero. Gives all that was changed so far. */
  remove(terms: readonly string[]): Promise<readonly Change[]>;
  /** Turns the code at random. */
  rotate(): Promise<void>;
  /** Silences units, or holds them at their mean, wherever the network is looked at. */
  alter(alteration: Alteration): Promise<void>;
  inspect(layer: number, unit: number): Promise<UnitDetails>;
  /** Opens a data file; those that follow ask of it. */
  openData(name: string, content: Blob, texts?: Texts): Promise<DataDescription>;
  predictData(question: FactorQuestion): Promise<FactorAnswer>;
  searchDesign(question: DesignQuestion): Promise<DesignAnswer>;
  describeRecording(question: RecordingQuestion): Promise<RecordingDescription>;
  measureData(question: ActivityQuestion): Promise<ActivityAnswer>;
  testData(question: TestQuestion): Promise<TestAnswer>;
  describeSession(texts: Texts): Promise<SessionDescription>;
  testCells(question: CellsQuestion): Promise<CellsAnswer>;
  cellSheet(cell: number): Promise<Figure>;
  /** Everything that was answered, as one HTML page. */
  dataReport(question: ReportQuestion): Promise<string>;
  /** Every run among the files; throws where there is none. */
  readRuns(files: readonly RunFile[]): Promise<OpenedRuns>;
  /** What the runs that were read say over the settings that vary. */
  sweepPicture(sweep: OpenedSweep, score: string): Promise<SweepPicture>;
  /** Rate maps of a spatial code around an object. */
  roomMaps(question: RoomQuestion): Promise<RoomMaps>;
  /** An image of a task, and what each factor alone does to it. */
  traversals(question: ImageQuestion): Promise<Traversals>;
  /** The trained networks that the lab ships for an experiment. */
  networks(experiment: string): Promise<NetworkDescription[]>;
  /** What a network makes of an image, and what its latents do; "here" is the training that is open in this worker. */
  look(question: LookQuestion): Promise<Look>;
  /** A shipped network on the images on which its run measured it. */
  measureNetwork(experiment: string, name: ShippedName): Promise<Portrait>;
  networkFiles(experiment: string, name: ShippedName): Promise<TrainingFiles>;
  /** The newest state as files: npz and safetensors. */
  files(): Promise<TrainingFiles>;
}

export interface TrainingFiles {
  /** Activity and factors, as `purecell measure` reads them. */
  readonly npz: Uint8Array;
  readonly safetensors: Uint8Array;
}

/** What the worker says unasked. */
export interface Events {
  moment: Moment;
  seeds: SeedsMoment;
  failed: string;
  progress: Progress;
}

export interface Request {
  readonly id: number;
  readonly name: keyof Services;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Advice }
  | { readonly event: keyof Events; readonly value: unknown };
