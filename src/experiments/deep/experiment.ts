/** An experiment on trained networks from what is its own: a study, its settings and its claims. */
import type { z } from "zod";
import type { Experiment, Verdict } from "../../protocols.js";
import { type Arm, armsNamed } from "../frame/arms.js";
import { networkFigures } from "./figures.js";
import { type NetworkSeeds, networkSeeds } from "./measures.js";
import {
  type NetworkCost,
  type NetworkSettings,
  type NetworkStudy,
  networkJobs,
  networkSeconds,
  runNetworkJob,
} from "./study.js";

type NetworkSchema = z.ZodObject & z.ZodType<NetworkSettings>;

type Own = "id" | "title" | "source" | "claim" | "version" | "settings" | "sizes" | "recorded";

export interface NetworkExperiment<Schema extends NetworkSchema> extends Pick<Experiment<Schema>, Own> {
  readonly study: NetworkStudy<z.infer<Schema>>;
  readonly cost: NetworkCost;
  /** Other names for arms, by their ids. */
  readonly labels?: Readonly<Record<string, string>>;
  verdicts(seeds: NetworkSeeds, arms: readonly Arm[], settings: z.infer<Schema>): readonly Verdict[];
}

export function networkExperiment<Schema extends NetworkSchema>({
  study,
  cost,
  labels = {},
  verdicts,
  ...own
}: NetworkExperiment<Schema>): Experiment<Schema> {
  const armsOf = ({ arms }: z.infer<Schema>): Arm[] =>
    armsNamed(arms).map((arm) => ({ ...arm, label: labels[arm.id] ?? arm.label }));
  return {
    ...own,
    expectedSeconds: (settings, backend) => networkSeconds(settings, backend, cost),
    choosing: ["arms"],
    jobs: networkJobs,
    runJob: (job, settings, context) => runNetworkJob(study, job, settings, context),
    check: (results, settings) => verdicts(networkSeeds(results, armsOf(settings)), armsOf(settings), settings),
    figures: (results, settings) =>
      networkFigures(networkSeeds(results, armsOf(settings)), armsOf(settings), own.id, own.source),
  };
}
