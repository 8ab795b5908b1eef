/** The script that Slurm starts for every bundle. */
import type { Batch } from "./protocols.js";
import type { SlurmOptions } from "./slurmOptions.js";

/** Where the program is. */
export interface Program {
  /** Node, and this command line. */
  readonly command: readonly string[];
  readonly quote: (word: string) => string;
}

/** Seconds before its time is up in which a bundle saves its state. */
export const NOTICE = 60;

/**
 * Three things may end a bundle before its time. Slurm's own notice (USR1, `NOTICE` seconds before the limit) and a request to stop
 * (TERM, from preemption or a node that shuts down) have the state saved; then the bundle is queued again, unless it was cancelled.
 * A program that was killed (137, e.g. by kill -9) is started again where it is, three times.
 */
export function bundleScript(batch: Batch, folder: string, program: Program): string {
  const work = [...program.command, "work", folder, "--bundle"].map(program.quote).join(" ");
  return `#!/bin/bash
${directives(batch, folder).join("\n")}

notice=
trap 'notice=1; kill -TERM "$worker" 2>/dev/null' USR1 USR2
trap 'notice=1; kill -TERM "$worker" 2>/dev/null' TERM

# A signal ends "wait", not the program: wait until it has saved its state.
carry_out() {
  ${work} "$SLURM_ARRAY_TASK_ID" &
  worker=$!
  wait "$worker"; code=$?
  if [ -n "$notice" ]; then
    while kill -0 "$worker" 2>/dev/null; do wait "$worker"; done
    wait "$worker"; code=$?
  fi
}

task="\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"
for attempt in 1 2 3 4; do
  carry_out
  [ "$code" -eq 137 ] && [ -z "$notice" ] || break
  echo "the program was killed; it goes on from its last saved state"
done
if [ "$code" -eq ${STOPPED} ] || { [ -n "$notice" ] && [ "$code" -gt 128 ]; }; then
  state=$(squeue --noheader --array --job="$task" --format=%T 2>/dev/null)
  if [ "$state" = RUNNING ]; then scontrol requeue "$task" && sleep 30; fi
fi
exit "$code"
`;
}

/** Exit code of a bundle that was asked to stop and has saved its state. */
export const STOPPED = 130;

function directives({ id, lanes, options }: Batch, folder: string): string[] {
  return [
    `--job-name=${id}`,
    `--output=${quoted(`${folder.replaceAll("%", "%%")}/%a.log`)}`,
    "--open-mode=append",
    "--requeue",
    `--signal=B:USR1@${NOTICE}`,
    "--nodes=1",
    "--ntasks=1",
    `--cpus-per-task=${lanes}`,
    ...common(options),
    ...(options.time === undefined ? [] : [`--time=${options.time}`]),
    ...(options.memory === undefined ? [] : [`--mem=${options.memory}`]),
    ...(options.options ?? []),
  ].map((option) => `#SBATCH ${option}`);
}

/** As directives take it. */
const quoted = (path: string): string => (/[\s"\\]/.test(path) ? JSON.stringify(path) : path);

const common = ({ partition, account }: SlurmOptions): string[] => [
  ...(partition === undefined ? [] : [`--partition=${partition}`]),
  ...(account === undefined ? [] : [`--account=${account}`]),
];

/** Exit code of `work --resubmit` where bundles were lost and are in the queue again: there is nothing to judge yet. */
export const RESUBMITTED = 75;

/** What follows the bundles: it submits those that were lost again, or judges what is there. */
export function conclusionScript({ id, conclude, options }: Batch, folder: string, program: Program): string {
  const words = (...more: readonly string[]) => [...program.command, ...more].map(program.quote).join(" ");
  const asked = [
    `--job-name=${id}-judge`,
    `--output=${quoted(`${folder.replaceAll("%", "%%")}/judge.log`)}`,
    "--open-mode=append",
    "--requeue",
    "--nodes=1",
    "--ntasks=1",
    ...common(options),
    ...(options.memory === undefined ? [] : [`--mem=${options.memory}`]),
  ];
  return `#!/bin/bash
${asked.map((option) => `#SBATCH ${option}`).join("\n")}

${words("work", folder, "--resubmit")}
code=$?
[ "$code" -eq ${RESUBMITTED} ] && exit 0
[ "$code" -eq 0 ] || exit "$code"
exec ${words(...conclude)}
`;
}
