/** Tables as programs and people write them: each is read, with what was taken for granted said, or refused by its line. */
import { expect, test } from "vitest";
import { readTable } from "../csv.js";
import { bytesSource } from "../source.js";
import { csvStream } from "../tableStream.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: string | Uint8Array) =>
  readTable(bytesSource(typeof content === "string" ? bytes(content) : content, "t.csv"));

/** Names of columns with their values; of the column that numbers the rows, the name alone. */
async function columns(content: string | Uint8Array) {
  const { columns: found } = await read(content);
  const own = found.filter(({ isIndex }) => !isIndex).map(({ name, values }) => [name, [...values]] as const);
  return { own: Object.fromEntries(own), index: found.filter(({ isIndex }) => isIndex).map(({ name }) => name) };
}

/** Three neurons, a speed and an odour, as the field cases have them. */
const A = [0.9976, 4.0373, 2.5];
const B = [0.3019, 0.091, 7];
const ODOUR = ["corn", "apple", "corn"];
const rows = (line: (row: number) => string) => A.map((_, row) => line(row)).join("\n");
const plain = { unit_1: A, unit_2: B, odour: ODOUR };
const numbers = { unit_1: A, unit_2: B };
const comma = (value: number) => String(value).replace(".", ",");
const utf16 = (text: string, bigEndian: boolean, mark: boolean) =>
  Uint8Array.from(
    [...(mark ? "\ufeff" : ""), ...text].flatMap((letter) => {
      const code = letter.charCodeAt(0);
      return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8];
    }),
  );

const CLEAN = `unit_1,unit_2,odour\n${rows((i) => `${A[i]},${B[i]},${ODOUR[i]}`)}\n`;

