/** Suite2p: F.npy, Fneu.npy and spks.npy [regions x frames], and iscell.npy, which says which regions are cells. */
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { memoryFile } from "../entries.js";
import { type NpyArray, toFloat64 } from "../npy.js";
import type { Choice } from "../protocols.js";
import type { Folder, FolderLayout } from "./protocols.js";

const SIGNALS: readonly (readonly [string, string])[] = [
  ["F", "fluorescence"],
  ["Fneu", "neuropil"],
  ["spks", "deconvolved"],
];

export const suite2p: FolderLayout = {
  program: "Suite2p",
  fits: (files) =>
    files.includes("F.npy") && ["iscell.npy", "spks.npy", "Fneu.npy"].some((file) => files.includes(file)),
  async open(folder, { labels }) {
    const all = SIGNALS.filter(([name]) => folder.files.includes(`${name}.npy`));
    const arrays = new Map<string, NpyArray>();
    for (const [name] of all) arrays.set(name, await folder.array(`${name}.npy`));
    const regions = arrays.get("F")?.shape[0] ?? 0;
    const { cells, choices } = await cellsOf(folder, regions, labels);
    const entries = all.map(([name, note]) => ({
      name,
      note,
      role: name === "Fneu" ? ("raw" as const) : ("signal" as const),
      ...framesByCells(folder, name, arrays.get(name), cells),
    }));
    const file = memoryFile("folder", folder.name, entries);
    const signals = all.map(([name]) => name).filter((name) => name !== "Fneu");
    const turned: Choice = {
      said: `${signals.join(" and ")} are turned to [frames x cells]`,
      otherwise: `name one: ${signals.map((name) => `--activity ${name}`).join(" or ")}`,
    };
    return { ...file, choices: [...choices, turned] };
  },
};

async function cellsOf(folder: Folder, regions: number, labels: readonly string[] | undefined) {
  const every = Array.from({ length: regions }, (_, region) => region);
  if (labels?.includes("all") || !folder.files.includes("iscell.npy")) return { cells: every, choices: [] };
  const array = await folder.array("iscell.npy");
  const values = toFloat64(array, `${folder.name}/iscell.npy`);
  const width = array.shape[1] ?? 1;
  const cells = every.filter((region) => values[region * width] === 1);
  if (array.shape[0] !== regions || cells.length === 0) {
    throw new InputError(
      `${folder.name}: iscell.npy calls ${cells.length} of ${regions} regions cells: give --labels all for all of them`,
    );
  }
  const said = `${cells.length} of ${counted(regions, "region")} taken, those that iscell.npy calls cells`;
  return { cells, choices: [{ said, otherwise: "--labels all" }] };
}

function framesByCells(folder: Folder, name: string, array: NpyArray | undefined, cells: readonly number[]): NpyArray {
  const [regions = 0, frames = 0] = array?.shape ?? [];
  if (array?.shape.length !== 2) throw new InputError(`${folder.name}: ${name}.npy is no table [regions x frames]`);
  if (cells.some((cell) => cell >= regions))
    throw new InputError(`${folder.name}: ${name}.npy has fewer regions than F.npy`);
  const values = toFloat64(array, `${folder.name}/${name}.npy`);
  const width = cells.length;
  const data = Float64Array.from(
    { length: frames * width },
    (_, at) => values[cells[at % width] * frames + Math.floor(at / width)],
  );
  return { shape: [frames, width], data };
}
