/** The arms of an ablation study: all constraints, each one removed, and none. */
import type { Job } from "../../protocols.js";

/** The terms that make up the biological constraints, by the names under which the objective logs them. */
export const CONSTRAINTS = ["nonnegativity", "activityEnergy", "weightEnergy"] as const;

/** One of them. */
export type Constraint = (typeof CONSTRAINTS)[number];

/** A condition of an ablation study: which constraints it goes without. */
export interface Arm {
  /** Safe in a file name. */
  readonly id: string;
  readonly label: string;
  readonly removed: readonly Constraint[];
  /** Whether absolute activity is charged for instead. */
  readonly sparse?: true;
}

/** Nothing removed. */
export const FULL: Arm = { id: "all", label: "all constraints", removed: [] };

/** Everything removed. */
export const NONE: Arm = { id: "none", label: "no constraints", removed: CONSTRAINTS };

/** Each constraint removed, and all of them. */
export const ABLATIONS: readonly Arm[] = [
  { id: "no-nonnegativity", label: "without nonnegativity", removed: ["nonnegativity"] },
  { id: "no-activity-energy", label: "without activity energy", removed: ["activityEnergy"] },
  { id: "no-weight-energy", label: "without weight energy", removed: ["weightEnergy"] },
  NONE,
];

/** The whole study: all constraints first. */
export const ARMS: readonly Arm[] = [FULL, ...ABLATIONS];

/** The sparsity control: absolute activity in place of nonnegativity and of the energy of activity. */
export const SPARSITY: Arm = {
  id: "sparsity",
  label: "sparsity instead",
  removed: ["nonnegativity", "activityEnergy"],
  sparse: true,
};

/** The strength of a constraint in an arm. */
export const strengthIn = (arm: Arm, constraint: Constraint, strength: number): number =>
  arm.removed.includes(constraint) ? 0 : strength;

/** In the order in which they are shown. */
export const EVERY_ARM: readonly Arm[] = [...ARMS, SPARSITY];

/** The arms with these ids, in that order. */
export const armsNamed = (ids: readonly string[]): Arm[] => EVERY_ARM.filter(({ id }) => ids.includes(id));

/** The one of these arms, or of whatever else has an id, that a job is about. Throws RangeError for another's job. */
export function armOf<A extends { readonly id: string }>({ condition }: Pick<Job, "condition">, arms: readonly A[]): A {
  const arm = arms.find(({ id }) => id === condition);
  if (arm === undefined) throw new RangeError(`no arm is called ${condition}`);
  return arm;
}

/** One training per arm and seed; a seed's arms follow one another, so that whole seeds finish early. */
export const armJobs = (seeds: readonly number[], arms: readonly Pick<Arm, "id">[]): Job[] =>
  seeds.flatMap((seed) => arms.map(({ id }) => ({ id: `${id}-seed${seed}`, condition: id, seed })));
