/** Files to try, shipped with the lab. */
import foraging from "../../examples/foraging.csv?url";
import recorded from "../samples/choice.npz?url";
import session from "../samples/session.npz?url";

export interface Sample {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly address: string;
  /** For tests. */
  readonly test: string;
}

export const samples: readonly Sample[] = [
  {
    name: "session.npz",
    title: "a rat in a box, with spikes",
    about:
      "The path of a recorded rat (Sargolini et al. 2006) for 600 s; spikes of planted cells: grid, border, place, direction, none.",
    address: session,
    test: "sample-session",
  },
  {
    name: "choice.npz",
    title: "neurons of a choice task",
    about:
      "Forty simulated neurons in trials of position and reward, of which one combination is missing: half pure, half mixed.",
    address: recorded,
    test: "sample-choice",
  },
  {
    name: "foraging.csv",
    title: "factors alone: where a rat, its reward and its speed were",
    about: "A table of factors: which neurons should they grow?",
    address: foraging,
    test: "example",
  },
];
