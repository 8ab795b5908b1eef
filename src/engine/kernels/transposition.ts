/** Copies between layouts: panels of a matrix, and transposes, four by four. */
import {
  type Assembly,
  add,
  advance,
  type Code,
  get,
  i32,
  type Local,
  type Locals,
  load,
  set,
  shuffleWords,
  store,
  whileBelow,
  zeros,
} from "./assembler.js";

const BYTES = 4;

/** (from, row, count, to): `filled` numbers of each of `count` rows, `row` bytes apart, as rows of `width`, zeros behind them. */
export function copyPanel(assembly: Assembly, filled: number, width: number): number {
  return assembly.define(
    `panel ${filled} of ${width}`,
    ["i32", "i32", "i32", "i32"],
    (locals, from, row, count, to) => {
      const i = locals.make("i32");
      return whileBelow(i, get(count), i32(1), [
        copyRow(from, to, filled, width),
        advance(from, get(row)),
        advance(to, BYTES * width),
      ]);
    },
  );
}

function copyRow(from: Local, to: Local, filled: number, width: number): Code {
  const vectors = Math.floor(filled / 4);
  const singles = Array.from({ length: filled % 4 }, (_, i) => BYTES * (4 * vectors + i));
  const clear = Array.from({ length: width / 4 - vectors }, (_, i) => store.v128(get(to), zeros, 16 * (vectors + i)));
  return [
    Array.from({ length: vectors }, (_, i) => store.v128(get(to), load.v128(get(from), 16 * i), 16 * i)),
    clear,
    singles.map((offset) => store.i32(get(to), load.i32(get(from), offset), offset)),
  ];
}

/** (from, fromRow, rows, columns, to, toRow): the transpose of [rows x columns]; rows are `fromRow` and `toRow` bytes apart. */
export function transposeInto(assembly: Assembly): number {
  return assembly.define(
    "transpose",
    ["i32", "i32", "i32", "i32", "i32", "i32"],
    (locals, from, fromRow, rows, columns, to, toRow) => {
      const [i, j, source, target, fourRows, fourColumns] = locals.many("i32", 6);
      const below = (count: Local): Code => [get(count), i32(-4), 0x71];
      const place = { source, target, fromRow, toRow };
      const start = [
        set(j, i32(0)),
        set(source, add(get(from), [get(i), get(fromRow), 0x6c])),
        set(target, add(get(to), [get(i), i32(BYTES), 0x6c])),
      ];
      const along = [advance(source, 16), advance(target, [get(toRow), i32(4), 0x6c])];
      const alongOne = [advance(source, BYTES), advance(target, get(toRow))];
      const single = [store.i32(get(target), load.i32(get(source)))];
      const fourSingles = transposeFour(locals, place);
      return [
        set(fourRows, below(rows)),
        set(fourColumns, below(columns)),
        whileBelow(i, get(fourRows), i32(4), [
          start,
          whileBelow(j, get(fourColumns), i32(4), [fourSingles, along]),
          whileBelow(j, get(columns), i32(1), [columnOfFour(place, locals), alongOne]),
        ]),
        whileBelow(i, get(rows), i32(1), [start, whileBelow(j, get(columns), i32(1), [single, alongOne])]),
      ];
    },
  );
}

interface Place {
  readonly source: Local;
  readonly target: Local;
  readonly fromRow: Local;
  readonly toRow: Local;
}

function columnOfFour({ source, target, fromRow }: Place, locals: Locals): Code {
  const pointer = locals.make("i32");
  return [
    set(pointer, get(source)),
    [0, 1, 2, 3].map((row) => [
      store.i32(get(target), load.i32(get(pointer)), BYTES * row),
      row < 3 ? advance(pointer, get(fromRow)) : [],
    ]),
  ];
}

function transposeFour(locals: Locals, { source, target, fromRow, toRow }: Place): Code {
  const [a, b, c, d] = locals.many("v128", 4);
  const [e, f, g, h] = locals.many("v128", 4);
  const [from, to] = locals.many("i32", 2);
  const [low, high] = [
    [0, 4, 1, 5],
    [2, 6, 3, 7],
  ];
  const [firsts, lasts] = [
    [0, 1, 4, 5],
    [2, 3, 6, 7],
  ];
  return [
    set(from, get(source)),
    [a, b, c, d].map((row) => [set(row, load.v128(get(from))), advance(from, get(fromRow))]),
    set(e, shuffleWords(get(a), get(b), low)),
    set(f, shuffleWords(get(c), get(d), low)),
    set(g, shuffleWords(get(a), get(b), high)),
    set(h, shuffleWords(get(c), get(d), high)),
    set(to, get(target)),
    [
      shuffleWords(get(e), get(f), firsts),
      shuffleWords(get(e), get(f), lasts),
      shuffleWords(get(g), get(h), firsts),
      shuffleWords(get(g), get(h), lasts),
    ].map((row) => [store.v128(get(to), row), advance(to, get(toRow))]),
  ];
}
