/** What a neuron of a spatial code responds to, in the order of `SpaceSnapshot.kinds`; each with its colour of the style sheet. */
export const KINDS = [
  { title: "position cells", colour: "trained" },
  { title: "object-vector cells", colour: "certified" },
  { title: "mixed", colour: "third" },
  { title: "inactive", colour: "" },
] as const;

export const INACTIVE = 3;

export const countOf = (kinds: Uint8Array, kind: number): number => kinds.filter((each) => each === kind).length;
