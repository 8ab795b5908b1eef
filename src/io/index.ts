/** Bytes <-> named arrays: npy, npz, csv, and whatever else `openDataFile` recognises. */
export { arrayTable, openNpyArray, openNpzArrays, type StoredArray } from "./arrayStream.js";
export { choiceLine } from "./choices.js";
export { formatCsv, readCsv, type Table, type TableColumn } from "./csv.js";
export { type CsvOptions, csvDefaults, MissingHeader, NotANumber } from "./csvRecords.js";
export { elements, findEntry, memoryFile, namesOf, numberedRuns, placeOf, rowRange } from "./entries.js";
export { decodeNpy, encodeNpy, type NpyArray, type NumericData, npyHeaderBytes, readNpy, toFloat64 } from "./npy.js";
export { listNpz, npzMembers, type ReadNpzOptions, readNpz, type WriteNpzOptions, writeNpz } from "./npz.js";
export { type Content, contentOf, openDataFile } from "./openDataFile.js";
export {
  type Choice,
  type DataEntry,
  type DataFile,
  type DataFormat,
  type MissingValue,
  type OpenOptions,
  type OwnBins,
  openDefaults,
  type ReadRows,
} from "./protocols.js";
export { angleOf, maybeTurns } from "./roles/angles.js";
export { likelyPeriod, lineNote } from "./roles/likelyPeriod.js";
export { mapsRole } from "./roles/maps.js";
export { areSamples, isCounter, plainName, secondsPerUnit, unitInName } from "./roles/names.js";
export {
  directionRole,
  type Found,
  givenPosition,
  isNamedPosition,
  type PositionRoles,
  positionRole,
  sessionRole,
  timeRole,
} from "./roles/session.js";
export { isList } from "./roles/shapes.js";
export { cellOf, type SpikeNames, type SpikeRoles, spikeRoles } from "./roles/spikes.js";
export { countsTrials, guessRoles, isNamedActivity, type Roles } from "./roles/table.js";
export { columnNamesOf, isNamedIn, readColumns, readSlices, selectEntries } from "./selection.js";
export { type ByteSource, blobSource, bytesSource } from "./source.js";
export { type Batch, type Cells, csvStream, type TableStream, type Wanted } from "./tableStream.js";
export { areWords } from "./text/words.js";
export { isStruckIn } from "./view/asMissing.js";
export { fileOfRows } from "./view/rowsKept.js";
export { turnedFile } from "./view/turned.js";
export { listZip, readZipMember, type StoredPlace, storedPlace, type ZipMember } from "./zip.js";
