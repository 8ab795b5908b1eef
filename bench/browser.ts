/**
 * Time of training steps in a worker of a page of Chromium: the wasm engine against the tensor library's own WebAssembly, by turns, the
 * least of all rounds by the clock. Run: node --import tsx bench/browser.ts [round count] [names of workloads]
 */
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launchBrowser } from "../test/lab/chromium.js";
import type { Question, Timing } from "./inBrowser.js";

const [, , rounds = "5", ...named] = process.argv;
const ids = named.length > 0 ? named : ["linear", "deepSupervised", "vae32"];
const ORIGIN = "http://bench.invalid";

/** The worker's files, by name. */
async function bundled(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("inBrowser.ts", import.meta.url)),
        output: { entryFileNames: "worker.js", chunkFileNames: "[name].js" },
      },
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  return new Map(outputs.flatMap((file) => (file.type === "chunk" ? [[`/${file.fileName}`, file.code]] : [])));
}

const files = await bundled();
const { browser, reason } = await launchBrowser();
if (!browser) throw new Error(reason);
const page = await browser.newPage();
await page.route(`${ORIGIN}/**`, (route) => {
  const body = files.get(new URL(route.request().url()).pathname);
  return route.fulfill(
    body === undefined
      ? { contentType: "text/html", body: "<!doctype html>" }
      : { contentType: "text/javascript", body },
  );
});
await page.goto(`${ORIGIN}/`);
console.log(
  `Chromium ${browser.version()}, load average ${loadavg()[0].toFixed(1)}: ms of the clock per step, least of ${rounds} rounds\n`,
);
console.log(
  "| workload | wasm | library | library / wasm | s to the end of the first step, wasm | library |\n|---|---|---|---|---|---|",
);
for (const id of ids) {
  const question: Question = { id, rounds: Number(rounds) };
  const found = await page.evaluate(
    (asked) =>
      new Promise<Record<string, Timing>>((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => ("error" in data ? reject(new Error(data.error)) : resolve(data));
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(asked);
      }),
    question,
  );
  const { wasm, library } = found;
  const cells = [wasm.step, library.step, library.step / wasm.step, wasm.start / 1000, library.start / 1000];
  console.log(`| ${[id, ...cells.map((value) => value.toPrecision(3))].join(" | ")} |`);
}
await browser.close();
