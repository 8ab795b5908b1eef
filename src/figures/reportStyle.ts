import { DARK_TWIN, PAPER } from "./theme.js";

/** Lighter category colours on dark paper, and halos around dots in the colour of the paper. */
function darkPalette(): string {
  const swaps = Object.entries(DARK_TWIN).map(
    ([light, dark]) =>
      `  figure svg [fill="${light}"] { fill: ${dark}; } figure svg [stroke="${light}"] { stroke: ${dark}; }`,
  );
  return [...swaps, `  figure svg g[stroke="${PAPER}"] { stroke: var(--paper); }`].join("\n");
}

/** The report's style sheet: light and dark, wide and phone, screen and print. Text, tables and figures share one column. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1b1b; --soft: #5b5f66; --line: #d5d8dd; --shade: #f5f6f8;
  --met: #00598c; --unmet: #a33d00; --unjudged: #5b5f66;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --ink: #e9eaec; --soft: #a9afb8; --line: #3a3f47; --shade: #1f2227;
    --met: #7cc4f2; --unmet: #ffa066; --unjudged: #b4b9c1;
  }
${darkPalette()}
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 54rem; min-width: 0; margin: 0 auto; padding: 1.2rem 1.5rem 4rem; }
.contents { padding: 0.8rem 1.5rem 0; max-width: 54rem; margin: 0 auto; font-size: 0.9rem; }
.contents ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; list-style: none; margin: 0; padding: 0; }
@media (min-width: 68rem) {
  body { display: grid; grid-template-columns: 13rem minmax(0, 54rem); justify-content: center; }
  .contents { position: sticky; top: 0; align-self: start; padding: 2.4rem 0 1rem 1.2rem; max-height: 100vh; overflow-y: auto; }
  .contents ul { flex-direction: column; gap: 0.5rem; }
  main { margin: 0; }
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1rem 0 0.3rem; }
h4 { font-size: 1rem; margin: 1rem 0 0.3rem; }
p, li, dd, h1, h2, h3, summary, figcaption, pre { overflow-wrap: anywhere; }
p { margin: 0.5rem 0; }
a { color: var(--met); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, button:focus-visible { outline: 3px solid var(--met); outline-offset: 2px; }
code, pre { font: 0.92em/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; margin: 0.4rem 0; font-size: 0.85rem; }
.headline { margin: 0.6rem 0 0.2rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.7rem; }
.headline strong { font-size: 2.6rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.lead { font-size: 1.12rem; }
.soft { color: var(--soft); font-size: 0.92rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; min-width: 60%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 500; }
.pairs td { overflow-wrap: anywhere; }
th.number, td.number { text-align: right; }
.badge { display: inline-block; white-space: nowrap; font-weight: 650; font-size: 0.9rem; padding: 0.05rem 0.55rem; border-radius: 1rem; border: 2px solid; }
.badge.met { color: var(--met); border-style: solid; }
.badge.not-met { color: var(--unmet); border-style: double; border-width: 4px; }
.badge.not-judged { color: var(--unjudged); border-style: dotted; }
.verdict { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.1rem 1rem 0.5rem; margin: 0.8rem 0; background: var(--shade); }
.verdict header { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: baseline; justify-content: space-between; }
.verdict header > :first-child { flex: 1 1 16rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1rem; margin: 0.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
figure { margin: 1.2rem 0 1.8rem; }
.panels { display: flex; flex-wrap: wrap; gap: 0.8rem 1.4rem; align-items: flex-start; }
.panels > svg { display: block; flex: var(--width) 1 calc(0.8px * var(--width)); min-width: 0; max-width: min(100%, calc(1.15px * var(--width))); height: auto; color: inherit; overflow: visible; }
.panels > svg:only-child { max-width: min(100%, calc(1.8px * var(--width))); }
.panels > svg .paper { fill: transparent; }
.hero figure { margin: 0.8rem 0 0; }
.hero .panels > svg { max-height: 58vh; }
figcaption { font-size: 0.92rem; margin-top: 0.5rem; }
summary { cursor: pointer; color: var(--soft); padding: 0.3rem 0; }
.sheet { border-bottom: 1px solid var(--line); }
.sheet summary { color: var(--ink); }
.marked { user-select: all; background: var(--shade); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.7rem 0.9rem; }
.copyable { margin: 0.6rem 0; }
#bibtex { max-height: 16rem; overflow-y: auto; }
button { font: inherit; font-size: 0.9rem; min-height: 2.75rem; padding: 0.3rem 1rem; border-radius: 0.4rem; border: 1px solid var(--line); background: var(--shade); color: var(--ink); cursor: pointer; }
@media (max-width: 40rem) {
  main { padding: 0.6rem 0.9rem 3rem; }
  .contents { padding: 0.6rem 0.9rem 0; }
  h1 { font-size: 1.4rem; }
  .headline strong { font-size: 2.1rem; }
  dl { grid-template-columns: 1fr; gap: 0 0; }
  dd { margin-bottom: 0.5rem; }
  .verdict { padding: 0.1rem 0.8rem 0.5rem; }
  .cards, .cards tbody { display: block; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
  .cards th[scope="row"] { grid-column: 1 / -1; }
  .cards th, .cards td, .cards td.number { border: 0; padding: 0.1rem 0; text-align: left; overflow-wrap: anywhere; min-width: 0; }
  .cards td::before, .cards th[scope="row"][data-column]::before { content: attr(data-column) " "; color: var(--soft); }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --shade: #ffffff; --met: #00598c; --unmet: #a33d00; --unjudged: #444444; }
  body { display: block; font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .contents, button { display: none; }
  .verdict, figure, tr { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  .scroll, #bibtex { overflow: visible; max-height: none; }
}
`;
