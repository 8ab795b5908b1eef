import { DARK_TWIN, PAPER } from "./theme.js";

/** Lighter category colours on dark paper, and halos around dots in the colour of the paper. */
function darkPalette(): string {
  const swaps = Object.entries(DARK_TWIN).map(
    ([light, dark]) =>
      `  figure svg [fill="${light}"] { fill: ${dark}; } figure svg [stroke="${light}"] { stroke: ${dark}; }`,
  );
  return [...swaps, `  figure svg g[stroke="${PAPER}"] { stroke: var(--paper); }`].join("\n");
}

/** The report's style sheet: light and dark, wide and phone, screen and print. */
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
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.6rem 0 0.4rem; }
h4 { font-size: 1rem; margin: 1rem 0 0.3rem; }
p, li, dd { max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--met); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--met); outline-offset: 2px; }
code { font: 0.92em/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.lead { font-size: 1.08rem; }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 500; }
.number { text-align: right; }
.badge { display: inline-block; white-space: nowrap; font-weight: 650; font-size: 0.9rem; padding: 0.05rem 0.55rem; border-radius: 1rem; border: 2px solid; }
.badge.met { color: var(--met); border-style: solid; }
.badge.not-met { color: var(--unmet); border-style: double; border-width: 4px; }
.badge.not-judged { color: var(--unjudged); border-style: dotted; }
.verdict { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.2rem 1.1rem 0.9rem; margin: 1rem 0; background: var(--shade); }
.verdict header { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: baseline; justify-content: space-between; }
.verdict header > :first-child { flex: 1 1 20rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1rem; margin: 0.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
figure { margin: 1.2rem 0 2rem; }
figure svg { display: block; width: min(100%, 1.2 * var(--natural-width)); height: auto; min-width: min(var(--natural-width), 42rem); color: inherit; }
figure svg .paper { fill: transparent; }
figcaption { max-width: 46rem; font-size: 0.94rem; }
summary { cursor: pointer; color: var(--soft); padding: 0.2rem 0; }
@media (max-width: 36rem) {
  main { padding: 1rem 0.9rem 3rem; }
  h1 { font-size: 1.45rem; }
  dl { grid-template-columns: 1fr; gap: 0 0; }
  dd { margin-bottom: 0.5rem; }
  .verdict { padding: 0.1rem 0.8rem 0.7rem; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --shade: #ffffff; --met: #00598c; --unmet: #a33d00; --unjudged: #444444; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .verdict, figure, tr { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  figure svg { min-width: 0; width: min(100%, var(--natural-width)); }
  .scroll { overflow: visible; }
}
`;
