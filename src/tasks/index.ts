/** Factors and what they generate: mixtures, categories, images, rooms and walks. (Image files on Node: purecell/tasks/node.) */
export { categories } from "./categories.js";
export { cubedInputs } from "./cubedInputs.js";
export { type ConditionChoice, type Corner, chooseConditions } from "./images/conditions.js";
export { DISTINCT_ORIENTATIONS, dsprites, dspritesGrid } from "./images/dsprites.js";
export { factorGrid, factorsAt, findFactor, indexOf, levelsOf } from "./images/factorGrid.js";
export {
  type ExpectedArray,
  type FileLayout,
  type FolderLayout,
  type ImageLayout,
  imageLayouts,
} from "./images/layouts.js";
export { renderedTask, renderedTasks } from "./images/renderedTask.js";
export { resized } from "./images/resized.js";
export { shapes3d, shapes3dGrid } from "./images/shapes3d/shapes3d.js";
export { autoencodingMixture, type LinearMixtureTask, linearMixture, supervisedMixture } from "./linearMixture.js";
export { gaussianMatrix, orthogonalMatrix } from "./mixing.js";
export { bandWidth, DEPENDENCES, type Dependence, pairedFactors } from "./pairedFactors.js";
export { type RandomGeneratorOptions, type Rescaling, randomGenerator } from "./randomGenerator.js";
export { type ColourPairs, onRing, type RecallTrials, recallTrials } from "./sequences/cuedRecall.js";
export { type OrderedTrials, orderedRecall } from "./sequences/orderedRecall.js";
export { type PictureTrials, picturesInOrder } from "./sequences/pictures.js";
export { type ReachOptions, type ReachTrials, reachTrials } from "./sequences/reaches.js";
export {
  drawRingWalks,
  type RingRoom,
  type RingWalkOptions,
  type RingWalks,
  ringWalks,
} from "./sequences/ringWalks.js";
export { allTrials, type SequenceStep, type Sequences, sequencesOf, someTrials } from "./sequences/sequences.js";
export { type SinusoidOptions, twoSinusoids } from "./sequences/sinusoids.js";
export {
  drawTeacher,
  type StatePairs,
  type Teacher,
  type TeacherTrials,
  teacherTrials,
} from "./sequences/teacherStudent.js";
export { type AgentPath, type ForagingOptions, forage, foragingDefaults, importPath } from "./space/foraging.js";
export { objectBatches, type PlaceOptions, positionBatches } from "./space/placeBatches.js";
export { poissonSpikes } from "./space/poissonSpikes.js";
export {
  boxRoom,
  discRoom,
  type Hit,
  type Point,
  periodicRoom,
  polygonRoom,
  type Rectangle,
  type Room,
} from "./space/rooms.js";
export {
  borderCell,
  conjunctiveCell,
  gridCell,
  headDirectionCell,
  type Lattice,
  type Moment,
  moduleLattices,
  objectVectorCell,
  placeCell,
  type Rates,
  type Tuning,
  type Wall,
} from "./space/simulatedCells.js";
export { simulateSpikes } from "./space/simulatedSession.js";
export { drawWorlds, type World, type WorldOptions, worldDefaults } from "./space/worlds.js";
