/** `purecell complete` prints the script of a shell, which asks `purecell complete -- WORDS` at every press of the key. */
import { script } from "@bomb.sh/tab";
import { EXIT } from "../../context.js";
import type { CompleteRequest } from "./request.js";

export async function carryOut({ shell }: CompleteRequest): Promise<number> {
  script(shell, "purecell", "purecell");
  return EXIT.done;
}
