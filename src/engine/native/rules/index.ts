export { rules } from "./table.js";
