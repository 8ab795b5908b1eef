import { pictured, type Story } from "./protocol.js";

/** Fig. 1 and Fig. 2: why one neuron per factor is cheapest, and that trained networks find it. */
export const pureNeurons: Story = {
  id: "pure",
  title: "Why should a neuron care about one thing?",
  figures: "Figs. 1 and 2",
  steps: [
    {
      address: "#corners?v=1",
      text: "Two factors, say how sweet and how near a piece of food is, take every combination of values: a full square. A neuron's weights are an arrow. Neurons cannot fire below zero and firing costs energy; the thick arrows are the code that theory proves cheapest. Each lies along one factor: the neurons are pure.",
    },
    {
      address: "#corners?v=1",
      text: "Now press Train (or the space bar). A network starts from random weights, thin arrows, and pays the same prices. Nobody tells it what the factors are, yet its arrows turn onto the axes, and the gauge falls to the proven floor: no network can do better.",
    },
    {
      address: "#ablations?v=1",
      text: "The same in the network of Fig. 2: six factors, a random mixture to predict. Train it and watch the matrix of what each unit knows: rows that light up in one column are pure units. The mutual information ratio (MIR) puts a number on it.",
    },
    {
      address: "#ablations?v=1&off=nonnegativity",
      text: "Without nonnegativity the matrix stays mixed. Switch the constraint on while it trains and see what the units do.",
    },
    {
      address: "#ablations?v=1&off=activityEnergy",
      text: "Without the energy of activity there is no reason to be silent, so nonnegative units can stay mixed as well.",
    },
    {
      address: pictured("fig2-mir"),
      text: "Fig. 2 over ten seeds. All constraints together are needed; taking weight energy away hurts least, which is weaker than the paper's words.",
    },
    {
      address: pictured("fig2-energy"),
      text: "And why it happens: what every network costs against the proven optimum of its own task. With all constraints, training gets there.",
    },
  ],
};
