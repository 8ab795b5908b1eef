/**
 * A memory of which a cue reads one part: Dorrell et al., arXiv 2410.06232v1 (program: P&B_Train). The code of the delay is free, a row
 * for each trial; one linear map a cue leads to the code of the report, and one readout serves delay and reports:
 *   g (delay),   g_c = g W_c + b_c for each cue c,   y = g R + r.
 * Activity and output hold all trials in the delay, then all after the first cue, then after the second, ...
 */
import { disposeAll, matmul, stackRows } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, type Key, normal } from "../math/random.js";
import type { HostTree, Model } from "../protocols.js";

export interface CuedRecallOptions {
  readonly trials: number;
  readonly cues: number;
  readonly units: number;
  readonly outputs: number;
}

/** [trials x units], the free code of the delay */
export const DELAY_CODE = "delay";
const READOUT = "output.weight";
const READOUT_BIAS = "output.bias";
const cueWeight = (cue: number): string => `cue${cue}.weight`;
const cueBias = (cue: number): string => `cue${cue}.bias`;

/** Inputs are one-hot trials. Weights of cues and readout are charged, the free code is not. Throws UsageError on sizes below one. */
export function cuedRecall(options: CuedRecallOptions): Model {
  const { trials, cues, units, outputs } = options;
  if (!(trials >= 1 && cues >= 1 && units >= 1 && outputs >= 1)) {
    throw new UsageError(
      `cued recall needs trials, cues, units and outputs, not ${trials}, ${cues}, ${units}, ${outputs}`,
    );
  }
  const each = Array.from({ length: cues }, (_, cue) => cue);
  return {
    name: `cued recall of ${units} units`,
    inputs: trials,
    outputs,
    layers: { code: units },
    weights: [...each.map(cueWeight), READOUT],
    initialise: (key) => initialise(key, options),
    forward(parameters, input) {
      const delay = matmul(input, parameters[DELAY_CODE].ref);
      const reports = each.map((cue) =>
        matmul(delay.ref, parameters[cueWeight(cue)].ref).add(parameters[cueBias(cue)].ref),
      );
      const code = stackRows([delay, ...reports]);
      const output = matmul(code.ref, parameters[READOUT].ref).add(parameters[READOUT_BIAS].ref);
      disposeAll(Object.values(parameters));
      return { output, activity: { code } };
    },
  };
}

/** Delay codes half-normal with 0.3, cues' matrices orthogonal, readouts normal with 0.1, biases 0. */
function initialise(key: Key, { trials, cues, units, outputs }: CuedRecallOptions): HostTree {
  const each = Array.from({ length: cues }, (_, cue) => cue);
  const drawn = (name: string, count: number, f: (value: number) => number): Float32Array =>
    Float32Array.from(normal(fold(key, name), count), f);
  return {
    [DELAY_CODE]: { shape: [trials, units], data: drawn("delay", trials * units, (value) => 0.3 * Math.abs(value)) },
    ...Object.fromEntries(
      each.flatMap((cue) => {
        const { data } = randomOrthonormalRows(fold(fold(key, "cue"), cue), units, units);
        return [
          [cueWeight(cue), { shape: [units, units], data: Float32Array.from(data) }],
          [cueBias(cue), { shape: [units], data: new Float32Array(units) }],
        ];
      }),
    ),
    [READOUT]: { shape: [units, outputs], data: drawn("readout", units * outputs, (value) => 0.1 * value) },
    [READOUT_BIAS]: { shape: [outputs], data: new Float32Array(outputs) },
  };
}
