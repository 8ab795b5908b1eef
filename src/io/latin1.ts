/**
 * Bytes as the characters of the same numbers (ISO 8859-1). `TextDecoder("latin1")` reads Windows-1252, as the Encoding Standard
 * has it (section 4.2), but on Node 20: names would depend on the version.
 */
export const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
