/** Corners of the unit square in the order of the setting `corners` of the experiment `cloud`. */
export const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;
