/** The documentation site, built from pages that scripts/site.ts gathers: `npm run site`. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type DefaultTheme, defineConfig } from "vitepress";

const GATHERED = join(import.meta.dirname, "../../node_modules/.cache/site");

type Items = DefaultTheme.SidebarItem[];

/** Every page of a folder, by name. */
const pagesOf = (folder: string): Items => {
  const path = join(GATHERED, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".md") && name !== "index.md")
    .map((name) => name.slice(0, -3))
    .sort()
    .map((name) => ({ text: name, link: `/${folder}/${name}` }));
};

const sidebar: Items = [
  {
    text: "Start",
    items: [
      { text: "Which door is yours?", link: "/" },
      { text: "Install", link: "/install" },
      { text: "A recording in five minutes", link: "/your-recording-in-five-minutes" },
      { text: "From Python", link: "/from-python" },
    ],
  },
  {
    text: "How to",
    items: [
      { text: "Predict neurons from factors", link: "/predict" },
      { text: "Measure purity", link: "/metrics" },
      { text: "Name spatial cells", link: "/cells" },
      { text: "Read your files", link: "/formats" },
      ...optional("Test a recording against theory", "test"),
      ...optional("Design an experiment", "design"),
      { text: "Run experiments of your own", link: "/your-own-experiment" },
      ...optional("Sweeps and clusters", "cluster"),
      { text: "Train on images", link: "/images" },
      { text: "Rooms and paths", link: "/space" },
      ...optional("Sequences", "sequences"),
      { text: "The lab", link: "/lab" },
    ],
  },
  {
    text: "Explanation",
    items: [
      { text: "Theory", link: "/theory" },
      { text: "Why two libraries give different MIG", link: "/why-two-libraries-give-different-mig" },
      { text: "Engines", link: "/engines" },
      { text: "Benchmarks", link: "/benchmarks" },
    ],
  },
  {
    text: "Reference",
    items: [
      { text: "Commands", link: "/reference/commands" },
      { text: "Settings of experiments", link: "/reference/settings" },
      { text: "Data sets", link: "/data-sets" },
      { text: "Library", link: "/api/" },
      { text: "Changes", link: "/changelog" },
    ],
  },
  {
    text: "More",
    items: [
      { text: "Experiments", link: "/experiments/" },
      { text: "Decisions", link: "/decisions/baselines" },
    ],
  },
];

/** The pages of a folder beside a way back: a list on every page would be most of its bytes. */
const inside = (text: string, folder: string): Items => [
  { text: "All pages", link: "/" },
  { text, items: pagesOf(folder) },
];

/** A page that may not be written yet. */
function optional(text: string, page: string): Items {
  return existsSync(join(GATHERED, `${page}.md`)) ? [{ text, link: `/${page}` }] : [];
}

export default defineConfig({
  title: "purecell",
  description:
    "Which neurons should a nonnegative, energy-efficient network grow, which did it grow, and how pure are they?",
  lang: "en",
  base: process.env.SITE_BASE ?? "/",
  srcDir: GATHERED,
  outDir: join(import.meta.dirname, "../../site"),
  cacheDir: join(import.meta.dirname, "../../node_modules/.cache/vitepress"),
  cleanUrls: false,
  head: [["link", { rel: "icon", href: `${process.env.SITE_BASE ?? "/"}icon.svg` }]],
  markdown: { theme: { light: "github-light", dark: "github-dark" } },
  themeConfig: {
    nav: [
      { text: "Experiments", link: "/experiments/" },
      { text: "Gallery", link: "/gallery" },
      { text: "Lab", link: "/lab/app/index.html", target: "_self" },
    ],
    sidebar: {
      "/experiments/": inside("Experiments", "experiments"),
      "/decisions/": inside("Decisions", "decisions"),
      "/api/": inside("Library", "api"),
      "/": sidebar,
    },
    outline: [2, 3],
    search: { provider: "local" },
  },
});
