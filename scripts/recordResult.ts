/**
 * Keeps what a finished run found: `node --import tsx scripts/recordResult.ts RUN [FIGURE ...] [--note TEXT]`.
 *
 * Writes docs/results/<experiment>.json, copies the PNG figures that docs/results has already, and the ones named here as well
 * (by id, e.g. fig2-mir), then writes the pages anew. RUN is a run folder.
 */
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fromRun } from "./pages/fromRun.js";
import { recordedText } from "./pages/recorded.js";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { note: { type: "string" } } });
const [run, ...named] = positionals;
if (run === undefined) throw new Error("Give the folder of a finished run.");
const results = join(import.meta.dirname, "../docs/results");
const wanted = (figure: string): boolean => named.includes(figure) || existsSync(join(results, `${figure}.png`));
const { recorded, pictures } = fromRun(run, wanted, values.note);
writeFileSync(join(results, `${recorded.experiment}.json`), recordedText(recorded));
for (const [name, file] of pictures) copyFileSync(file, join(results, name));
console.error(`docs/results/${recorded.experiment}.json and ${pictures.size} figures.`);
await import("./pages.js");
