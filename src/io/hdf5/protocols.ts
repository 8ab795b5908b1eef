/** What the HDF5 library says of a file, as plain data. */

/** Bytes that can be had at once: threads may wait for a disk. */
export interface SyncSource {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  /** Fills `into` from `position` and returns how many bytes there were. */
  read(into: Uint8Array, position: number): number;
}

/** HDF5's classes of types, by number (H5T_class_t). */
export const TYPE_CLASS = {
  integer: 0,
  float: 1,
  time: 2,
  string: 3,
  bitfield: 4,
  opaque: 5,
  compound: 6,
  reference: 7,
  enumeration: 8,
  variableLength: 9,
  array: 10,
  complex: 11,
} as const;

/** A whole number of `precision` bits that begin at bit `offset`. */
export interface IntegerLayout {
  readonly kind: "integer";
  readonly precision: number;
  readonly offset: number;
}

/** Where the fields of a float lie, in bits from the lowest; the value is 2^(exponent - bias) (1 + mantissa). */
export interface FloatLayout {
  readonly kind: "float";
  readonly sign: number;
  readonly exponent: BitField;
  readonly mantissa: BitField;
  readonly bias: number;
}

export interface BitField {
  readonly at: number;
  readonly bits: number;
}

export type NumberLayout = IntegerLayout | FloatLayout;

/** What a datatype message says of numbers beyond class and size. */
export interface StoredNumbers {
  /** Absent where the bytes are what the machine has. */
  readonly layout?: NumberLayout;
  /** Whether the highest byte comes first. */
  readonly bigEndian: boolean;
  /** Why the numbers cannot be read, in words that go on after the name. */
  readonly problem?: string;
}

/** One field of a record: `count` items end to end, from byte `offset` of the record. */
export interface Hdf5Member {
  readonly name: string;
  readonly offset: number;
  readonly count: number;
  /** Of one item. */
  readonly class: number;
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
}

export interface Hdf5Type {
  readonly class: number;
  /** Bytes of one item. */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Strings whose bytes lie elsewhere, so that `size` says nothing of their length. */
  readonly variableString: boolean;
  /** Of numbers and enumerations: how they lie in their bytes. */
  readonly numbers?: StoredNumbers;
  /** Of a compound type. */
  readonly members?: readonly Hdf5Member[];
  /** Names and numbers of an enumeration. */
  readonly names?: Readonly<Record<string, number>>;
}

export interface Hdf5Filter {
  readonly id: number;
  readonly name: string;
}

export type AttributeValue = string | number | readonly string[] | readonly number[];

/** One link of a file and what it leads to. */
export type Hdf5Node = { readonly path: string } & (
  | { readonly kind: "group"; readonly attributes: Readonly<Record<string, AttributeValue>> }
  | {
      readonly kind: "dataset";
      readonly attributes: Readonly<Record<string, AttributeValue>>;
      /** Names of attributes that are there but whose numbers cannot be read. */
      readonly unread: readonly string[];
      /** Absent for a dataset that has no shape (H5S_NULL). */
      readonly shape?: readonly number[];
      readonly chunks?: readonly number[];
      readonly type: Hdf5Type;
      readonly filters: readonly Hdf5Filter[];
      /** Files that a virtual dataset is put together from. */
      readonly virtualFrom?: readonly string[];
    }
  | { readonly kind: "external"; readonly file: string }
  | { readonly kind: "broken"; readonly target: string }
  | { readonly kind: "unknown"; readonly reason: string }
);

export type Hdf5Dataset = Extract<Hdf5Node, { kind: "dataset" }>;

/** A box of a dataset: where it starts and how far it goes along each axis. */
export interface Hdf5Box {
  readonly path: string;
  readonly type: Hdf5Type;
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/** Items as they are stored, but for the byte order of numbers, which is this machine's; or strings. */
export type Hdf5Items = Uint8Array<ArrayBuffer> | readonly string[];
