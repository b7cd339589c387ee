// Prints sums and selected values of every array named on the command line: node read.mjs STORE ARRAY...
import { open as openFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as zarr from "zarrita";

/** A store in a folder that hands out byte ranges, so that zarrita reads shards by their index. */
class Folder {
  constructor(root) {
    this.root = root;
  }

  async get(key) {
    try {
      return new Uint8Array(await readFile(join(this.root, key)));
    } catch (error) {
      if (error.code === "ENOENT") {
        return undefined;
      }
      throw error;
    }
  }

  async getRange(key, range) {
    let file;
    try {
      file = await openFile(join(this.root, key));
    } catch (error) {
      if (error.code === "ENOENT") {
        return undefined;
      }
      throw error;
    }
    try {
      const { size } = await file.stat();
      const length = "suffixLength" in range ? range.suffixLength : range.length;
      const offset = "suffixLength" in range ? size - length : range.offset;
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, offset);
      return bytes;
    } finally {
      await file.close();
    }
  }
}

const [path, ...names] = process.argv.slice(2);
const store = await zarr.withConsolidatedMetadata(new Folder(path), { format: "v3" });
const root = await zarr.open(store, { kind: "group" });
const result = { attributes: root.attrs, members: store.contents().map((member) => member.path), arrays: {} };
for (const name of names) {
  const array = await zarr.open(root.resolve(name), { kind: "array" });
  const { data, shape } = await zarr.get(array);
  const values = Array.from(data, (value) => (typeof value === "string" ? value : Number(value)));
  result.arrays[name] = {
    dtype: array.dtype,
    shape,
    dimensions: array.dimensionNames,
    units: array.attrs.units ?? "",
    missing: values.filter((value) => Number.isNaN(value)).length,
    sum: values.reduce((sum, value) => (typeof value === "number" && !Number.isNaN(value) ? sum + value : sum), 0),
    first: values.slice(0, 3),
    last: values.slice(-3),
  };
}
console.log(JSON.stringify(result));
