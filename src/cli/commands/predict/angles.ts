/** Factors that are angles, and are read as numbers on a line. */
import { column } from "../../../math/matrix.js";
import { angleNote } from "../../../recordings/conditions.js";
import { coordinateNames } from "../../../theory/index.js";
import type { Factors } from "./gather.js";
import type { PredictRequest } from "./request.js";

/** A sentence for each of which nothing was said; judged by a part of the rows where they are many. */
export function angleNotes({ columns, judged }: Factors, { source }: PredictRequest): string[] {
  if (!judged || !("kinds" in source)) return [];
  const coordinates = columns.flatMap(coordinateNames);
  return columns
    .filter(({ name, kind }) => kind === "continuous" && !source.kinds.has(name))
    .flatMap(({ name }) => angleNote(name, column(judged.rows, coordinates.indexOf(name))) ?? []);
}
