import { pictured, type Story } from "./protocol.js";

/** The range of the factors, not their correlation, decides (Theorem 2 and its sharpening). */
export const missingCorners: Story = {
  id: "corners",
  title: "When do neurons mix?",
  figures: "the theory of Section 2, sharpened",
  steps: [
    {
      address: "#corners?v=1&corners=0.2,0,0,0",
      text: "A small corner is missing: the two factors are never small together. The dashed ellipse still lies inside the hull, and that is the whole condition: pure neurons stay optimal.",
    },
    {
      address: "#corners?v=1&corners=0.6,0,0,0",
      text: "More is missing, and the ellipse pokes out. A single neuron that follows both factors now needs less activity, so mixed neurons are optimal. Train: the network mixes as well.",
    },
    {
      address: "#corners?v=1&diagonal=40",
      text: "A full square again, with much weight on its diagonal: the factors are strongly correlated, and yet pure neurons stay optimal. Correlation alone does not mix them; a missing corner does.",
    },
    {
      address: "#corners?v=1&shape=disc",
      text: "A disc has no corners at all. Drag, shear, or draw a cloud of your own and see which neurons it wants.",
    },
    {
      address: pictured("corner-cutting-phase"),
      text: "The map of it all, from certified optima and trained networks: how much corner can be cut, at which correlation, before neurons mix.",
    },
  ],
};
