/** [n x 1] and [1 x n] are vectors, [1 x 1] a single value: MATLAB has nothing of fewer than two dimensions. */
export function withoutUnitAxes(shape: readonly number[]): readonly number[] {
  if (shape.length !== 2 || !shape.includes(1)) return shape;
  const [length] = shape.filter((size) => size !== 1);
  return length === undefined ? [] : [length];
}

export const emptyProblem = "is empty";

export const mixedCellProblem =
  "is a cell array whose cells hold different things: save numbers as a matrix, cell2mat(x), and names by themselves, e.g. names = x(:,1)";

/** Of MATLAB's own classes of objects, the line that makes arrays of one. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  table:
    'save its columns: s = table2struct(x, "ToScalar", true); save("file.mat", "-struct", "s"), or numbers alone with table2array(x)',
  timetable:
    'save its columns: s = table2struct(timetable2table(x), "ToScalar", true), with seconds(x.Properties.RowTimes) for its times; save("file.mat", "-struct", "s")',
  string: "save it as text: cellstr(x)",
  categorical: "save it as text: cellstr(x), or as numbers: double(x)",
  datetime: "save seconds: seconds(x - x(1)), or posixtime(x)",
  duration: "save seconds: seconds(x)",
  calendarDuration: "save numbers: split(x, 'days')",
  timeseries: "save its arrays: x.Data and x.Time",
  dictionary: "save keys(x) and values(x) by themselves",
  "containers.Map": "save keys(x) and values(x) by themselves",
  function_handle: "a function holds no data: leave it out",
};

/** Why an object cannot be read, with the line that converts it, in words that go on after the name. */
export function problemOfObject(kind: string): string {
  const own = Object.hasOwn(CONVERSIONS, kind) ? CONVERSIONS[kind] : undefined;
  return `is ${kind === "object" ? "an object" : `an object of class ${kind}`}, which only MATLAB can read: ${own ?? "save its properties as arrays, with s = struct(x)"}`;
}

/** Whether a class holds numbers or text. */
export const isArrayClass = (kind: string): boolean => /^(char|logical|double|single|u?int(8|16|32|64))$/.test(kind);
