import type { TestOptions } from "../../../efficiency/index.js";
import { UsageError } from "../../../math/errors.js";
import { type Form, formFrom } from "../../flags/output.js";
import { type WantedRecording, wantedRecording } from "../../flags/recording.js";
import type { TestFlags } from "./flags.js";

export interface TestRequest {
  readonly file: string;
  readonly recording: WantedRecording;
  readonly options: Omit<TestOptions, "block">;
  /** Rows that stay together: of a time series, by its autocorrelation where no number is given. */
  readonly block: number | "from the autocorrelation" | undefined;
  readonly without: readonly string[];
  readonly seed: number;
  readonly form: Form;
  /** Folder of the report. */
  readonly out: string | undefined;
}

/** Throws UsageError where thresholds leave no room between them. */
export function requestFrom([file]: readonly string[], flags: TestFlags): TestRequest {
  const { bins, rates, timeSeries, block, without, fdr, secondShare, mixedFrom, pureBelow, seed, out } = flags;
  if (pureBelow > mixedFrom) {
    throw new UsageError(`--pure-below ${pureBelow} is above --mixed-from ${mixedFrom}: a population would be both.`);
  }
  return {
    file,
    recording: wantedRecording(flags),
    options: {
      falseDiscovery: fdr,
      ...{ secondShare, mixedFrom, pureBelow },
      bins: bins ?? null,
      intervalDraws: flags.intervals,
      nullDraws: flags.null,
      areRates: rates,
      keepLevels: flags.keepLevels,
    },
    block: block ?? (timeSeries ? "from the autocorrelation" : undefined),
    without: without ?? [],
    seed,
    form: formFrom(flags),
    out,
  };
}
