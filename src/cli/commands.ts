/** Every command, in the order of the help. */
import type { Command } from "./command.js";
import { cells } from "./commands/cells/index.js";
import { compare } from "./commands/compare/index.js";
import { complete } from "./commands/complete/index.js";
import { data } from "./commands/data/index.js";
import { design } from "./commands/design/index.js";
import { doctor } from "./commands/doctor/index.js";
import { inspect } from "./commands/inspect/index.js";
import { lab } from "./commands/lab/index.js";
import { list } from "./commands/list/index.js";
import { measure } from "./commands/measure/index.js";
import { predict } from "./commands/predict/index.js";
import { reproduce } from "./commands/reproduce/index.js";
import { run } from "./commands/run/index.js";
import { serve } from "./commands/serve/index.js";
import { show } from "./commands/show/index.js";
import { sweep } from "./commands/sweep/index.js";
import { test } from "./commands/test/index.js";
import { work } from "./commands/work/index.js";

export const commands: readonly Command[] = [
  list,
  predict,
  design,
  run,
  reproduce,
  sweep,
  show,
  compare,
  inspect,
  measure,
  test,
  cells,
  lab,
  data,
  doctor,
  complete,
  work,
  serve,
];
