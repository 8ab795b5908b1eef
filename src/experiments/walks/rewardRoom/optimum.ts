/**
 * The least energy of `reward-room`, in closed form (docs/theory.md, sections 8 and 11). With K places, one neuron for each place and
 * each displacement is optimal as long as every combination occurs and both are uniform; moves permute both, so that each of the four
 * matrices costs K - 1 for each. The walk starts at a known place, so that only displacements have start weights. What the network errs, it
 * may save: targets shrunk by a = 1 - sqrt(error / variance) have just that error and scale what is static by a.
 */
import { MOVES } from "../../../tasks/space/roomWalks.js";

export interface RoomPrices {
  readonly side: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

/** `error` is the squared error, mean over moments, sum over outputs. */
export function leastRoomEnergy({ side, activityEnergy: alpha, weightEnergy: lambda }: RoomPrices, error = 0): number {
  const places = side * side;
  const rank = places - 1;
  const moves = MOVES.length * 2 * rank * lambda;
  const ofPlace = 2 * Math.sqrt(rank * lambda * alpha);
  const ofDisplacement = 2 * Math.sqrt(rank * lambda * (alpha + rank * lambda));
  const variance = (2 * rank) / places;
  const kept = 1 - Math.sqrt(Math.min(1, error / variance));
  return moves + kept * (ofPlace + ofDisplacement);
}
