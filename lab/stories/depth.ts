import { pictured, type Story } from "./protocol.js";

/** Fig. 3: purity through the layers of a deep network. */
export const depth: Story = {
  id: "depth",
  title: "Does depth disentangle?",
  figures: "Fig. 3",
  steps: [
    {
      address: "#depth?v=1",
      text: "Five hidden layers, each nonnegative and paying for its activity, predict a mixture of factors. Train, and watch the ratio of every layer: it takes long, and a learning rate that falls.",
    },
    {
      address: "#depth?v=1&off=activityEnergy",
      text: "Without the energy of activity a mixed layer costs no more than a pure one: trained to the end, every layer stays mixed.",
    },
    {
      address: pictured("fig3-linear-mir"),
      text: "Three seeds, by layer, after 150,000 updates: every layer is purer than random rotations of its code and than the network that pays nothing for activity, by 0.2 or more in two of the three.",
    },
  ],
};
