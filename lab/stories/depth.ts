import { pictured, type Story } from "./protocol.js";

/** Fig. 3: purity through the layers of a deep network. */
export const depth: Story = {
  id: "depth",
  title: "Does depth disentangle?",
  figures: "Fig. 3",
  steps: [
    {
      address: "#depth?v=1",
      text: "Three hidden layers, each nonnegative and paying for its activity, predict a mixture of four factors. Train, and watch the ratio of every layer: it rises late, when the learning rate falls. The paper's five layers of 180 units take hours.",
    },
    {
      address: "#depth?v=1&off=activityEnergy",
      text: "Without the energy of activity a mixed layer costs no more than a pure one: trained to the end, every layer stays more mixed.",
    },
    {
      address: pictured("fig3-linear-mir"),
      text: "The paper's size: three seeds, by layer, after 150,000 updates: every layer is purer than random rotations of its code, and than the networks without the penalty or without activity energy, by 0.15 or more in every seed.",
    },
  ],
};
