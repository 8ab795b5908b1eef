/** Records of a table cut into fields (RFC 4180 quoting). */

/** A record, without the end of its line, and the number of the line at which it begins. */
export interface TextRecord {
  readonly text: string;
  readonly line: number;
}

/** The records of a text; what has no end is one too where `atEnd`, unless a quote is open in it. */
export function recordsIn(text: string, end: string, atEnd: boolean): TextRecord[] {
  const records: TextRecord[] = [];
  const code = end.charCodeAt(0);
  let [start, line, first, quoted] = [0, 1, 1, false];
  for (let at = 0; at < text.length; at++) {
    const here = text.charCodeAt(at);
    if (here === 34) quoted = !quoted;
    if (here !== code) continue;
    line++;
    if (quoted) continue;
    records.push({ text: withoutReturn(text.slice(start, at)), line: first });
    [start, first] = [at + 1, line];
  }
  if (atEnd && !quoted && start < text.length) records.push({ text: text.slice(start), line: first });
  return records;
}

export const withoutReturn = (record: string): string => (record.endsWith("\r") ? record.slice(0, -1) : record);

/** Runs of blanks between fields, instead of a mark. */
export const BLANKS = " ";

/** Fields of one record, or undefined where a quoted field goes on after its closing quote. */
export function splitFields(record: string, delimiter: string): string[] | undefined {
  if (delimiter === BLANKS) return splitAtBlanks(record.trim());
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const field = record[at] === '"' ? quotedField(record, at) : plainField(record, at, delimiter);
    if (field.end < record.length && record[field.end] !== delimiter) return undefined;
    fields.push(field.text);
    at = field.end + 1;
  }
  return fields;
}

function splitAtBlanks(record: string): string[] {
  if (!record.includes('"')) return record.split(/\s+/);
  const fields = record.match(/"(?:[^"]|"")*"|\S+/g) ?? [];
  return fields.map((field) => (/^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field));
}

interface Field {
  readonly text: string;
  /** Index of the character after the field. */
  readonly end: number;
}

function plainField(record: string, start: number, delimiter: string): Field {
  const found = record.indexOf(delimiter, start);
  const end = found < 0 ? record.length : found;
  return { text: record.slice(start, end), end };
}

/** Two quotes in a quoted field stand for one. */
function quotedField(record: string, start: number): Field {
  let close = record.indexOf('"', start + 1);
  while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
  if (close < 0) return { text: record.slice(start + 1), end: record.length };
  return { text: record.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}
