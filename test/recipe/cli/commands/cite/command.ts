/** `purecell cite` */
import { type Context, EXIT, printJson } from "../../context.js";
import type { CiteRequest } from "./request.js";

const TEXTS = {
  line: "Whittington, Dorrell, Ganguli and Behrens, ICLR 2023",
  bibtex: "@inproceedings{whittington2023, year = {2023}, booktitle = {ICLR}}",
} as const;

export async function carryOut({ style, form }: CiteRequest, { terminal }: Context): Promise<number> {
  if (form === "json") printJson(terminal, "cite", { style, text: TEXTS[style] });
  else terminal.out(TEXTS[style]);
  return EXIT.done;
}
