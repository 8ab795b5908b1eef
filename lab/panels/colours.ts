/** viridis (van der Walt and Smith 2015) at eleven even steps, and between them: even in lightness, safe for colour-blind eyes. */
const VIRIDIS = [
  "#440154",
  "#482475",
  "#414487",
  "#355f8d",
  "#2a788e",
  "#21918c",
  "#22a884",
  "#44bf70",
  "#7ad151",
  "#bddf26",
  "#fde725",
] as const;

/** Steps in which a map is drawn: cells of one step are one path. */
export const STEPS = VIRIDIS.length;

/** The step of a value between 0 and 1. */
export const stepOf = (share: number): number => Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))));

export const colourOf = (step: number): string => VIRIDIS[step];
