/** Writes FEATURES.md and docs/experiments from docs/results and docs/findings: `npm run pages`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { everyPage } from "./pages/everyPage.js";

const root = join(import.meta.dirname, "..");
mkdirSync(join(root, "docs/experiments"), { recursive: true });
const pages = everyPage(root);
for (const [path, text] of pages) writeFileSync(join(root, path), text);
console.error(`${pages.size} pages written.`);
