/** From a command line to an exit code. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { type CommandEntry, commands, type Flag } from "./commands.js";
import { type Context, EXIT } from "./context.js";
import { reportError } from "./terminal/reportError.js";
import { processTerminal, type Terminal } from "./terminal/terminal.js";

const WELCOME = [
  "purecell: which neurons should a nonnegative, energy-efficient network grow,",
  "which did it grow, and how pure are they? It trains the networks of the paper",
  "and says for each published claim whether it holds. Try:",
  "",
  "  purecell predict FILE        which neurons your factors should grow, proven",
  "  purecell run fig2 --quick    a first look, in seconds",
  "  purecell reproduce           the claims, checked, with a report",
  "  purecell --help              everything else",
];

const EXIT_CODES = `
Exit codes:
  0    done
  1    a claim recorded as reproduced was not met
  2    unknown command, flag, name or value
  3    a file or folder that cannot be used
  4    a training or a search failed, e.g. it diverged; or memory, disk or file handles ran out
  70   a bug in purecell; please report it
  130  interrupted; state saved. Run the same command to resume`;

/** `registry` is the module that exports `experiments`, by default purecell's own. Never throws. */
export async function purecell(argv: readonly string[], registry?: string): Promise<number> {
  const plain = argv.filter((argument) => argument !== "--no-color");
  const terminal = processTerminal(plain.length < argv.length);
  const context: Context = { terminal, argv, ...(registry === undefined ? {} : { registry }) };
  if (plain.length === 0) {
    for (const line of WELCOME) terminal.out(line);
    return EXIT.done;
  }
  try {
    return await parseAndRun(plain, context);
  } catch (error) {
    return error instanceof CommanderError ? commanderCode(error, plain, terminal) : reportError(error, terminal);
  }
}

async function parseAndRun(argv: readonly string[], context: Context): Promise<number> {
  const { entry, names, flags } = parseCommand(argv);
  const action = await entry.load();
  return action(names, flags, context);
}

/** What was typed after "purecell". Throws CommanderError where no command takes it. */
export function parseCommand(argv: readonly string[]): ParsedCommand {
  let parsed: ParsedCommand | undefined;
  const program = describe((entry) => (names, flags) => {
    parsed = { entry, names, flags };
  });
  program.parse(argv, { from: "user" });
  if (parsed === undefined) throw new CommanderError(EXIT.usage, "purecell.noCommand", "which command?");
  return parsed;
}

interface ParsedCommand {
  readonly entry: CommandEntry;
  readonly names: readonly string[];
  readonly flags: object;
}

type Carry = (entry: CommandEntry) => (names: readonly string[], flags: object) => void;

function describe(carry: Carry): Command {
  const program = new Command("purecell")
    .description("Predict, grow and measure pure cells.")
    .version(version(), "--version", "print the version")
    .helpOption("-h, --help", "show this help")
    .option("--no-color", "no colour (also NO_COLOR=1; FORCE_COLOR=1 for the opposite)")
    .addHelpText("beforeAll", "")
    .addHelpText("after", EXIT_CODES);
  configure(program);
  for (const entry of commands) program.addCommand(describeOne(entry, carry(entry)));
  return program;
}

function describeOne(entry: CommandEntry, act: ReturnType<Carry>): Command {
  const command = new Command(entry.name)
    .description(entry.summary)
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", `\nExamples:\n${entry.examples.map((example) => `  ${example}`).join("\n")}`);
  for (const name of entry.arguments?.split(" ") ?? []) command.argument(name);
  for (const flag of entry.flags) command.addOption(option(flag));
  configure(command).action(() => act(command.args, command.opts()));
  return command;
}

function option({ form, help, choices, fallback, repeated }: Flag): Option {
  const made = new Option(form, help);
  if (choices) made.choices(choices);
  if (fallback !== undefined) made.default(fallback);
  if (repeated) made.argParser((value: string, earlier: readonly string[] = []) => [...earlier, value]);
  return made;
}

/** Errors come back to `purecell`, which prints them and picks the exit code. */
const configure = (command: Command): Command =>
  command
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .allowExcessArguments(false);

function version(): string {
  const contents: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return contents.version;
}

/** Help and version are no errors; everything else commander refuses is a usage error, shown with what would do. */
function commanderCode(error: CommanderError, argv: readonly string[], terminal: Terminal): number {
  if (error.exitCode === 0) return EXIT.done;
  terminal.say(`${terminal.sayStyle.bad("error:")} ${error.message.replace(/^error: /, "")}`);
  const command = commands.find(({ name }) => argv.includes(name));
  terminal.say(command === undefined ? knownCommands() : knownFlags(command));
  return EXIT.usage;
}

const knownCommands = () => `Commands: ${commands.map(({ name }) => name).join(", ")}. See "purecell --help".`;

function knownFlags({ name, arguments: names, flags }: CommandEntry): string {
  const usage = ["purecell", name, names, "[flags]"].filter(Boolean).join(" ");
  return `Usage: ${usage}\nFlags: ${flags.map(({ form }) => form).join(", ")}. See "purecell ${name} --help".`;
}
