/** An NWB file of spikes, two positions and, in `acquisition`, four channels of voltage on the clock of the first. */
import { File, ready } from "h5wasm";

/** `start`: of the positions, s; they last for 2 s, and the spikes come from 1 to 2 s. */
export async function writtenSession(start: number): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new File("session.nwb", "w");
  file.create_attribute("nwb_version", "2.6.0");
  const series = (path: string, type: string, from: number, columns: number) => {
    const group = file.create_group(path);
    group.create_attribute("neurodata_type", type);
    const times = Float64Array.from({ length: 20 }, (_, sample) => from + sample / 10);
    const values = Float64Array.from({ length: 20 * columns }, (_, at) => at);
    group.create_dataset({ name: "data", data: values, shape: columns === 1 ? [20] : [20, columns] });
    group.create_dataset({ name: "timestamps", data: times });
  };
  const units = file.create_group("units");
  units.create_dataset({ name: "spike_times", data: Float64Array.of(1, 2, 1.5) });
  units.create_dataset({ name: "spike_times_index", data: Int32Array.of(2, 3) });
  for (const path of ["processing", "processing/behavior", "processing/behavior/Position", "acquisition"])
    file.create_group(path);
  series("processing/behavior/Position/first", "SpatialSeries", start, 2);
  series("processing/behavior/Position/second", "SpatialSeries", start, 2);
  series("acquisition/voltage", "TimeSeries", 0, 4);
  file.close();
  const bytes = FS?.readFile("session.nwb");
  if (!(bytes instanceof Uint8Array)) throw new Error("no file was written");
  return bytes;
}
