import { type AnalyseOptions, analyseDefaults, type RateMapOptions } from "../../../cells/index.js";
import { UsageError } from "../../../math/errors.js";
import type { WantedLengths, WantedSession } from "../../../recordings/wanted.js";
import { given, valuesOf } from "../../flags/flag.js";
import { type Form, formFrom } from "../../flags/output.js";
import { selection } from "../../flags/selection.js";
import type { CellsFlags } from "./flags.js";

export interface CellsRequest {
  readonly files: readonly string[];
  /** Name of finished rate maps; undefined where maps are made from sessions. */
  readonly finishedMaps: string | undefined;
  readonly session: WantedSession;
  readonly seed: number;
  /** Threads. */
  readonly workers: number | undefined;
  readonly options: AnalyseOptions;
  /** cm */
  readonly binSize: number | undefined;
  /** What was given of how maps are made; defaults for the rest. */
  readonly maps: Partial<RateMapOptions>;
  readonly form: Form;
  /** Folder of the report. */
  readonly out: string | undefined;
}

export function requestFrom(files: readonly string[], flags: CellsFlags): CellsRequest {
  const { maps, seed, workers, binCm, sigma, smooth, shortestStay, out } = flags;
  const { shifts, fieldShuffles, fewestSpikes, smallestShift, gridScore, gridNull, null: timeNull } = flags;
  return {
    files,
    finishedMaps: maps,
    session: sessionFrom(flags),
    seed,
    workers,
    options: {
      ...analyseDefaults,
      lengthUnit: "cm",
      ...given({ shifts, fieldShuffles, fewestSpikes, smallestShift, gridScore, gridNull, null: timeNull }),
    },
    binSize: binCm,
    maps: given({ sigma, smooth, shortestStay }),
    form: formFrom(flags),
    out,
  };
}

function sessionFrom(flags: CellsFlags): WantedSession {
  const { time, position, headDirection, movementDirection, spikes, spikeCells, activity, objects, session } = flags;
  const { binWidth, smallestSpeed, timeUnit, frameRate, keypoint, likelihood, directionUnit } = flags;
  return {
    ...valuesOf(selection, flags),
    ...given({ time, position, headDirection, movementDirection, spikes, spikeCells, activity, objects, session }),
    ...given({ timeUnit, frameRate, keypoint, likelihood, directionUnit }),
    binWidth,
    smallestSpeed,
    ...lengthsFrom(flags),
  };
}

/** Throws UsageError for pixels without their size, and a size without pixels. */
function lengthsFrom({ units, cmPerPixel }: CellsFlags): WantedLengths {
  if (units === "px" && cmPerPixel === undefined) {
    throw new UsageError("--units px needs the size of a pixel: add --cm-per-pixel, e.g. --cm-per-pixel 0.25");
  }
  if (cmPerPixel !== undefined && units !== undefined && units !== "px") {
    throw new UsageError(`--cm-per-pixel goes with --units px, not ${units}.`);
  }
  return cmPerPixel === undefined ? given({ unit: units }) : { unit: "px", cmPerPixel };
}
