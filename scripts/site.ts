/**
 * Builds the documentation site into site/: `npm run site`. Pages are gathered from docs, from what commands and experiments declare, and
 * from docstrings; VitePress makes them a site that searches by itself and fetches nothing from elsewhere. The lab is put beside them
 * where it has been built (`npm run build`). `--without-library` leaves the pages made from docstrings out, which take longest.
 */
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vitepress";
import { experiments } from "../src/experiments/registry.js";
import { commandsPage, settingsPage } from "./site/commandPages.js";
import { galleryPage } from "./site/gallery.js";
import { gather, placesOf, write } from "./site/gather.js";
import { libraryPages } from "./site/libraryPages.js";

const root = join(import.meta.dirname, "..");
const gathered = join(root, "node_modules/.cache/site");
const lab = join(root, "dist/lab");

rmSync(gathered, { recursive: true, force: true });
gather(root, gathered);
write(join(gathered, "reference/commands.md"), await commandsPage());
write(join(gathered, "reference/settings.md"), settingsPage());
write(join(gathered, "gallery.md"), galleryPage(placesOf(root), Object.keys(experiments)));
if (!process.argv.includes("--without-library")) await libraryPages(root, join(gathered, "api"));
cpSync(join(root, "lab/public/icon.svg"), join(gathered, "public/icon.svg"));
await build(join(root, "docs"));
if (existsSync(lab)) cpSync(lab, join(root, "site/lab/app"), { recursive: true });
else console.error("The lab is not built (npm run build), so that the site is without it.");