test.each<[string, string | Uint8Array, object, string[], RegExp | undefined]>([
  ["as it should be", CLEAN, plain, [], undefined],
  [
    "np.savetxt with a header",
    `# unit_1,unit_2\n${rows((i) => `${A[i]},${B[i]}`)}\n`,
    numbers,
    [],
    /comment "# unit_1,unit_2"/,
  ],
  [
    "np.savetxt with blanks",
    `# unit_1 unit_2\n${rows((i) => `${A[i].toExponential(18)} ${B[i].toExponential(18)}`)}`,
    numbers,
    [],
    /comment/,
  ],
  [
    "np.savetxt, commas in the header alone",
    `# unit_1,unit_2\n${rows((i) => `${A[i]} ${B[i]}`)}`,
    numbers,
    [],
    /comment/,
  ],
  [
    "a title, as spreadsheets have it",
    `Experiment 12,,\nDate: 05.03.2024,,\n,,\n${CLEAN}`,
    plain,
    [],
    /3 lines above the names of columns are no values: "Experiment 12"/,
  ],
  ["a title of fewer fields", `Experiment 12\nAnimal,R7\n\n${CLEAN}`, plain, [], /2 lines above the names/],
  [
    "a header of several lines, behind %",
    `% rat 3\n% unit_1\tunit_2\n${rows((i) => `${A[i]}\t${B[i]}`)}`,
    numbers,
    [],
    /% unit_1/,
  ],
  [
    "comments before the names and between rows",
    `# rat 3\n${CLEAN.replace("4.0373", "# pause\n4.0373").replace("# pause\n4.0373", "4.0373")}# end\n`,
    plain,
    [],
    /1 lines that begin/,
  ],
  [
    "the index of pandas",
    `,${CLEAN.replace(/\n(?=\d)/g, "\n0,")}`,
    plain,
    ["index"],
    /"index" numbers or names the rows/,
  ],
  [
    "the index of R's write.csv",
    `"",unit_1,unit_2,odour\n${rows((i) => `"${i + 1}",${A[i]},${B[i]},"${ODOUR[i]}"`)}`,
    plain,
    ["index"],
    /index/,
  ],
  [
    "R's write.table: no name over the row names",
    `"unit_1" "unit_2" "odour"\n${rows((i) => `"r${i}" ${A[i]} ${B[i]} "${ODOUR[i]}"`)}`,
    plain,
    ["index"],
    /index/,
  ],
  [
    "an index written twice",
    `Unnamed: 0,unit_1,unit_2\n${rows((i) => `${i},${A[i]},${B[i]}`)}`,
    numbers,
    ["Unnamed: 0"],
    /Unnamed: 0/,
  ],
  ["a column called # ", `#,unit_1,unit_2\n${rows((i) => `${i + 1},${A[i]},${B[i]}`)}`, numbers, ["index"], /index/],
  [
    "decimal commas",
    `unit_1;unit_2;odour\n${rows((i) => `${comma(A[i])};${comma(B[i])};${ODOUR[i]}`)}`,
    plain,
    [],
    /0,9976 is 0.9976/,
  ],
  [
    "decimal commas between tabs",
    `unit_1\tunit_2\n${rows((i) => `${comma(A[i])}\t${comma(B[i])}`)}`,
    numbers,
    [],
    /decimal commas/,
  ],
  [
    "decimal commas in quotes",
    `unit_1,unit_2\n${rows((i) => `"${comma(A[i])}","${comma(B[i])}"`)}`,
    numbers,
    [],
    /decimal commas/,
  ],
  ["a mark at the end of every line", CLEAN.replaceAll("\n", ",\n"), plain, [], undefined],
  ["two, and none behind the names", CLEAN.replace(/(?<=\d,\w+)\n/g, ",,\n"), plain, [], undefined],
  ["the line sep=;", `sep=;\n${CLEAN.replaceAll(",", ";")}`, plain, [], undefined],
  [
    "the same in quotes, from Windows",
    `"sep=;"\r\n${CLEAN.replaceAll(",", ";").replaceAll("\n", "\r\n")}`,
    plain,
    [],
    undefined,
  ],
  ["empty rows at the end", `${CLEAN},,\n,,\n\n`, plain, [], /2 rows without any value at the end left out/],
  [
    "blanks around everything",
    `unit_1 ,  unit_2 , odour\n${rows((i) => ` ${A[i]} ,${B[i]}, ${ODOUR[i]} `)}`,
    plain,
    [],
    undefined,
  ],
  [
    "aligned by blanks",
    `  unit_1  unit_2  odour\n${rows((i) => `${String(A[i]).padStart(8)} ${String(B[i]).padStart(8)}  ${ODOUR[i]}`)}`,
    plain,
    [],
    /fields are separated by blanks/,
  ],
  ["bars", CLEAN.replaceAll(",", "|"), plain, [], /fields are separated by bars/],
  ["semicolons", CLEAN.replaceAll(",", ";"), plain, [], /fields are separated by semicolons .*sep=,/],
  ["line ends of the old Mac", CLEAN.replaceAll("\n", "\r"), plain, [], undefined],
  ["UTF-16 with a mark", utf16(CLEAN, false, true), plain, [], undefined],
  ["UTF-16, high byte first, without", utf16(CLEAN, true, false), plain, [], /no mark .*UTF-16, highest byte first/],
  ["UTF-16, low byte first, without", utf16(CLEAN, false, false), plain, [], /no mark .*UTF-16, lowest byte first/],
  ["UTF-8 with a mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes(CLEAN)), plain, [], undefined],
])("%s", async (_, content, expected, index, note) => {
  const { own, index: found } = await columns(content);
  expect(own).toEqual(expected);
  expect(found).toEqual(index);
  const { notes } = await read(content);
  if (note) expect(notes.join("\n")).toMatch(note);
  else expect(notes).toEqual([]);
});

test.each([true, false])(
  "UTF-16 without a mark, of names that are not Latin, high byte first: %j",
  async (bigEndian) => {
    const names = ["скорость", "запах".repeat(400), "速度"];
    const text = `${names.join(",")}\n${rows((i) => `${A[i]},${B[i]},${ODOUR[i]}`)}\n`;
    expect((await columns(utf16(text, bigEndian, false))).own).toEqual({
      [names[0]]: A,
      [names[1]]: B,
      [names[2]]: ODOUR,
    });
  },
);

test("what is no text is refused rather than read as letters", async () => {
  const binary = new Uint8Array(Int16Array.from({ length: 3000 }, (_, i) => 3 + (i % 200)).buffer);
  await expect(columns(binary)).rejects.toThrow("is not text");
  const tail = Uint8Array.of(...bytes(CLEAN), ...bytes("1,2,mint\n".repeat(1000)), 0, 0);
  await expect(columns(tail)).rejects.toThrow();
});

test("blanks in names and values do not separate what another mark separates", async () => {
  const text = `unit 1,unit 2,odour\n${rows((i) => `${A[i]} Hz,${B[i]} Hz,${ODOUR[i]}`)}\n`;
  expect(Object.keys((await columns(bytes(text))).own)).toEqual(["unit 1", "unit 2", "odour"]);
  const decimal = `unit_1 unit_2\n${rows((i) => `${comma(A[i] + 0.5)} ${comma(B[i] + 0.5)}`)}\n`;
  expect((await columns(bytes(decimal))).own).toEqual({ unit_1: A.map((a) => a + 0.5), unit_2: B.map((b) => b + 0.5) });
});

test("a stream of rows reads the same", async () => {
  const stream = await csvStream(
    bytesSource(bytes(`,unit_1;x\n`.replace(",", ";") + rows((i) => `${i};${comma(A[i])};${i}`)), "t.csv"),
  );
  expect(stream.columns).toEqual(["unit_1", "x"]);
  const read: number[] = [];
  for await (const batch of stream.read([{ column: 0, as: "numbers" }]))
    read.push(...Array.from(batch.columns[0], Number));
  expect(read).toEqual(A);
  expect(stream.notes?.join()).toMatch(/0,9976 is 0.9976/);
});

test("letters of Windows in a name are read, and said", async () => {
  const table = await read(Uint8Array.of(...bytes("richtung "), 0xb0, ...bytes(",x\n1.5,2\n")));
  expect(table.columns[0].name).toBe("richtung °");
  expect(table.notes[0]).toMatch(/not UTF-8, read as Windows-1252/);
});

test.each([
  ["s,Hz,", ["s", "Hz", undefined]],
  ["(s),[spikes/s],-", ["s", "spikes/s", undefined]],
  ["ms,a.u.,name", ["ms", "a.u.", "name"]],
])("a line of units: %s", async (line, units) => {
  const { columns: found, rows: count, notes } = await read(`t,rate,odour\n${line}\n0.1,3,a\n0.2,4,b\n`);
  expect(count).toBe(2);
  expect(found.map((column) => column.units)).toEqual(units);
  expect([...found[1].values]).toEqual([3, 4]);
  expect(notes.join()).toMatch(/units are read from the line below/);
});

test("DeepLabCut's three lines of names, and four; the frame is no measurement", async () => {
  const lines = ["scorer,D,D,D", "bodyparts,head,head,head", "coords,x,y,likelihood", "0,1.5,2,0.9", "4,2.5,3,0.8"];
  expect(await columns(lines.join("\n"))).toEqual({
    own: { "head x": [1.5, 2.5], "head y": [2, 3], "head likelihood": [0.9, 0.8] },
    index: ["coords"],
  });
  lines.splice(1, 0, "individuals,mouse1,mouse1,mouse1");
  expect(Object.keys((await columns(lines.join("\n"))).own)[0]).toBe("mouse1 head x");
});

test("names that pandas gave in two levels, and numbers as names", async () => {
  expect(Object.keys((await columns(",CA1,CA1,CA3\n,u1,u2,u1\n0,1.5,2,3\n1,2,3,4\n")).own)).toEqual([
    "CA1 u1",
    "CA1 u2",
    "CA3 u1",
  ]);
  expect((await columns(",0,1\n0,1.5,2\n1,2,3\n")).own).toEqual({ 0: [1.5, 2], 1: [2, 3] });
});

test("gaps are NaN in columns of numbers and empty in columns of names, wherever they stand", async () => {
  const { own } = await columns("a,note,b,c\nNA,,x,\n2,,,\n3,late,NA,5\n");
  expect(own).toEqual({
    a: [Number.NaN, 2, 3],
    note: ["", "", "late"],
    b: ["x", "", ""],
    c: [Number.NaN, Number.NaN, 5],
  });
});

test("names that look like a mark or a number of none", async () => {
  expect((await columns("colour,side\n#ff0000,inf\n#00ff00,sup\n#0000ff,inf\n")).own).toEqual({
    colour: ["#ff0000", "#00ff00", "#0000ff"],
    side: ["inf", "sup", "inf"],
  });
  expect((await columns("a,reward\n1,none\n2,juice\n")).own.reward).toEqual(["none", "juice"]);
  expect((await columns("a,b\n#N/A,1\n2,3\n")).own.a).toEqual([Number.NaN, 2]);
});

test.each([
  ["a,b\ninf,1\n2,3\n", /line 2: column "a": a finite number is expected, not "inf"/],
  ["a,b\n2,3\n-Infinity,1\n", /line 3: column "a": a finite number is expected, not "-Infinity"/],
  ["a,b\n1.#INF,1\n2,3\n4,5\n", /line 2.*1.#INF/],
  ["a,b\n#DIV/0!,1\n2,3\n4,5\n", /line 2.*#DIV/],
  ["a,b\nlost,1\n2,3\n4,5\n", /line 2: column "a": a finite number is expected, not "lost"/],
  ["a;b\n1,5;2.5\n2,5;3.5\n", /1,5 has a decimal comma but 2.5 a decimal point/],
  ["a;b\n1,234;x\n2,345;y\n", /1,234 may be 1.234 or 1234/],
  ["a;b\n1.234,5;x\n2.345,5;y\n", /1.234,5 has marks of thousands/],
  ["a b c\n1 2 3\n4 5\n6 7 8\n", /line 3: 2 values where the header has 3 columns/],
  ["a,,c\n1,2,3\n", /column 2 has no name/],
])("%j is refused", async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});
