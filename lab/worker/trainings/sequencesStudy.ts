/** A recurrent network over sequences: the very training of the experiments `sinusoids` (the first of its pairs) and `sequence-memory`. */
import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import {
  measureMemory,
  measureSinusoids,
  PAIRS,
  sequenceMemory,
  sinusoidPlan,
  sinusoids,
  trialsPlan,
} from "../../../src/experiments/sequences/index.js";
import { UsageError } from "../../../src/math/errors.js";
import type { Factor } from "../../../src/protocols.js";
import { meanSquare, representation, saveRepresentation } from "../../../src/representation/index.js";
import { orderedTrials } from "../../../src/tasks/sequences/orderedRecall.js";
import { pairsBut } from "../sequences/protocol.js";
import type { SequencesSnapshot, TrainingRequest } from "./protocol.js";
import type { Study } from "./session.js";

export const sequencesStudy = (request: TrainingRequest): Study =>
  request.experiment === sinusoids.id ? rhythmStudy(request) : memoryStudy(request);

/** What is asked of no unit here. */
const untouched: Pick<Study, "altered" | "inspect"> = {
  altered: async () => {
    throw new UsageError("units of a recurrent network are not silenced here");
  },
  inspect: async () => {
    throw new UsageError("a unit of a recurrent network is drawn over time, not against one factor after the other");
  },
};

const TURN = 2 * Math.PI;

const circular = (name: string, values: readonly number[]): Factor => ({
  name,
  kind: "circular",
  period: TURN,
  values: Float64Array.from(values, (value) => value % TURN),
});

/** Code [rows x units] with what was to be kept in mind, as `purecell measure` reads it. */
const filesOf = (code: Float64Array, units: number, factors: readonly Factor[], parameters: HostTree) => ({
  npz: saveRepresentation(representation({ activity: code, units, factors })),
  safetensors: toSafetensors(parameters),
});

/** The first of the pairs, with the penalty on negative activity under the name of the rule that it is. */
function rhythmStudy({ settings, seed }: TrainingRequest): Study {
  const chosen = sinusoids.settings.parse(settings);
  const condition = { pair: chosen.pairs[0], nonnegative: true };
  const { plan, options } = sinusoidPlan(condition, seed, chosen);
  const measure = (parameters: HostTree) => measureSinusoids(parameters, condition, options, chosen);
  const phases = PAIRS[condition.pair].frequencies.map((frequency, at) =>
    circular(
      `phase ${at + 1}`,
      Array.from({ length: chosen.measuredSteps }, (_, step) => frequency * step * chosen.interval),
    ),
  );
  return {
    ...untouched,
    plan: { ...plan, objective: plan.objective.map(asRule) },
    snapshot: async (parameters) => rhythmSnapshot(measure(parameters), chosen.units, phases),
    files: async (parameters) => filesOf(measure(parameters).code, chosen.units, phases, parameters),
  };
}

/** Switches of the page speak of "nonnegativity", be it squared or not. */
const asRule = ({ term, strength }: Study["plan"]["objective"][number]) => ({
  term: term.name === "squaredNegativity" ? { ...term, name: "nonnegativity" } : term,
  strength,
});

function rhythmSnapshot(
  { code, powers, share, index, active, mixed, error }: ReturnType<typeof measureSinusoids>,
  units: number,
  factors: readonly Factor[],
): SequencesSnapshot {
  return {
    kind: "sequences",
    units,
    trials: 1,
    code,
    energy: meanSquare(representation({ activity: code, units, factors })),
    of: "rhythms",
    powers: Float64Array.from(powers.flat()),
    share,
    index,
    active,
    mixed,
    error,
  };
}

function memoryStudy({ settings, seed, missing = [] }: TrainingRequest): Study {
  const chosen = sequenceMemory.settings.parse(settings);
  const [places] = chosen.places;
  const trials = orderedTrials(places, pairsBut(places, missing));
  const { plan, options } = trialsPlan(trials, seed, chosen);
  const measure = (parameters: HostTree) => measureMemory(parameters, options, trials);
  const remembered = ["first", "second"].map((name, at) =>
    circular(
      name,
      Array.from({ length: trials.steps }, () => trials.pairs.map((pair) => (TURN * pair[at]) / places)).flat(),
    ),
  );
  return {
    ...untouched,
    plan,
    snapshot: async (parameters) => {
      const { code, angles } = measure(parameters);
      return {
        kind: "sequences",
        units: chosen.units,
        trials: trials.trials,
        code,
        energy: meanSquare(representation({ activity: code, units: chosen.units, factors: remembered })),
        of: "places",
        angles,
      };
    },
    files: async (parameters) => filesOf(measure(parameters).code, chosen.units, remembered, parameters),
  };
}
