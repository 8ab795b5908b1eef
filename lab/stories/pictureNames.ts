/** Figures that the experiments made of recorded runs, and what they show; the files are in docs/results. */
export interface Picture {
  readonly title: string;
  /** For a reader who cannot see it. */
  readonly summary: string;
  /** What draws it again. */
  readonly command: string;
}

export const pictures = {
  "fig2-mir": {
    title: "Fig. 2: the mutual information ratio with and without each constraint",
    summary:
      "With all constraints the ratio is about 0.8; without nonnegativity, without activity energy or with no constraint it is 0.3 to 0.4, and without weight energy about 0.7.",
    command: "npx purecell run fig2",
  },
  "fig2-energy": {
    title: "Fig. 2 and theory: what each network costs, against the certified optimum",
    summary: "Networks with all constraints end at the certified optimum; every ablated one costs more.",
    command: "npx purecell run fig2",
  },
  "fig3-linear-mir": {
    title: "Fig. 3A: purity by layer of a deep network on linear data",
    summary:
      "With all constraints every layer is purer than without the penalty, than without activity energy, and than its rotated code.",
    command: "npx purecell run fig3-linear",
  },
  "fig4-linear-mir": {
    title: "Fig. 4: a linear autoencoder with and without each constraint",
    summary:
      "With all constraints the ratio is about 0.92; without nonnegativity or with no constraint about 0.3, without either energy about 0.7.",
    command: "npx purecell run fig4-linear",
  },
  "corner-cutting-phase": {
    title: "Missing corners: where pure neurons stop being optimal",
    summary:
      "Cutting corners beyond a critical size makes mixed neurons optimal; correlation of the factors by itself never does.",
    command: "npx purecell run corner-cutting",
  },
  "fig6-maps": {
    title: "Fig. 6: position cells and object-vector cells",
    summary:
      "Rate maps of neurons before and after an object moves: position cells keep their maps, object-vector cells follow the object.",
    command: "npx purecell run fig6",
  },
  "fig7-selectivity": {
    title: "Fig. 7: selectivity against the probability that an object stays",
    summary: "Selectivity falls from 0.99 where the object always moves to 0.58 where it never does.",
    command: "npx purecell run fig7",
  },
  "grid-cells-maps": {
    title: "Grid cells of position codes",
    summary:
      "Rate maps of trained codes: hexagonal with all constraints, none of them without nonnegativity or energies.",
    command: "npx purecell run grid-cells --seeds 1000-1019",
  },
} as const satisfies Readonly<Record<string, Picture>>;

export type PictureName = keyof typeof pictures;

export const isPicture = (name: string): name is PictureName => name in pictures;
