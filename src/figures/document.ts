/** A document in which figures can be drawn without a browser: in Node and in a worker alike. */
import { parseHTML } from "linkedom";

/** A fresh headless document. In a page, pass the page's own `document` to `drawFigure` instead. */
export function figureDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document;
}
