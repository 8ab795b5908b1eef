/** Figures: plain results -> panels -> one SVG or PNG, and reports in HTML. (PNG: ./png.node.js, on Node only.) */
export { figureDocument } from "./document.js";
export { drawFigure, type FigureSpec } from "./figure.js";
export { type LearningCurvesData, type LearningRun, learningCurves } from "./learningCurves.js";
export {
  type MutualInformationMatrixData,
  mutualInformationMatrix,
  type PreferenceOrder,
  sortByPreferredFactor,
} from "./mutualInformationMatrix.js";
export { join, type Panel } from "./panel.js";
export { type IndexReportData, indexReportHtml, type ReportData, reportHtml } from "./report.js";
export { type SeedBarsData, type SeedCondition, seedBars } from "./seedBars.js";
