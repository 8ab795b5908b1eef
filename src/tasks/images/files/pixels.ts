/** Images of a data set wherever they lie, by number. */

export interface Pixels {
  /** Image `index`, [height x width x channels] bytes; valid until the next one is read. */
  read(index: number): Uint8Array;
  close(): void;
}
