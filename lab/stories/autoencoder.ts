import { pictured, type Story } from "./protocol.js";

/** Fig. 4: disentangling without labels. */
export const autoencoder: Story = {
  id: "autoencoder",
  title: "Finding factors that nobody names",
  figures: "Fig. 4",
  steps: [
    {
      address: "#ablations?v=1&experiment=fig4-linear",
      text: "An autoencoder sees only mixtures and must give them back. Train it: with nonnegativity and both energies its ten units settle on the factors that were mixed, though these appear nowhere in its task.",
    },
    {
      address: "#ablations?v=1&experiment=fig4-linear&off=nonnegativity,activityEnergy,weightEnergy",
      text: "With all constraints off it gives the mixtures back just as well, but its units are any mixture that happens to do.",
    },
    {
      address: pictured("fig4-linear-mir"),
      text: "Ten seeds. All constraints: MIR 0.92. Without either energy about 0.7: less selective, though not as entangled as the paper has it.",
    },
  ],
};
