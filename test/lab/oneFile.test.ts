/** What of a drop the view of data opens, and what it says of the rest. */
import { expect, test } from "vitest";
import { terminalOnly } from "../../lab/page/dataChoices.js";
import { oneFile } from "../../lab/page/oneFile.js";

const file = (name: string): File => new File(["x"], name);
const entry = (name: string, isDirectory: boolean) => ({ webkitGetAsEntry: () => ({ name, isDirectory }) });

test("one file is opened, none is nothing", () => {
  const only = file("a.csv");
  expect(oneFile({ files: [only], items: [entry("a.csv", false)] })).toBe(only);
  expect(oneFile({ files: [] })).toBeUndefined();
});

test("a folder and several files are refused, with the line to type instead", () => {
  expect(oneFile({ files: [file("sorted")], items: [entry("sorted", true)] })).toMatchObject({
    said: expect.stringMatching(/sorted is a folder.*purecell cells track\.csv --spikes sorted/),
  });
  expect(oneFile({ files: [file("track.csv"), file("spikes.npy")] })).toMatchObject({
    said: expect.stringMatching(/2 files were given.*purecell cells track\.csv --spikes spikes\.npy/),
  });
});

test("what only a terminal does names the file's own columns where it can", () => {
  const column = (name: string, text: boolean) => ({ name, text, array: name });
  const columns = [column("phase", true), column("item", false), column("reward", false)];
  const commands = terminalOnly({ name: "r.csv", columns }, "unit_*", "item,reward").map(([, command]) => command);
  expect(commands).toEqual(["npx purecell measure r.csv --activity 'unit_*' --factors item,reward --epoch phase"]);
  const unknown = terminalOnly({ name: "r.csv", columns: [] }, "", "")[0][1];
  expect(unknown).toBe("npx purecell measure r.csv --epoch EPOCH");
});
