/** Image data sets as their authors publish them: what a file or folder must hold, and how its images are numbered. */
import type { FactorGrid } from "../../protocols.js";
import { dspritesGrid } from "./dsprites.js";
import { falcor3dGrid, isaac3dGrid, mpi3dComplexGrid, mpi3dGrid } from "./sets3d.js";
import { shapes3dGrid } from "./shapes3d/shapes3d.js";

export interface ExpectedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** NumPy's kind and bytes. */
  readonly dtype: string;
}

interface CommonLayout {
  /** As `purecell data list` shows it. */
  readonly name: string;
  readonly title: string;
  /** Who made it. */
  readonly source: string;
  /** Where it is found and under which name. */
  readonly where: string;
  readonly grid: FactorGrid;
  readonly channels: 1 | 3;
  readonly notes?: readonly string[];
}

/** One file of arrays; images are one array [conditions x height x width (x channels)] of bytes. */
export interface FileLayout extends CommonLayout {
  readonly format: "npz" | "hdf5";
  /** What the file is usually called. */
  readonly usualName: RegExp;
  readonly images: ExpectedArray;
  /** The byte that is full white. */
  readonly white: 1 | 255;
  /** [conditions x factors] by which the numbering is checked: levels, or the factors' values. */
  readonly labels?: ExpectedArray & { readonly hold: "levels" | "values" };
  /** Others that the published file has. */
  readonly others: readonly ExpectedArray[];
  /** Of the published files, MD5 -> which of them it is; empty where none is published. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** A folder of numbered PNG images, 000000.png, 000001.png, ..., perhaps in a folder `images`. */
export interface FolderLayout extends CommonLayout {
  readonly format: "png";
  /** Allowed heights, which are also the widths. */
  readonly sides: readonly number[];
}

export type ImageLayout = FileLayout | FolderLayout;

const rows = (count: number, columns: number, name: string, dtype: string): ExpectedArray => ({
  name,
  shape: [count, columns],
  dtype,
});

const DSPRITES = {
  title: "dSprites",
  source: "Matthey, Higgins, Hassabis & Lerchner 2017",
  grid: dspritesGrid,
  channels: 1,
  white: 1,
  images: { name: "imgs", shape: [737280, 64, 64], dtype: "u1" },
  notes: ["orientations 0 and 39 are the same angle"],
} as const;

const mpi3d = {
  source: "Gondal et al. 2019",
  format: "npz",
  channels: 3,
  white: 255,
  others: [],
  notes: ["12.7 GB; read where it lies, since its one array is stored unpacked"],
} as const;

export const imageLayouts: readonly ImageLayout[] = [
  {
    ...DSPRITES,
    name: "dsprites-npz",
    where: "github.com/google-deepmind/dsprites-dataset, dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz (27 MB)",
    format: "npz",
    usualName: /dsprites.*\.npz$/i,
    labels: { ...rows(737280, 6, "latents_classes", "i8"), hold: "levels" },
    others: [rows(737280, 6, "latents_values", "f8")],
    checksums: { "7da33b31b13a06f4b04a70402ce90c2e": "dSprites" },
  },
  {
    ...DSPRITES,
    name: "dsprites-hdf5",
    where: "github.com/google-deepmind/dsprites-dataset, dsprites_ndarray_co1sh3sc6or40x32y32_64x64.hdf5",
    format: "hdf5",
    usualName: /dsprites.*\.(h5|hdf5)$/i,
    labels: { ...rows(737280, 6, "latents/classes", "i8"), hold: "levels" },
    others: [rows(737280, 6, "latents/values", "f8")],
    checksums: { b331c4447a651c44bf5e8ae09022e230: "dSprites" },
  },
  {
    name: "shapes3d-hdf5",
    title: "3D Shapes",
    source: "Burgess & Kim 2018",
    where: "github.com/google-deepmind/3d-shapes, 3dshapes.h5",
    grid: shapes3dGrid,
    format: "hdf5",
    usualName: /(3dshapes|shapes3d).*\.(h5|hdf5)$/i,
    channels: 3,
    white: 255,
    images: { name: "images", shape: [480000, 64, 64, 3], dtype: "u1" },
    labels: { ...rows(480000, 6, "labels", "f8"), hold: "values" },
    others: [],
    checksums: { "099a2078d58cec4daad0702c55d06868": "3D Shapes" },
  },
  {
    ...mpi3d,
    name: "mpi3d",
    title: "MPI3D toy, realistic and real",
    where: "github.com/rr-learning/disentanglement_dataset, mpi3d_toy.npz, mpi3d_realistic.npz, mpi3d_real.npz",
    grid: mpi3dGrid,
    usualName: /mpi3d.*\.npz$/i,
    images: { name: "images", shape: [1036800, 64, 64, 3], dtype: "u1" },
    checksums: {
      "55889cb7c7dfc655d6e0277beee88868": "MPI3D toy",
      "59a6225b88b635365f70c91b3e52f70f": "MPI3D realistic",
      "0f33f609918fb5c97996692f91129802": "MPI3D real",
    },
  },
  {
    ...mpi3d,
    name: "mpi3d-complex",
    title: "MPI3D real, complex shapes",
    where: "github.com/rr-learning/disentanglement_dataset, real-world complex shapes",
    grid: mpi3dComplexGrid,
    usualName: /complic|complex/i,
    images: { name: "images", shape: [460800, 64, 64, 3], dtype: "u1" },
    checksums: {},
  },
  {
    name: "isaac3d",
    title: "Isaac3D",
    source: "Nie et al. 2020",
    where: "github.com/NVlabs/High-res-disentanglement-datasets, Isaac3D_down128 or Isaac3D (13 or 190 GB)",
    grid: isaac3dGrid,
    format: "png",
    channels: 3,
    sides: [128, 512],
    notes: ["factors in the order of the authors' own program, in which files are numbered; their README has another"],
  },
  {
    name: "falcor3d",
    title: "Falcor3D",
    source: "Nie et al. 2020",
    where: "github.com/NVlabs/High-res-disentanglement-datasets, Falcor3D_down128 or Falcor3D (3.7 or 98 GB)",
    grid: falcor3dGrid,
    format: "png",
    channels: 3,
    sides: [128, 1024],
  },
];
