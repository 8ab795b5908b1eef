/** Files that are recognised but not read: what each is, and the line that turns it into one that is. */
import { InputError } from "../math/errors.js";
import { latin1 } from "./latin1.js";

export interface ForeignFormat {
  /** As in "is an Excel workbook". */
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** For messages: a path as it stands in a line of Python. */
type Convert = (path: string) => string;

interface Kind {
  readonly what: string;
  readonly remedy: Convert;
}

const python = (code: string): string => `python -c '${code}'`;

const EXCEL: Kind = {
  what: "an Excel workbook",
  remedy: (path) =>
    `save the sheet as csv, or ${python(`import pandas; pandas.read_excel("${path}").to_csv("${path}.csv", index=False)`)}`,
};
const TORCH: Kind = {
  what: "a PyTorch file",
  remedy: (path) =>
    `save its tensors: ${python(`import torch, numpy; x = torch.load("${path}", map_location="cpu"); numpy.savez("${path}.npz", **{k: v.detach().float().numpy() for k, v in x.items()})`)} ` +
    "(of a single tensor: numpy.save)",
};
const PICKLE: Kind = {
  what: "a Python pickle",
  remedy: (path) =>
    `save its arrays: ${python(`import pandas, numpy; x = pandas.read_pickle("${path}"); numpy.savez("${path}.npz", **x)`)} (a DataFrame: x.to_csv(...); an array: numpy.save)`,
};
const FEATHER: Kind = {
  what: "a Feather (Arrow) file",
  remedy: (path) => python(`import pandas; pandas.read_feather("${path}").to_parquet("${path}.parquet")`),
};
const ZARR: Kind = {
  what: "a Zarr store",
  remedy: (path) =>
    `save its arrays: ${python(`import zarr, numpy; x = zarr.open("${path}", mode="r"); numpy.savez("${path}.npz", **{k: v[:] for k, v in x.arrays()})`)}`,
};
const NWB_ZARR: Kind = {
  what: "an NWB file stored in Zarr",
  remedy: (path) =>
    `export it to HDF5: ${python(`from hdmf_zarr import NWBZarrIO as Z; from pynwb import NWBHDF5IO as H; r = Z("${path}", "r"); H("${path}.nwb", "w").export(src_io=r, write_args=dict(link_data=False))`)}`,
};
const RDS: Kind = {
  what: "an R data file",
  remedy: (path) =>
    `Rscript -e 'write.csv(readRDS("${path}"), "${path}.csv", row.names=FALSE)' (.RData: load("${path}") first)`,
};
const JSON_FILE: Kind = {
  what: "JSON",
  remedy: (path) =>
    `save its lists as arrays: ${python(`import json, numpy; numpy.savez("${path}.npz", **json.load(open("${path}")))`)} (a table: pandas.read_json("${path}").to_csv(...))`,
};
const MATLAB4: Kind = {
  what: "a MATLAB file of version 4",
  remedy: (path) =>
    `in MATLAB: s = load("${path}"); save("${path}", "-struct", "s", "-v7"); or ${python(`from scipy.io import loadmat, savemat; savemat("new.mat", loadmat("${path}"))`)}`,
};
const OCTAVE: Kind = {
  what: "a text file of Octave",
  remedy: (path) => `in Octave: s = load("${path}"); save("-v7", "new.mat", "-struct", "s")`,
};
const SAFETENSORS: Kind = {
  what: "a safetensors file",
  remedy: (path) =>
    python(`import numpy; from safetensors.numpy import load_file; numpy.savez("${path}.npz", **load_file("${path}"))`),
};
const statistics = (what: string, reader: string): Kind => ({
  what,
  remedy: (path) => python(`import pandas; pandas.${reader}("${path}").to_csv("${path}.csv", index=False)`),
});
const STATA = statistics("a Stata file", "read_stata");
const recording = (what: string, reader: string): Kind => ({
  what,
  remedy: (path) =>
    `it holds raw recordings; sort spikes first, or convert to NWB with NeuroConv; in Python neo.io.${reader}("${path}") reads it`,
});
const packed = (what: string, unpack: string): Kind => ({
  what,
  remedy: (path) => `unpack it first: ${unpack} ${path}`,
});
const picture = (what: string): Kind => ({
  what,
  remedy: () => "it holds no arrays of activity; save those as npz, csv or HDF5",
});

/** By the first bytes, in hexadecimal digits. */
const BYTES: readonly (readonly [RegExp, Kind])[] = [
  [/^d0cf11e0a1b11ae1/, { ...EXCEL, what: "an old Excel workbook (.xls), or another file of Office" }],
  [/^80028a0a6cfc9c46f920/, TORCH],
  [/^800[2-5](95|7d|5d|63|58|4b|28|71|4e|8c)/, PICKLE],
  [/^580a000000(02|03)/, RDS],
  [/^(6[c-f]|7[0-7])(01|02)0100/, STATA],
  [/^.{6}0{10}7b22/, SAFETENSORS],
  [/^fd377a585a00/, packed("compressed by xz", "unxz")],
  [/^28b52ffd/, packed("compressed by zstd", "unzstd")],
  [/^377abcaf/, packed("a 7z archive", "7z x")],
  [/^.{514}7573746172/, packed("a tar archive", "tar -xf")],
  [/^(c19102c6|ac2791d6)/, recording("an Intan file", "IntanIO")],
  [/^(89504e47|ffd8ff|49492a00|4d4d002a)/, picture("an image")],
  [/^(52494646.{8}41564920|.{8}66747970|1a45dfa3)/, picture("a film")],
];

/** By the first words. */
const WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(ARROW1|FEA1)/, FEATHER],
  [/^RD[AX][23]\n/, RDS],
  [/^\$FL[23]/, statistics("an SPSS file", "read_spss")],
  [/^<stata_dta>/, STATA],
  [
    /^SQLite format 3/,
    {
      what: "an SQLite database",
      remedy: (path) => `save a table as csv: sqlite3 -csv -header ${path} "select * from TABLE"`,
    },
  ],
  [/^BZh/, packed("compressed by bzip2", "bunzip2")],
  [/^Rar!/, packed("a rar archive", "unrar x")],
  [/^(NEX1|NEX5)/, recording("a NeuroExplorer file", "NeuroExplorerIO")],
  [/^PLEX/, recording("a Plexon file", "PlexonIO")],
  [/^(NEURALEV|NEURALSG|NEURALCD|BREVENTS|BRSMPGRP)/, recording("a Blackrock file", "BlackrockIO")],
  [/^#{8,16} Neuralynx/, recording("a Neuralynx file", "NeuralynxIO")],
  [/^GIF8/, picture("an image")],
  [/^%PDF/, picture("a PDF document")],
  [
    /^version https:\/\/git-lfs/,
    { what: "a pointer of Git LFS, not the file itself", remedy: () => "fetch it: git lfs pull" },
  ],
  [
    /^\/annex\/objects\//,
    { what: "a pointer of git-annex, not the file itself", remedy: (path) => `fetch it: datalad get ${path}` },
  ],
  [
    /^\s*<(!doctype html|html)/i,
    { what: "a web page", remedy: () => "the download went wrong; download the file itself" },
  ],
  [/^\s*<\?xml/i, { what: "an XML file", remedy: () => "save its tables as csv" }],
  [/^# Created by Octave/, OCTAVE],
  [/^\(dp\d|^\(lp\d|^ccopy_reg\n|^cnumpy\./, PICKLE],
  [/^\s*[{[]\s*(["\d[{\]}-]|true\b|false\b|null\b)/, JSON_FILE],
];

/** Of zip archives, by the names of their members. */
const MEMBERS: readonly (readonly [RegExp, Kind])[] = [
  [/^xl\/workbook\.(xml|bin)$/, EXCEL],
  [/^content\.xml$/, { ...EXCEL, what: "an OpenDocument file (LibreOffice)" }],
  [/^Index\/Document\.iwa$/, { ...EXCEL, what: "a Numbers spreadsheet" }],
  [/^(word|ppt)\//, picture("an Office document")],
  [/(^|\/)data\.pkl$/, TORCH],
  [/(^|\/)(\.zarray|\.zgroup|\.zattrs|\.zmetadata|zarr\.json)$/, ZARR],
  [/\.(csv|tsv|txt|mat|h5|nwb|npy\.gz)$/i, packed("an archive of files", "unzip")],
];

/** By its ending, where the content tells nothing. */
const ENDINGS: readonly (readonly [RegExp, Kind])[] = [
  [/\.(pt|pth)$/i, TORCH],
  [/\.(pkl|pickle|joblib)$/i, PICKLE],
  [/\.(feather|arrow|ipc)$/i, FEATHER],
  [/\.(rds|rdata|rda)$/i, RDS],
  [/\.safetensors$/i, SAFETENSORS],
  [/\.(json|jsonl|ndjson)$/i, JSON_FILE],
  [/\.zarr$/i, ZARR],
  [/\.(jld2?|jl)$/i, { what: "a file of Julia", remedy: () => "save its arrays with NPZ.npzwrite or HDF5.h5write" }],
];

const formatOf = ({ what, remedy }: Kind, path: string): ForeignFormat => ({ what, remedy: remedy(path) });

/** So many bytes tell. */
const LOOK = 512;

/** What begins so, under this name; undefined for what is not recognised. */
export function foreignFormat(start: Uint8Array, path: string): ForeignFormat | undefined {
  if (isMatlab4(start)) return formatOf(MATLAB4, path);
  const text = latin1(start.subarray(0, LOOK));
  const bytes = Array.from(start.subarray(0, LOOK), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const [kind] = [
    ...BYTES.filter(([pattern]) => pattern.test(bytes)),
    ...WORDS.filter(([pattern]) => pattern.test(text)),
    ...ENDINGS.filter(([ending]) => ending.test(path)),
  ];
  return kind && formatOf(kind[1], path);
}

/** What a zip archive of these members is; undefined for what is not recognised. */
export function foreignArchive(members: readonly string[], path: string): ForeignFormat | undefined {
  const kind = MEMBERS.find(([pattern]) => members.some((name) => pattern.test(name)));
  return kind && formatOf(kind[1], path);
}

/** What a folder is that holds these files; undefined for what is not recognised. */
export function foreignFolder(names: readonly string[], attributes: string, path: string): ForeignFormat | undefined {
  if (!names.some((name) => /^(\.zarray|\.zgroup|\.zattrs|\.zmetadata|zarr\.json)$/.test(name))) return undefined;
  return formatOf(/nwb_version|NWBFile/.test(attributes) ? NWB_ZARR : ZARR, path);
}

export const foreignError = (path: string, { what, remedy }: ForeignFormat): InputError =>
  new InputError(`${path} is ${what}, which is not read here: ${remedy}`);

/** R packs its files with gzip. */
export const isPackedR = (start: Uint8Array): boolean => /^(RD[AX][23]|[XA])\n/.test(latin1(start));
export const rFormat = (path: string): ForeignFormat => formatOf(RDS, path);

/**
 * A header of five whole numbers and a name. Source: MathWorks, "MAT-File Format", chapter 2, "Level 4 MAT-File Format": type MOPT
 * with M the machine, O zero, P the precision and T full, text or sparse.
 */
function isMatlab4(start: Uint8Array): boolean {
  if (start.length < 21) return false;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return [true, false].some((little) => {
    const [type, rows, columns, complex, length] = [0, 4, 8, 12, 16].map((at) => view.getInt32(at, little));
    const [machine, zero, precision, form] = [1000, 100, 10, 1].map((place) => Math.floor(type / place) % 10);
    const fits = type >= 0 && type < 5000 && machine === (little ? 0 : 1) && zero === 0 && precision < 6 && form < 3;
    if (!(fits && rows >= 0 && columns >= 0 && rows * columns > 0 && (complex === 0 || complex === 1))) return false;
    return (
      length > 1 &&
      length < 100 &&
      /^[A-Za-z]\w*\0?$/.test(latin1(start.subarray(20, Math.min(start.length, 20 + length))))
    );
  });
}
