/** What a column of Parquet is as an array of ours (Parquet logical types), and by name why it is none. */
import type { SchemaElement } from "hyparquet";

const DATES = "holds dates: save them as text";
const OTHER = "holds values that are no plain numbers or text: save numbers";

/** What a column holds, or the reason why it cannot be read. */
type Dtype =
  | {
      /** NumPy's kind and bytes. */
      readonly dtype: string;
      /** Of moments, which are whole numbers in the file: so many make a second. */
      readonly perSecond?: number;
      /** Whether they are dates, counted from 1970, and not times of day. */
      readonly dated?: boolean;
    }
  | { readonly problem: string };

const PER_SECOND = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const;

/** By its logical type, or its converted type in older files, or else as it is stored. */
export function parquetDtype(element: SchemaElement): Dtype {
  const { repetition_type: repetition, num_children: children = 0 } = element;
  if (children > 0 || repetition === "REPEATED") {
    return { problem: "holds lists or records in its rows: save one column for each number" };
  }
  const logical = element.logical_type?.type;
  if (logical) return parquetLogical(element, logical);
  const { converted_type: converted } = element;
  if (converted) return parquetConverted(converted);
  return parquetPlain(element);
}

function parquetLogical(element: SchemaElement, logical: string): Dtype {
  if (logical === "STRING" || logical === "ENUM") return { dtype: "U" };
  if (logical === "DECIMAL") return { dtype: "f8" };
  if (logical === "FLOAT16") return { dtype: "f4" };
  if (logical === "DATE") return { problem: DATES };
  if (element.logical_type?.type === "TIME" || element.logical_type?.type === "TIMESTAMP") {
    const { type, unit } = element.logical_type;
    return { dtype: "f8", perSecond: PER_SECOND[unit], dated: type === "TIMESTAMP" };
  }
  if (element.logical_type?.type === "INTEGER") {
    const { bitWidth, isSigned } = element.logical_type;
    return [8, 16, 32, 64].includes(bitWidth)
      ? { dtype: `${isSigned ? "i" : "u"}${bitWidth / 8}` }
      : { problem: OTHER };
  }
  return { problem: OTHER };
}

function parquetConverted(converted: string): Dtype {
  if (converted === "UTF8" || converted === "ENUM") return { dtype: "U" };
  if (converted === "DECIMAL") return { dtype: "f8" };
  if (converted === "DATE") return { problem: DATES };
  const moment = /^TIME(STAMP)?_(MILLIS|MICROS)$/.exec(converted);
  if (moment) {
    return { dtype: "f8", perSecond: moment[2] === "MILLIS" ? 1e3 : 1e6, dated: moment[1] !== undefined };
  }
  const whole = /^(U?)INT_(8|16|32|64)$/.exec(converted);
  return whole ? { dtype: `${whole[1] ? "u" : "i"}${Number(whole[2]) / 8}` } : { problem: OTHER };
}

function parquetPlain({ type }: SchemaElement): Dtype {
  switch (type) {
    case "BOOLEAN":
      return { dtype: "b1" };
    case "INT32":
      return { dtype: "i4" };
    case "INT64":
      return { dtype: "i8" };
    case "FLOAT":
      return { dtype: "f4" };
    case "DOUBLE":
      return { dtype: "f8" };
    case "BYTE_ARRAY":
      return { dtype: "U" };
    case "INT96":
      return { problem: "holds dates in a form that Parquet has given up: save seconds as numbers" };
    default:
      return { problem: OTHER };
  }
}
