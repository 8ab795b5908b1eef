/** A number of a table in four digits; a dash for what is undefined. */
export const fourDigits = (value: number): string => (Number.isNaN(value) ? "-" : String(Number(value.toPrecision(4))));
