/** A file of one's own on the page: what it holds, how it is read, what was asked of it and answered. */
import { untrack } from "svelte";
import type { Advice } from "../worker/advice.js";
import type {
  ActivityAnswer,
  CellsAnswer,
  DataDescription,
  DesignAnswer,
  FactorAnswer,
  Kinds,
  Progress,
  RecordingDescription,
  RecordingQuestion,
  SessionDescription,
  TestAnswer,
  Texts,
} from "../worker/data/protocol.js";
import { dataChoices, kindsIn, wordsIn } from "./dataChoices.js";
import {
  cellsAsked,
  type DataFields,
  designAsked,
  measurementAsked,
  predictionAsked,
  recordingAsked,
  testAsked,
} from "./dataQuestions.js";
import type { Lab } from "./lab.svelte.js";
import { Newest } from "./newest.js";
import { readingFields } from "./readingFields.js";
import { adviceOfError } from "./workerClient.js";

/** Choices that say how a file is opened: another one, and it is opened again. */
const OPENING = [
  "binWidth",
  "use",
  "samplingRate",
  "leaveOut",
  "inside",
  "missing",
  "missingValue",
  "transpose",
] as const;

interface Asked<Answer> {
  readonly answer: Answer;
  readonly command: string;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export class DataDesk {
  readonly #lab: Lab;
  file = $state.raw<DataDescription>();
  /** What could not be done, and what would change that. */
  trouble = $state.raw<Advice>();
  busy = $state("");
  progress = $state.raw<Progress>();
  recording = $state.raw<RecordingDescription>();
  noRecording = $state.raw<Advice>();
  session = $state.raw<SessionDescription>();
  noSession = $state.raw<Advice>();
  predicted = $state.raw<{ readonly answer: FactorAnswer; readonly command: string | undefined }>();
  designed = $state.raw<Asked<DesignAnswer>>();
  measured = $state.raw<Asked<ActivityAnswer> & { readonly draws: number }>();
  tested = $state.raw<Asked<TestAnswer>>();
  cells = $state.raw<Asked<CellsAnswer>>();
  #content: Blob | undefined;
  #openedAs = "";

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.reader.on("progress", (progress) => {
      if (this.busy !== "") this.progress = progress;
    });
    $effect(() => {
      if (this.file === undefined || this.#openedAs === this.#opening) return;
      untrack(() => this.#openAgain());
    });
    $effect(() => {
      const question = this.#asked;
      if (this.file === undefined || (this.activity === "" && this.factors === "" && this.file.separate === undefined))
        return;
      untrack(() => this.#newestRecording.ask(JSON.parse(question)));
    });
    $effect(() => {
      const texts = this.#sessionTexts;
      if (!this.file?.session) return;
      untrack(() => this.#newestSession.ask(JSON.parse(texts)));
    });
  }

  get choices() {
    return this.#lab.choices;
  }

  /** The file that an address speaks of and nobody has given yet. */
  readonly awaited = $derived.by(() =>
    this.choices.file !== "" && this.file?.name !== this.choices.file ? this.choices.file : "",
  );
  readonly reading = $derived.by((): { readonly kinds: Kinds; readonly problem: string } => {
    try {
      return { kinds: kindsIn(this.choices.kinds), problem: "" };
    } catch (error) {
      return { kinds: {}, problem: messageOf(error) };
    }
  });
  readonly columns = $derived.by((): readonly string[] =>
    this.choices.columns === "" ? (this.file?.suggested ?? []) : wordsIn(this.choices.columns),
  );
  readonly activity = $derived.by(
    () => this.choices.activity || this.#separate("--activity") || (this.file?.activity ?? []).join(", "),
  );
  readonly factors = $derived.by(
    () => this.choices.factors || this.#separate("--factors") || (this.file?.factors ?? []).join(", "),
  );
  /** What stands in the fields, or what the page takes where nothing does. */
  readonly texts = $derived.by((): Texts => {
    const own: Texts = {
      transpose: this.file?.transpose && this.choices.activity === "" ? "yes" : "",
      timeSeries: this.file?.timeSeries && this.choices.activity === "" ? "yes" : "",
      axes: this.#separate("--axes"),
      unitColumn: this.#separate("--unit-column"),
      traces: (this.file?.sampled ?? []).join(","),
    };
    return Object.fromEntries(Object.keys(readingFields).map((name) => [name, this.choices[name] || own[name] || ""]));
  });

  #separate(flag: string): string {
    return this.file?.separate?.flags.find(([name]) => name === flag)?.[1] ?? "";
  }

  /** As texts, so that what is told apart by nothing is not asked again. */
  readonly #asked = $derived.by(() => JSON.stringify(recordingAsked(this.#chosen)));

  get #chosen() {
    const { choices, columns, activity, factors, texts } = this;
    return { choices, columns, kinds: this.reading.kinds, activity, factors, texts };
  }

  /** Throws an Error where no file is open. */
  get #fields(): DataFields {
    const { file } = this;
    if (file === undefined) throw new Error("no file is open");
    return { file, ...this.#chosen };
  }

  readonly #opening = $derived.by(() => JSON.stringify(OPENING.map((name) => this.choices[name] ?? "")));
  readonly #sessionTexts = $derived.by(() =>
    JSON.stringify({
      ...Object.fromEntries(Object.keys(readingFields).map((name) => [name, this.choices[name] ?? ""])),
      binWidth: this.choices.binWidth,
    }),
  );

  readonly #newestRecording = new Newest(
    (question: RecordingQuestion) => this.#lab.reader.ask("describeRecording", question),
    (found) => {
      this.recording = found;
      this.noRecording = undefined;
    },
    (_, error) => {
      this.recording = undefined;
      this.noRecording = adviceOfError(error);
    },
  );
  readonly #newestSession = new Newest(
    (texts: Texts) => this.#lab.reader.ask("describeSession", texts),
    (found) => {
      this.session = found;
      this.noSession = undefined;
      this.cells = undefined;
    },
    (_, error) => {
      this.session = undefined;
      this.noSession = adviceOfError(error);
      this.cells = undefined;
    },
  );

  async #attempt(what: string, action: () => Promise<void>): Promise<void> {
    this.busy = what;
    this.progress = undefined;
    this.trouble = undefined;
    try {
      await action();
    } catch (error) {
      this.trouble = adviceOfError(error);
    }
    this.busy = "";
  }

  /** Choices are about one file; another one begins afresh. */
  open(name: string, content: Blob): Promise<void> {
    return this.#attempt(`reading ${name}`, async () => {
      this.#forget();
      this.file = undefined;
      this.#content = content;
      this.#lab.reader.end(`${name} was opened instead`);
      const { choices } = this;
      if (choices.file !== "" && choices.file !== name) this.#lab.pick({ ...dataChoices });
      this.file = await this.#read(name, content);
      this.#lab.pick({ file: name });
    });
  }

  async #read(name: string, content: Blob): Promise<DataDescription> {
    this.#openedAs = this.#opening;
    return this.#lab.reader.ask("openData", name, content, this.#said);
  }

  /** What was said of the file, without what the page takes by itself. */
  get #said(): Texts {
    return Object.fromEntries(
      ["binWidth", ...Object.keys(readingFields)].map((name) => [name, this.choices[name] ?? ""]),
    );
  }

  #forget(): void {
    this.recording = undefined;
    this.noRecording = undefined;
    this.session = undefined;
    this.noSession = undefined;
    this.predicted = undefined;
    this.designed = undefined;
    this.measured = undefined;
    this.tested = undefined;
    this.cells = undefined;
  }

  async #openAgain(): Promise<void> {
    const [name, content] = [this.file?.name, this.#content];
    if (name === undefined || content === undefined) return;
    await this.#attempt(`reading ${name}`, async () => {
      this.#forget();
      this.file = await this.#read(name, content);
    });
  }

  /** Gives up what is being computed; the file stays. */
  async stop(): Promise<void> {
    const [name, content] = [this.file?.name, this.#content];
    this.#lab.reader.end("stopped");
    if (name === undefined || content === undefined) return;
    await this.#lab.reader.ask("openData", name, content, this.#said);
    if (this.file?.session) await this.#lab.reader.ask("describeSession", JSON.parse(this.#sessionTexts));
  }

  predict = (): Promise<void> =>
    this.#attempt("searching for the best code", async () => {
      const { question, command } = predictionAsked(this.#fields);
      this.predicted = { answer: await this.#lab.reader.ask("predictData", question), command };
    });

  /** Whether the command line could read the same table of conditions. */
  get canDesign(): boolean {
    return this.file !== undefined && this.file.format !== "nwb" && this.columns.length > 1;
  }

  design = (): Promise<void> =>
    this.#attempt("searching for the smallest change of the conditions", async () => {
      const { question, command } = designAsked(this.#fields);
      this.designed = { answer: await this.#lab.reader.ask("searchDesign", question), command };
    });

  get #factorNames(): readonly string[] {
    return (this.recording?.factors ?? []).map(({ name }) => name);
  }

  measure = (): Promise<void> =>
    this.#attempt("measuring", async () => {
      if (this.recording === undefined) return;
      const { question, draws, commandFor } = measurementAsked(this.#fields, this.#factorNames);
      const answer = await this.#lab.reader.ask("measureData", question);
      this.measured = { answer, draws, command: commandFor(answer) };
    });

  test = (): Promise<void> =>
    this.#attempt("testing against theory", async () => {
      if (this.recording === undefined) return;
      const { question, command } = testAsked(this.#fields, this.#factorNames);
      this.tested = { answer: await this.#lab.reader.ask("testData", question), command };
    });

  testCells = (): Promise<void> =>
    this.#attempt("testing cells", async () => {
      const { question, command } = cellsAsked(this.#fields);
      this.cells = { answer: await this.#lab.reader.ask("testCells", question), command };
    });

  get hasAnswers(): boolean {
    return [this.predicted, this.designed, this.tested, this.measured, this.cells].some(
      (answer) => answer !== undefined,
    );
  }

  /** All answers as a page to keep. */
  report(): Promise<string> {
    const { predicted, designed, tested, measured, cells, choices } = this;
    const all = [predicted, designed, tested, measured, cells];
    const advices = [this.file?.choices, this.recording?.choices, this.session?.choices].flatMap(
      (found) => found ?? [],
    );
    return this.#lab.reader.ask("dataReport", {
      ...(predicted && { predicted: predicted.answer }),
      ...(designed && { designed: designed.answer }),
      ...(tested && { tested: tested.answer }),
      ...(measured && { measured: measured.answer }),
      ...(cells && { cells: cells.answer }),
      read: [...new Set(advices.map(({ said }) => said))],
      commands: all.flatMap((answer) => answer?.command ?? []),
      choices: Object.fromEntries(Object.entries(choices).filter(([name, text]) => text !== "" && name !== "file")),
    });
  }
}
