/**
 * When does a recurrent student keep its teacher's two units apart? Dorrell et al. 2025, Fig. 3F-G (program: disentangled_rnn_params):
 * a tanh teacher whose states are chosen, a rectified student of 64 units.
 *
 * Theirs: 60,001 updates, the price of error adapted until the error is 3e-4 (a stray comma in the program turns that on), small inputs by
 * reassignment of states. Here: price 100 throughout, which leaves less error, 24,000 updates of 16 trials (theirs: 128) whose step size falls as half a cosine;
 * inputs follow exactly from the teacher's step. Judged by partial weights, which correlation leaves alone; linear CInfoM is reported beside.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { teacherClaims } from "./claims.js";
import { teacherFigures } from "./figures.js";
import { measures, runTeacher } from "./job.js";
import { settings } from "./settings.js";

/** Of 16 trials of 20 steps, 64 units. */
const MS_PER_UPDATE = { native: 0.5, wasm: 0.4 };
const TRIAL_STEPS = 16 * 20;

export const teacherStudent = experiment({
  id: "teacher-student",
  title: "Teacher and student: missing pairs of states mix, rare ones do not",
  source: "Dorrell et al. 2025, Fig. 3F-G",
  claim:
    "A student's units follow one teacher unit each, unless extreme combinations of the teacher's states never occur.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], pairs: ["square", "band-0.35"], updates: 150, trials: 500, evaluationTrials: 50 },
    start: { pairs: ["band-0.35", "diagonal-0.9"] },
    full: { seeds: [10, 11, 12, 13, 14], updates: 60_001, batch: 128 },
  },
  expectedSeconds: ({ seeds, pairs, updates, batch, steps }, backend) =>
    seeds.length * pairs.length * (3 + (costOn(MS_PER_UPDATE, backend) * updates * batch * steps) / TRIAL_STEPS / 1000),
  recorded: {
    "teacher-student.square-pure": "partly",
    "teacher-student.missing-corners-mix": "partly",
    "teacher-student.rare-keeps-more": "reproduced",
    "teacher-student.narrower-mixes-more": "beyond the paper",
    "teacher-student.student-predicts": "beyond the paper",
  },
  choosing: ["pairs"],
  design: ({ pairs }) => design(pairs, (name) => name),
  measures,
  run: runTeacher,
  claims: teacherClaims,
  figures: teacherFigures,
});
