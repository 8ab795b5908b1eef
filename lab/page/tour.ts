/** Five places of the view Corners that a newcomer is led to: where, and what is to be seen there. */
export interface TourStep {
  /** What is pointed at, by its `data-test`. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
}

export const TOUR_VIEW = "#corners?v=1";

export const tour: readonly TourStep[] = [
  {
    at: "cloud",
    title: "A task with two factors",
    text: "Every dot is something that happens: so much of factor 1 (say, how sweet), so much of factor 2 (how near). Here all combinations happen, a full square.",
  },
  {
    at: "strip-optimal",
    title: "Neurons",
    text: "Each small square is one neuron: bright where it fires, dark where it is silent. The thick arrows are the same neurons. These are the cheapest that theory can prove, and each follows one factor: pure.",
  },
  {
    at: "handle-0",
    title: "Pull a corner off",
    text: "Drag this handle towards the middle, or press Page Up on it: the two factors are now never small together.",
  },
  {
    at: "verdict",
    title: "The answer, with proof",
    text: "It is worked out anew while you drag. When enough of the corner is gone, neurons that mix both factors become cheaper. Dotted words open to their meaning.",
  },
  {
    at: "play",
    title: "Does a network find it?",
    text: "Train: it starts from random weights and is told nothing of the theory. Its thin arrows turn onto the thick ones, and its energy falls to the proven floor.",
  },
];
