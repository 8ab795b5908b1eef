/** `purecell data check FILE`: what a file is, whether it is whole and unchanged, and what to type next. */
import { PurecellError } from "../../../math/errors.js";
import { checkImageFile } from "../../../tasks/images/files/checkImageFile.node.js";
import type { ImageFileReport } from "../../../tasks/images/files/imageFileReport.js";
import { checksumProblem } from "../../../tasks/images/files/openImageTask.node.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { Narration } from "../../terminal/narration.js";
import { quote } from "../../terminal/resumeCommand.js";
import type { Terminal } from "../../terminal/terminal.js";
import { factorLines } from "./describe.js";
import type { CheckRequest } from "./request.js";

export async function check(
  { file: path, ignoreChecksum, form }: CheckRequest,
  { terminal }: Context,
): Promise<number> {
  const narration = new Narration(terminal);
  const report = await reportOn(path, (share) =>
    narration.update(`${path}: taking its checksum  ${Math.floor(100 * share)} %`),
  );
  narration.clear();
  const answer = judged(report, { ignoreChecksum });
  if (form === "json") printJson(terminal, "data check", answer);
  else print(answer, report, terminal);
  return answer.usable ? EXIT.done : EXIT.input;
}

/** A file that cannot be opened is reported on like any other; a path that is none is an error. */
async function reportOn(path: string, progress: (share: number) => void): Promise<ImageFileReport> {
  try {
    return await checkImageFile(path, { progress });
  } catch (error) {
    if (!(error instanceof PurecellError)) throw error;
    return { path, entries: [], problems: [error.message] };
  }
}

/** The answer as data. */
export function judged(report: ImageFileReport, { ignoreChecksum }: Partial<Pick<CheckRequest, "ignoreChecksum">>) {
  const { path, layout, published, md5, side, entries, problems } = report;
  const changed = problems.length === 0 ? checksumProblem(report) : undefined;
  const accepted = changed === undefined || ignoreChecksum === true;
  const usable = layout !== undefined && problems.length === 0 && accepted;
  return {
    file: path,
    usable,
    dataSet: layout?.name ?? null,
    title: published ?? layout?.title ?? null,
    origin: usable ? (published === undefined ? "unverified" : "original") : null,
    md5: md5 ?? null,
    side: side ?? null,
    arrays: entries,
    problems: [...problems, ...(changed === undefined ? [] : [`it ${changed}`])],
    next: usable ? `purecell data preview ${quote(path)}${changed === undefined ? "" : " --ignore-checksum"}` : null,
  };
}

function print(answer: ReturnType<typeof judged>, { layout, entries }: ImageFileReport, terminal: Terminal): void {
  const { out, outStyle } = terminal;
  const { file, usable, title, origin, md5, problems, next } = answer;
  const found = usable ? outStyle.good(`${title}, ${origin}`) : outStyle.bad("cannot be used");
  out(`${outStyle.bold(file)}  ${found}`);
  for (const { name, shape, dtype } of entries) out(`  ${name.padEnd(16)}  ${shape.join(" x ")}  ${dtype}`);
  if (md5 !== null) out(`  MD5 ${md5}`);
  for (const problem of problems) out(`  ${usable ? outStyle.warn("accepted") : outStyle.bad("wrong")}  ${problem}`);
  if (usable && layout) for (const line of factorLines(layout.grid)) out(`    ${line}`);
  for (const line of advice(answer, layout)) out(line);
  if (next !== null) out(`See its images:\n  ${next}`);
}

function advice({ usable, problems }: ReturnType<typeof judged>, layout: ImageFileReport["layout"]): string[] {
  if (usable) return [];
  const changed = problems.some((problem) => problem.includes("but not the checksum"));
  if (changed) return ["Get it again, or accept it as it is with --ignore-checksum."];
  return [layout ? `Get ${layout.title} from ${layout.where}.` : 'Known files: "purecell data list".'];
}
