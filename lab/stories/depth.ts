import { pictured, type Story } from "./protocol.js";

/** Fig. 3: purity through the layers of a deep network. */
export const depth: Story = {
  id: "depth",
  title: "Does depth disentangle?",
  figures: "Fig. 3",
  steps: [
    {
      address: "#depth?v=1",
      text: "Five hidden layers, each nonnegative and paying for its activity, predict a mixture of factors. Train, and watch the ratio of every layer: purity grows with depth.",
    },
    {
      address: "#depth?v=1&off=activityEnergy",
      text: "Without the energy of activity the layers have no reason to be sparse. On linear data the early layers come out purer so than with it, which the paper does not say.",
    },
    {
      address: pictured("fig3-linear-mir"),
      text: "Three seeds, by layer. The paper has every layer pure; here only the deeper ones lean that way, for the length of training and the objective that we use.",
    },
  ],
};
