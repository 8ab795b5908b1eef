/** Where the pictures are, once built. */
import cornerCuttingPhase from "../../docs/results/corner-cutting-phase.png?url";
import fig2Energy from "../../docs/results/fig2-energy.png?url";
import fig2Mir from "../../docs/results/fig2-mir.png?url";
import fig3LinearMir from "../../docs/results/fig3-linear-mir.png?url";
import fig4LinearMir from "../../docs/results/fig4-linear-mir.png?url";
import fig6Maps from "../../docs/results/fig6-maps.png?url";
import fig7Selectivity from "../../docs/results/fig7-selectivity.png?url";
import gridCellsMaps from "../../docs/results/grid-cells-maps.png?url";
import type { PictureName } from "./pictureNames.js";

export const pictureFiles: Readonly<Record<PictureName, string>> = {
  "fig2-mir": fig2Mir,
  "fig2-energy": fig2Energy,
  "fig3-linear-mir": fig3LinearMir,
  "fig4-linear-mir": fig4LinearMir,
  "corner-cutting-phase": cornerCuttingPhase,
  "fig6-maps": fig6Maps,
  "fig7-selectivity": fig7Selectivity,
  "grid-cells-maps": gridCellsMaps,
};
