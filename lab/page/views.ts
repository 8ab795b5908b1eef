/** The views by name, in the order of the keys 0 to 9. */
import type { Values } from "../worker/values.js";
import type { Choices } from "./choices.js";
import { dataChoices } from "./dataChoices.js";

/** In the order of the keys 0 to 9. */
export type ViewId =
  | "home"
  | "corners"
  | "ablations"
  | "depth"
  | "data"
  | "runs"
  | "space"
  | "images"
  | "sequences"
  | "stories";

export interface View {
  readonly id: ViewId;
  readonly title: string;
  /** What one can do there, in a sentence. */
  readonly purpose: string;
  /** Experiments it can show, the standard one first; none where it needs no experiment. */
  readonly experiments: readonly string[];
  /** Settings in which the view differs from the experiment's own defaults. */
  readonly preset: Values;
  /** More of them, by experiment. */
  readonly presets?: Readonly<Record<string, Values>>;
  /** What a view without experiment lets one choose: its part of the address, with the values it has by itself. */
  readonly choices?: Choices;
  /** Whether files that are dropped on it are its own matter. */
  readonly takesFiles?: boolean;
}

export const views: readonly View[] = [
  {
    id: "home",
    title: "Start",
    purpose: "What this lab shows, alive: grid cells that grow, a corner that mixes neurons, data of your own.",
    experiments: [],
    preset: {},
  },
  {
    id: "corners",
    title: "Corners",
    purpose:
      "Drag a corner off a cloud of two factors: the optimal neurons turn from pure to mixed, and trained ones follow.",
    experiments: ["cloud"],
    preset: {},
  },
  {
    id: "ablations",
    title: "Ablations",
    purpose:
      "Train the network of Fig. 2 with its constraints or without them, and watch how mixed its neurons are. Switched late in training, a constraint changes less: the steps have become small.",
    experiments: ["fig2", "fig4-linear"],
    preset: {},
  },
  {
    id: "depth",
    title: "Depth",
    purpose:
      "A small deep network like that of Fig. 3: how pure each of its layers becomes, on linear or on cubed mixtures of factors. One comes trained; train it again, or without a rule.",
    experiments: ["fig3-linear", "fig3-nonlinear"],
    preset: { samples: 20_000, evaluationSamples: 1000 },
    // Small enough to train within half a minute in a page, with dearer energies, which make layers pure sooner.
    presets: {
      "fig3-linear": {
        hidden: [24, 22, 20],
        factors: 4,
        updates: 12_000,
        learningRate: 0.005,
        energyStart: 1,
        activityEnergy: 0.01,
        weightEnergy: 0.001,
      },
      "fig3-nonlinear": { hidden: [40, 36, 32], factors: 4, updates: 4000, learningRate: 0.003 },
    },
  },
  {
    id: "data",
    title: "Your data",
    purpose:
      "Drop a table of factors to see which neurons they should grow, recorded activity to see how pure it is and whether theory foretells it, a session to see its cells. Nothing leaves the page.",
    experiments: [],
    preset: {},
    choices: dataChoices,
    takesFiles: true,
  },
  {
    id: "runs",
    title: "Runs",
    purpose:
      "Drop a folder that purecell run or sweep made, or its report.json: a table of runs, verdicts, curves and every seed; two runs beside each other.",
    experiments: [],
    preset: {},
    choices: {
      run: "",
      with: "",
      metric: "",
      value: "",
      conditions: "",
      scale: "logarithmic",
      score: "",
      sort: "",
      search: "",
    },
    takesFiles: true,
  },
  {
    id: "space",
    title: "Space",
    purpose:
      "Train a code of places and of an object, watch its rate maps grow, and move the object: neurons of position stay, neurons of the object follow.",
    experiments: ["fig7", "grid-cells"],
    preset: {},
    // Small enough to train within half a minute in a page; the experiment's own settings are in reach by one click each.
    presets: {
      fig7: {
        atHome: [0],
        units: 40,
        updates: 1500,
        largestWave: 6,
        roomPlaces: 80,
        lattice: 12,
        mixedWaves: 30,
        mapBins: 32,
      },
    },
  },
  {
    id: "images",
    title: "Images",
    purpose:
      "Encode a picture by a trained autoencoder, move one latent at a time, see which factors each latent knows; or train one here.",
    // Of the networks that come with the lab, those of 3D Shapes draw what one recognises.
    experiments: ["fig5", "fig13"],
    // One arm, and so long that it takes half a minute: the experiment's own settings are in reach by one click each.
    preset: {
      betas: [],
      rectifiedBetas: [],
      weightEnergies: [0.01],
      updates: 500,
      evaluationImages: 2000,
    },
  },
  {
    id: "sequences",
    title: "Sequences",
    purpose:
      "Choose two rhythms, or which pairs of places an animal must remember: theory says at once whether neurons mix them, and a recurrent network shows it over time.",
    experiments: ["sinusoids", "sequence-memory"],
    preset: {},
    // Small enough to train within half a minute in a page.
    presets: {
      sinusoids: { pairs: ["1-2"], steps: 60, units: 12, updates: 1500, learningRate: 0.005 },
      "sequence-memory": { places: [3], units: 16, updates: 6000, learningRate: 0.01 },
    },
  },
  {
    id: "stories",
    title: "Stories",
    purpose: "The argument of the paper, figure by figure, each step a place in this lab that you can change.",
    experiments: [],
    preset: {},
    choices: { picture: "" },
  },
];

/** Settings in which a view differs from the defaults of one of its experiments. */
export const presetOf = ({ preset, presets }: View, experiment: string): Values => ({
  ...preset,
  ...presets?.[experiment],
});
