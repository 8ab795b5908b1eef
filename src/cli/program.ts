/** From a command line to an exit code. */
import { readFileSync } from "node:fs";
import { CommanderError, Option, Command as Parser } from "commander";
import type { Command } from "./command.js";
import { commands } from "./commands.js";
import { type Context, EXIT, printJson } from "./context.js";
import { type Flag, type Flags, formOf, helpOf, type Typed, takesValue } from "./flags/flag.js";
import { GivenAgain } from "./flags/givenAgain.js";
import { presentSettings } from "./settingsFile.js";
import { signals } from "./terminal/interrupts.js";
import { narrating, withoutSwitches } from "./terminal/narrating.js";
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

/** Terminal and interrupts are by default those of this process, experiments purecell's own. Never throws. */
export async function purecell(
  argv: readonly string[],
  surroundings: Partial<Omit<Context, "argv">> = {},
): Promise<number> {
  const { words: plain, colour, narration } = withoutSwitches(argv);
  const { terminal = processTerminal(!colour), interrupts = signals } = surroundings;
  const context: Context = { ...surroundings, terminal: narrating(terminal, narration), interrupts, argv };
  if (plain.length === 0) {
    for (const line of WELCOME) terminal.out(line);
    return EXIT.done;
  }
  try {
    if (plain[0] === "complete" && plain[1] === "--") return await printCandidates(plain.slice(2), terminal);
    return asksForSchema(plain) ? await printSchema(plain, context) : await parseAndRun(plain, context);
  } catch (error) {
    return error instanceof CommanderError
      ? await commanderCode(error, plain, terminal)
      : reportError(error, terminal, narration === "verbose");
  }
}

async function parseAndRun(argv: readonly string[], context: Context): Promise<number> {
  const { command, names, typed, notes } = await parseCommand(argv, (text) => context.terminal.out(text.trimEnd()));
  for (const note of notes) context.terminal.say(note);
  const carryOut = await command.read(names, { ...(await defaultsFor(command, typed, context)), ...typed });
  return carryOut(context);
}

/** The user's own, said where there are any. */
async function defaultsFor(command: Command, given: Typed, { terminal }: Context): Promise<Typed> {
  const file = presentSettings();
  if (file === undefined) return {};
  const { userDefaults } = await import("./userDefaults.js");
  const { typed, words } = await userDefaults(file, command.name, await command.flags(), given);
  if (words.length > 0) terminal.say(`your defaults (${file}): ${words.join(" ")}`);
  return typed;
}

async function printCandidates(words: readonly string[], terminal: Terminal): Promise<number> {
  const { answerLines, candidatesFor } = await import("./completion.js");
  for (const line of answerLines(await candidatesFor(words))) terminal.out(line);
  return EXIT.done;
}

/** `--help --json`, of one command or of all. */
const asksForSchema = (argv: readonly string[]): boolean =>
  argv.includes("--json") && argv.some((word) => word === "--help" || word === "-h") && describedBy(argv).length > 0;

/** The command that is named, or all where none is. */
const describedBy = ([first]: readonly string[]): readonly Command[] =>
  first.startsWith("-") ? commands : commands.filter(({ name }) => name === first);

async function printSchema(argv: readonly string[], { terminal }: Context): Promise<number> {
  const { schemaOf } = await import("./schema.js");
  const described = await Promise.all(
    describedBy(argv).map(async (command) => [command.name, schemaOf(command, await command.flags())] as const),
  );
  printJson(terminal, "help", { commands: Object.fromEntries(described) });
  return EXIT.done;
}

/** What was typed after "purecell"; `show` gets help and version. Throws CommanderError where no command takes it. */
export async function parseCommand(
  argv: readonly string[],
  show: (text: string) => void = () => {},
): Promise<ParsedCommand> {
  let parsed: ParsedCommand | undefined;
  const again = new GivenAgain();
  const keep: Keep = (command) => (names, typed) => {
    parsed = { command, names, typed, notes: again.notes() };
  };
  const parser = parserOf(await flagsOfNamed(argv), { keep, show, again });
  parser.parse(argv, { from: "user" });
  if (parsed === undefined) throw new CommanderError(EXIT.usage, "purecell.noCommand", "which command?");
  return parsed;
}

