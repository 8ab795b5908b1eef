/** How the names of files of data end. */
export const DATA_ENDING = /\.(npz|npy|csv|tsv|txt|h5|hdf5|nwb|mat|parquet|pq)$/i;
