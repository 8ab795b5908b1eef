/** Every command with its arguments and flags: the command line on one page. Each is carried out by the file `load`s. */
import type { Context } from "./context.js";

export interface Flag {
  /** As commander writes it, e.g. "--seeds <list>". */
  readonly form: string;
  readonly help: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** May be given several times. */
  readonly repeated?: boolean;
}

/** Carries out a command and resolves to its exit code. */
export type Action<Flags> = (names: readonly string[], flags: Flags, context: Context) => Promise<number>;

export interface CommandEntry {
  readonly name: string;
  /** As commander writes them, e.g. "[experiments...]". */
  readonly arguments?: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  /** Imports the code of the command, so that the others need not wait for it. */
  readonly load: () => Promise<Action<object>>;
}

const json: Flag = { form: "--json", help: "print the result as JSON on stdout" };
const runs: Flag = { form: "--runs <dir>", help: "folder that holds the run folders", fallback: "runs" };
const force: Flag = { form: "--force", help: "throw away the results of an earlier run of the same configuration" };
const jobs: Flag = { form: "--jobs <n>", help: "trainings to run side by side (default: one per core)" };
const quick: Flag = { form: "--quick", help: "a few seconds, to see that it works; too small to judge" };
const full: Flag = { form: "--full", help: "the size published in the paper" };
const engine: Flag = {
  form: "--engine <name>",
  help: "what trains (default: auto)",
  choices: ["auto", "wasm", "native"],
};

const device: Flag = {
  form: "--device <name>",
  help: "train on the cores or on a graphics processor, over WebGPU (default: cpu)",
  choices: ["cpu", "gpu"],
};

