/** What a column of Parquet is as an array of ours (Parquet logical types), and by name why it is none. */
import type { SchemaElement } from "hyparquet";

const DATES = "holds dates or times of day: save seconds as numbers";
const OTHER = "holds values that are no plain numbers or text: save numbers";

/** NumPy's kind and bytes of a column, or the reason why it cannot be read. */
export function parquetDtype(element: SchemaElement): { readonly dtype: string } | { readonly problem: string } {
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

function parquetLogical(element: SchemaElement, logical: string): { dtype: string } | { problem: string } {
  if (logical === "STRING" || logical === "ENUM") return { dtype: "U" };
  if (logical === "DECIMAL") return { dtype: "f8" };
  if (logical === "FLOAT16") return { dtype: "f4" };
  if (logical === "DATE" || logical === "TIME" || logical === "TIMESTAMP") return { problem: DATES };
  if (element.logical_type?.type === "INTEGER") {
    const { bitWidth, isSigned } = element.logical_type;
    return [8, 16, 32, 64].includes(bitWidth)
      ? { dtype: `${isSigned ? "i" : "u"}${bitWidth / 8}` }
      : { problem: OTHER };
  }
  return { problem: OTHER };
}

function parquetConverted(converted: string): { dtype: string } | { problem: string } {
  if (converted === "UTF8" || converted === "ENUM") return { dtype: "U" };
  if (converted === "DECIMAL") return { dtype: "f8" };
  if (/^(DATE|TIME)/.test(converted)) return { problem: DATES };
  const whole = /^(U?)INT_(8|16|32|64)$/.exec(converted);
  return whole ? { dtype: `${whole[1] ? "u" : "i"}${Number(whole[2]) / 8}` } : { problem: OTHER };
}

function parquetPlain({ type }: SchemaElement): { dtype: string } | { problem: string } {
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
      return { problem: DATES };
    default:
      return { problem: OTHER };
  }
}
