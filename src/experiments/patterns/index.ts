/** The paper's own pattern formation: what grows in worlds that change (Fig. 6), and where one world never changes (Fig. 14). */
export { fig6Patterns } from "./fig6Patterns.js";
export { fig14 } from "./fig14.js";