export const commands: readonly CommandEntry[] = [
  {
    name: "list",
    summary: "the experiments: claim, source, expected time",
    flags: [json],
    examples: ["purecell list"],
    load: async () => (await import("./list.js")).list,
  },
  {
    name: "predict",
    arguments: "[file]",
    summary: "which neurons these factors should grow: optimum, verdict, reasons, with proof",
    flags: [
      { form: "--columns <list>", help: "columns that are factors, in this order, e.g. x,y (default: all)" },
      { form: "--kinds <list>", help: "e.g. odour=categorical,heading=circular:360 (default: continuous)" },
      { form: "--groups <list>", help: "columns that count as one factor, e.g. x+y,u+v" },
      { form: "--weights <name|file>", help: "how often each row occurs: a column, or a file of numbers" },
      {
        form: "--ranges <name=low:high>",
        help: "what a factor could have been, e.g. tone=0:1,loudness=0:1; may be repeated",
        repeated: true,
      },
      {
        form: "--rows <reading>",
        help: "what rows are: a design, whose gaps are meant, or random draws (default: judged from the rows)",
        choices: ["design", "draws"],
      },
      { form: "--no-header", help: "the first line of the file holds numbers, not names" },
      { form: "--arrays <list>", help: "arrays of a .npz file that are factors (default: factors)" },
      { form: "--vertices <file>", help: "instead of samples: corners of the range, measured from the mean ..." },
      { form: "--covariance <file>", help: "... and the covariance of the factors" },
      { form: "--input-mixing <file>", help: "A_in, one column for each factor (default: identity)" },
      { form: "--target-mixing <file>", help: "A_out, one column for each factor (default: identity)" },
      { form: "--alpha <x>", help: "price of activity (default: 1)" },
      { form: "--lambda-in <x>", help: "price of input weights (default: 1)" },
      { form: "--lambda-out <x>", help: "price of output weights (default: 1)" },
      { form: "--gamma <x>", help: "price of squared error (default: none is allowed)" },
      { form: "--within <x>", help: "saving up to which a code is nearly modular (default: 0.001)" },
      { form: "--tolerance <x>", help: "relative gap of a certified optimum (default: 1e-6)" },
      { form: "--seconds <x>", help: "stop searching after so many seconds (default: 10)" },
      { form: "--sensitivity", help: "how far the answer depends on the sample" },
      { form: "--replicates <n>", help: "weightings drawn by --sensitivity (default: 100)" },
      { form: "--seed <n>", help: "of what is drawn at random (default: 0)" },
      { form: "--out <dir>", help: "write a figure, a report and the data into this folder" },
      json,
    ],
    examples: [
      "purecell predict factors.csv",
      "purecell predict factors.csv --columns x,y --lambda-in 0.1 --out prediction",
      "purecell predict trials.csv --kinds odour=categorical,heading=circular:360",
      "purecell predict factors.csv --ranges x=0:1,y=0:1",
    ],
    load: async () => (await import("./predict.js")).predict,
  },
  {
    name: "run",
    arguments: "<experiment>",
    summary: "run one experiment, or your own by the path of its module, or go on with it where it stopped",
    flags: [
      { form: "--seed <n>", help: "one seed, a whole number" },
      { form: "--seeds <list>", help: "how many (5), a list (0,3,7) or a range (10-19)" },
      { form: "--set <key=value>", help: "change a setting; may be repeated", repeated: true },
      { form: "--config <file>", help: "settings from a JSON file, e.g. a run's config.json" },
      quick,
      full,
      engine,
      device,
      jobs,
      runs,
      force,
      { form: "--print-config", help: "show every setting and where its value comes from, and stop" },
      { form: "--dry-run", help: "show the jobs and the expected time, and stop" },
      json,
    ],
    examples: [
      "purecell run fig2 --quick",
      "purecell run fig2 --seeds 5",
      "purecell run fig2 --set code=64 --seed 3",
      "purecell run ./mine.js --seeds 5",
    ],
    load: async () => (await import("./run.js")).run,
  },
  {
    name: "reproduce",
    arguments: "[experiments...]",
    summary: "check the paper's claims: all experiments, or those named, and one report",
    flags: [
      { form: "--headlines", help: "a few experiments with fewer seeds: what npm start runs" },
      quick,
      full,
      { form: "--minutes <n>", help: "stop in good order after so many minutes and judge what is done" },
      engine,
      device,
      jobs,
      runs,
      force,
      json,
    ],
    examples: ["purecell reproduce", "purecell reproduce --headlines", "purecell reproduce fig2 --minutes 10"],
    load: async () => (await import("./reproduce.js")).reproduce,
  },
  {
    name: "show",
    arguments: "<run>",
    summary: "verdicts and files of a run: its id, the beginning of it, or its folder",
    flags: [runs, json],
    examples: ["purecell show fig2-1a2b"],
    load: async () => (await import("./show.js")).show,
  },
  {
    name: "inspect",
    arguments: "<file>",
    summary: "what a data file holds, which arrays are likely activity and factors, and what to type next",
    flags: [{ form: "--bin-width <s>", help: 'NWB: seconds in which spikes are counted, or "trials"' }, json],
    examples: ["purecell inspect recording.h5", "purecell inspect session.nwb --bin-width 0.1"],
    load: async () => (await import("./inspect.js")).inspect,
  },
  {
    name: "measure",
    arguments: "<file>",
    summary: "how pure are these neurons: every metric of a recording, with chance levels and intervals",
    flags: [
      {
        form: "--activity <names>",
        help: 'arrays or columns with the activity; "unit_*" for many (default: activity)',
      },
      {
        form: "--factors <names|file>",
        help: "arrays or columns with the task variables, or their file (default: factors)",
      },
      { form: "--kinds <list>", help: "how to read factors: heading=circular,dose=continuous, or one kind for all" },
      { form: "--periods <list>", help: "periods of circular factors: heading=360" },
      { form: "--rows <from:to:step>", help: "some of the conditions, e.g. ::10 for every tenth" },
      {
        form: "--memory <MiB>",
        help: "that activity and its copies may take; larger files are read in passes (default: 640)",
      },
      { form: "--bin-width <s>", help: 'NWB: seconds in which spikes are counted, or "trials"' },
      { form: "--metrics <list>", help: "metrics to measure, e.g. mir,mig,dci (default: all)" },
      { form: "--set <metric.option=value>", help: "change an option; may be repeated", repeated: true },
      {
        form: "--convention <name>",
        help: "recommended: bins of equal counts, their number by the rows, information corrected; paper: 20 equal-width bins (default: recommended)",
      },
      { form: "--bins <n>", help: "bins of continuous variables, for all metrics that have bins" },
      { form: "--estimator <name>", help: "estimator of information, for all metrics that have one" },
      { form: "--null <n>", help: "draws of every chance level (default: 500, slower metrics 100 or 20)" },
      { form: "--null-kind <list>", help: "permuted, shifted, rotated (default: rotated,permuted)" },
      {
        form: "--intervals <n>",
        help: "random halvings of the rows for every interval (default: 250, slower metrics 10)",
      },
      { form: "--effort <x>", help: "work that draws may make, in multiples of the usual; 10 for long (default: 1)" },
      {
        form: "--workers <n>",
        help: "threads for the draws; the numbers are the same for any (default: one for each core)",
      },
      {
        form: "--selectivity <n>",
        help: "draws of the tests of single neurons and of cell types (default: 199 to 999; 0 with --metrics or --null 0)",
      },
      { form: "--time-series", help: "rows are a time series: shifted nulls, intervals from blocks" },
      { form: "--block <rows>", help: "rows drawn together for intervals (default: from the autocorrelation)" },
      { form: "--shift <rows>", help: "smallest shift (default: from the autocorrelation)" },
      { form: "--seed <n>", help: "seed of all draws, a whole number (default: 0)" },
      { form: "--out <dir>", help: "write a report with figures, and the tables, to this folder" },
      json,
      { form: "--csv", help: "print one row for every score on stdout" },
    ],
    examples: [
      "purecell measure recording.npz",
      "purecell measure rates.csv --factors position,reward --out report",
      "purecell measure rates.npy --factors behaviour.csv --time-series",
      "purecell measure code.npz --metrics mig,dci --bins 30 --null 100 --json",
    ],
    load: async () => (await import("./measure/measure.js")).measure,
  },
  {
    name: "cells",
    arguments: "<files...>",
    summary: "which cells are these: grid, border, place, head-direction, object-vector, each against its null",
    flags: [
      { form: "--time <name>", help: "time stamps, s (default: t, time or timestamps)" },
      {
        form: "--position <names>",
        help: "positions: one array [samples x 2], or two columns (default: position, pos, x and y)",
      },
      { form: "--head-direction <name>", help: "head directions, radians or degrees (default: head_direction, hd)" },
      { form: "--movement-direction", help: "take the direction of movement for the head direction" },
      { form: "--spikes <names|file>", help: 'spike times, s; "spikes_*" for one array per cell, or another file' },
      { form: "--spike-cells <name>", help: "the cell of every spike (default: spike_cells, spike_clusters)" },
      { form: "--activity <names>", help: "activity per sample, instead of spikes" },
      { form: "--objects <name|places>", help: 'place of the object in every session, e.g. "30,35;70,60;none"' },
      { form: "--session <name>", help: "number of the session of every sample; or give one file for every session" },
      { form: "--maps <name>", help: "finished rate maps [cells x y x x] in Hz, instead of sessions" },
      { form: "--bin-cm <cm>", help: "side of a bin (default: 2.5; with --maps it gives lengths in cm)" },
      { form: "--units <unit>", help: "unit of the positions: m, cm, mm, px (default: inferred, and said)" },
      { form: "--cm-per-pixel <cm>", help: "size of a pixel" },
      { form: "--bin-width <s>", help: "NWB: seconds in which spikes are counted (default: 0.1)" },
      { form: "--sigma <bins>", help: "standard deviation of the smoothing (default: 2)" },
      { form: "--smallest-speed <cm/s>", help: "leave out slower samples (default: 0)" },
      { form: "--shifts <n>", help: "time shifts of every test (default: 500)" },
      { form: "--smallest-shift <s>", help: "smallest time shift (default: 20)" },
      { form: "--field-shuffles <n>", help: "field shuffles of the grid test (default: 500)" },
      { form: "--grid-score <name>", help: "tolerant, expanding, fixed, banino or elliptic (default: tolerant)" },
      { form: "--grid-null <name>", help: "field-shuffle, time-shift or phase-randomise (default: field-shuffle)" },
      { form: "--null <name>", help: "of all other tests: time-shift or phase-randomise (default: time-shift)" },
      { form: "--smooth <what>", help: "sums: spikes and seconds, then divided; or rates (default: sums)" },
      { form: "--shortest-stay <s>", help: "bins visited for no longer do not count (default: 0)" },
      { form: "--fewest-spikes <n>", help: "cells with fewer are not tested (default: 50)" },
      { form: "--seed <n>", help: "seed of all draws, a whole number (default: 0)" },
      { form: "--out <dir>", help: "write a report with a figure sheet for every cell to this folder" },
      json,
      { form: "--csv", help: "print one row for every cell on stdout" },
    ],
    examples: [
      "purecell cells session.npz",
      "purecell cells first.npz second.npz --objects '30,35;70,60'",
      "purecell cells path.csv --spikes spikes.csv --units cm --out report",
      "purecell cells maps.npz --maps rate_maps --bin-cm 2.5 --json",
    ],
    load: async () => (await import("./cells/cells.js")).cells,
  },
  {
    name: "lab",
    arguments: "[runs...]",
    summary: "interactive browser view of theory and experiments (localhost only)",
    flags: [
      { form: "--port <n>", help: "port to listen on (default: a free one)" },
      { form: "--no-open", help: "print the address and open no browser" },
      { form: "--no-token", help: "let every user of this computer in, also without the token of the printed address" },
      { form: "--out <dir>", help: "instead of serving: write the site for any web host" },
      json,
    ],
    examples: ["purecell lab", "purecell lab runs/fig2-1a2b3c4d --no-open", "purecell lab --out site"],
    load: async () => (await import("./lab.js")).lab,
  },
  {
    name: "data",
    arguments: "<list|check|preview> [file|task]",
    summary: "image data sets: which there are, whether a file is whole and unchanged, what the images look like",
    flags: [
      { form: "--ignore-checksum", help: "accept a file of the right layout whose checksum is not a published one" },
      { form: "--size <px>", help: "preview: height and width (default: the task's own)" },
      {
        form: "--condition <n>",
        help: "preview: number of the image around which factors are varied (default: the middle)",
      },
      { form: "--out <file>", help: "preview: the PNG to write (default: TASK-preview.png)" },
      json,
    ],
    examples: [
      "purecell data list",
      "purecell data check dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz",
      "purecell data preview shapes3d --out shapes3d.png",
    ],
    load: async () => (await import("./data/data.js")).data,
  },
  {
    name: "doctor",
    summary: "whether this computer has what purecell needs, and what to do where not",
    flags: [runs, json],
    examples: ["purecell doctor"],
    load: async () => (await import("./doctor.js")).doctor,
  },
];
