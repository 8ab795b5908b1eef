/** Figures: plain results -> panels -> one SVG or PNG, and reports in HTML. (PNG: ./png.node.js, on Node only.) */
export { type CellsReportData, cellsReportHtml } from "./cellsReport.js";
export { type CodePictureData, type CodeState, codePicture } from "./codePicture.js";
export { figureDocument } from "./document.js";
export { type DocumentData, type DocumentTable, documentHtml } from "./documentReport.js";
export { type EnergyBarsData, type EnergyGroup, energyBars } from "./energyBars.js";
export { type CloudNeuron, type FactorCloudData, factorCloud } from "./factorCloud.js";
export { drawFigure, type FigureSpec } from "./figure.js";
export { type Boundary, type GridAxis, type HeatMapData, heatMap } from "./heatMap.js";
export { type ImageRow, type ImageSheetData, imageSheet } from "./imageSheet.js";
export { type LearningCurvesData, type LearningRun, learningCurves } from "./learningCurves.js";
export { type LineBandData, type LineSeries, lineBand, type ReferenceLine } from "./lineBand.js";
export { type MapSheetData, mapSheet, type SheetMap } from "./mapSheet.js";
export { type MeasureReportData, measureReportHtml, type ScoreTableRow } from "./measureReport.js";
export {
  type MutualInformationMatrixData,
  mutualInformationMatrix,
  type PreferenceOrder,
  sortByPreferredFactor,
} from "./mutualInformationMatrix.js";
export type { Headline } from "./page.js";
export { join, type Panel } from "./panel.js";
export type { AgainData, PaperData } from "./parts.js";
export { type PathPanelData, pathPanel } from "./pathPanel.js";
export { type Pixels, pngBytes } from "./pngBytes.js";
export { type RankedUnitsData, rankedUnits } from "./rankedUnits.js";
export { type IndexReportData, indexReportHtml, type ReportData, reportHtml } from "./report.js";
export { type ScatterAgainstData, type ScatterCurve, type ScatterPoint, scatterAgainst } from "./scatterAgainst.js";
export {
  type ChanceBand,
  type ScoreAgainstChance,
  type ScoresAgainstChanceData,
  scoresAgainstChance,
} from "./scoresAgainstChance.js";
export { type SeedBarsData, type SeedCondition, seedBars } from "./seedBars.js";
export { type TuningCurve, tuningCurve } from "./tuning.js";
export { type TunedNeuron, type TuningCurvesData, type TuningFactor, tuningCurves } from "./tuningCurves.js";
