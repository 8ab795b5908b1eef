/** The weights into and out of one unit of a layered network. */
import type { HostTree } from "../../../src/engine/protocols.js";
import type { UnitDetails } from "./protocol.js";

/** `layer` is the unit's own, `next` the one that reads it. */
export function weightsOf(
  parameters: HostTree,
  layer: string,
  next: string,
  unit: number,
): Pick<UnitDetails, "incoming" | "outgoing"> {
  const own = parameters[`${layer}.weight`];
  const after = parameters[`${next}.weight`];
  const [inputs, units] = own.shape;
  const outputs = after.shape[1];
  return {
    incoming: Float32Array.from({ length: inputs }, (_, input) => own.data[input * units + unit]),
    outgoing: Float32Array.from(after.data.subarray(unit * outputs, (unit + 1) * outputs)),
  };
}
