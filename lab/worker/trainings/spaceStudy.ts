/** A spatial code: the very training of the experiments `fig7` (object that may stay) and `grid-cells` (position alone). */
import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import { FULL, keyOf } from "../../../src/experiments/frame/index.js";
import {
  ALIVE,
  factorMeasures,
  fig7,
  gridCells,
  gridPlan,
  objectPlan,
  PURE,
  type SpatialPlan,
} from "../../../src/experiments/space/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { uniform } from "../../../src/math/random.js";
import {
  alteredCode,
  codeAt,
  type FourierSeries,
  fourierSeries,
  tuningPower,
  type WaveKind,
} from "../../../src/models/index.js";
import type { Factor, Representation } from "../../../src/protocols.js";
import { representation, saveRepresentation } from "../../../src/representation/index.js";
import { BOX } from "../../../src/tasks/space/placeBatches.js";
import type { SpaceSnapshot, TrainingRequest } from "./protocol.js";
import { rotated, rotationOf } from "./rotation.js";
import type { Study } from "./session.js";

const KINDS: readonly WaveKind[] = ["position", "object vector", "mixed"];
/** Places of which activity and factors are exported. */
const EXPORTED = 4000;

export function spaceStudy(request: TrainingRequest): Study {
  const { plan, waves } = planOf(request);
  const seriesOf = (parameters: HostTree) => fourierSeries(waves, parameters);
  const withObject = request.experiment === fig7.id;
  return {
    plan,
    snapshot: async (parameters, live) =>
      snapshotOf(seriesOf(parameters), withObject && !live ? request.seed : undefined),
    altered: async (parameters, alteration) => alteredCode(parameters, alteration),
    rotated: (parameters, key) =>
      rotated(parameters, rotationOf(key, seriesOf(parameters).units), {
        into: ["code.mean", "code.cosine", "code.sine"],
        from: [],
      }),
    inspect: async () => {
      throw new UsageError("a neuron of a spatial code has maps, no tuning curves over single numbers");
    },
    files: async (parameters) => ({
      npz: saveRepresentation(codeOn(seriesOf(parameters), request.seed)),
      safetensors: toSafetensors(parameters),
    }),
  };
}

function planOf({ experiment, settings, seed }: TrainingRequest): SpatialPlan {
  if (experiment === gridCells.id) return gridPlan(gridCells.settings.parse(settings), FULL, seed);
  const chosen = fig7.settings.parse(settings);
  return objectPlan(chosen, chosen.atHome[0], FULL, seed);
}

/** `seed`: that of the probes by which selectivity is measured, where it is to be. */
function snapshotOf(series: FourierSeries, seed: number | undefined): SpaceSnapshot {
  const power = KINDS.map((kind) => tuningPower(series, kind));
  const total = power[0].map((_, unit) => power[0][unit] + power[1][unit] + power[2][unit]);
  const shares = Float64Array.from({ length: 3 * series.units }, (_, at) => {
    const unit = Math.floor(at / 3);
    return power[at % 3][unit] / total[unit];
  });
  return {
    kind: "space",
    series,
    shares,
    kinds: kindsOf(shares, total),
    power: total,
    mir: seed === undefined ? Number.NaN : factorMeasures(series, keyOf(seed, "probe")).mir,
  };
}

/** 0 position, 1 object vector, 2 both, 3 inactive: as the experiments count them. */
function kindsOf(shares: Float64Array, power: Float64Array): Uint8Array {
  const most = Math.max(...power);
  return Uint8Array.from(power, (own, unit) => {
    if (!(own > ALIVE * most)) return 3;
    if (shares[3 * unit] > PURE) return 0;
    return shares[3 * unit + 1] > PURE ? 1 : 2;
  });
}

/** Activity at random places, and vectors from the object where there is one, each coordinate a circular factor. */
function codeOn(series: FourierSeries, seed: number): Representation {
  const names = ["x", "y", "x from the object", "y from the object"].slice(0, series.waves[0].k.length);
  const places = uniform(keyOf(seed, "export"), names.length * EXPORTED).map((value) => BOX * value);
  const factors = names.map(
    (name, d): Factor => ({
      name,
      kind: "circular",
      period: BOX,
      values: places.filter((_, at) => at % names.length === d),
    }),
  );
  return representation({ activity: codeAt(series, places), units: series.units, factors });
}