interface ParsedCommand {
  readonly command: Command;
  readonly names: readonly string[];
  readonly typed: Typed;
  /** What to say of how it was typed. */
  readonly notes: readonly string[];
}

/** What becomes of a command that was typed, of help, and of flags given more than once. */
interface Parsing {
  readonly keep: Keep;
  readonly show: (text: string) => void;
  readonly again: GivenAgain;
}

type Keep = (command: Command) => (names: readonly string[], typed: Typed) => void;

/** Flags of the commands that are named; the others' are not looked at. */
async function flagsOfNamed(argv: readonly string[]): Promise<ReadonlyMap<Command, Flags>> {
  const named = commands.filter(({ name }) => argv.includes(name));
  return new Map(await Promise.all(named.map(async (command) => [command, await command.flags()] as const)));
}

function parserOf(flags: ReadonlyMap<Command, Flags>, parsing: Parsing): Parser {
  const parser = new Parser("purecell")
    .description("Predict, grow and measure pure cells.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .option("-q, --quiet", "no narration: results and errors alone")
    .option("-v, --verbose", "narration with times, errors with where they arose")
    .option("--no-color", "no colour (also NO_COLOR=1; FORCE_COLOR=1 for the opposite)")
    .addHelpText("beforeAll", "")
    .addHelpText("after", EXIT_CODES)
    .configureHelp({ subcommandTerm });
  configure(parser, parsing.show);
  for (const command of commands) parser.addCommand(parserOfOne(command, flags.get(command) ?? {}, parsing));
  return parser;
}

/** As its own help begins: commander's own words would be without "[options]" where flags were not looked at. */
const subcommandTerm = (parser: Parser): string => `${parser.name()} ${parser.usage()}`;

function parserOfOne(command: Command, declared: Flags, { keep, show, again }: Parsing): Parser {
  const parser = new Parser(command.name)
    .description(command.summary)
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", `\nExamples:\n${command.examples.map((example) => `  ${example}`).join("\n")}`);
  for (const name of command.arguments.split(" ")) if (name !== "") parser.argument(name);
  const flags = Object.entries(declared);
  for (const [name, flag] of flags) parser.addOption(option(name, flag, flags.length > LONG, again));
  configure(parser, show).action(() => keep(command)(parser.args, parser.opts()));
  return parser;
}

/** The help of so many flags is easier to read without headings. */
const LONG = 8;

function option(name: string, flag: Flag, hasHeadings: boolean, again: GivenAgain): Option {
  const made = new Option(formOf(name, flag), helpOf(flag));
  if (hasHeadings && flag.group !== undefined) made.helpGroup(`${flag.group}:`);
  if (!takesValue(flag)) return made;
  return flag.repeated
    ? made.argParser((value: string, earlier: readonly string[] = []) => [...earlier, value])
    : made.argParser((value: string) => again.heard(name, flag, value));
}

/** Errors come back to `purecell`, which prints them and picks the exit code. */
const configure = (parser: Parser, show: (text: string) => void): Parser =>
  parser
    .exitOverride()
    .configureOutput({ outputError: () => {}, writeOut: show })
    .allowExcessArguments(false);

function version(): string {
  const contents: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return contents.version;
}

/** Help and version are no errors; everything else commander refuses is a usage error, shown with what would do. */
async function commanderCode(error: CommanderError, argv: readonly string[], terminal: Terminal): Promise<number> {
  if (error.exitCode === 0) return EXIT.done;
  terminal.say(`${terminal.sayStyle.bad("error:")} ${error.message.replace(/^error: /, "")}`);
  const command = commands.find(({ name }) => argv.includes(name));
  terminal.say(command === undefined ? knownCommands() : knownFlags(command, await command.flags()));
  return EXIT.usage;
}

const knownCommands = () => `Commands: ${commands.map(({ name }) => name).join(", ")}. See "purecell --help".`;

function knownFlags({ name, arguments: names }: Command, flags: Flags): string {
  const usage = ["purecell", name, names, "[flags]"].filter(Boolean).join(" ");
  const forms = Object.entries(flags).map(([flag, declared]) => formOf(flag, declared));
  return `Usage: ${usage}\nFlags: ${forms.join(", ")}. See "purecell ${name} --help".`;
}
