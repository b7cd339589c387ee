"""The Python peers, in one process that stays warm: numpy, h5py, netCDF4, xarray + dask. One JSON order a line, one answer a line."""
import json
import os
import resource
import shutil
import sys
import time
import warnings

import dask
import h5py
import netCDF4
import numpy as np
import xarray as xr

warnings.filterwarnings("ignore")
dask.config.set(scheduler="threads", num_workers=2)


def reduce_xarray(file, variable, operation, axis, chunks, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        return np.asarray(getattr(data[variable], operation)(axis).values)


def reduce_dask_map(file, variable, operation, axis, rows, out=""):
    """dask without the HDF5 library: blocks of a memory map of the contiguous samples."""
    import dask.array as da
    return np.asarray(getattr(da.from_array(_map(file, variable), chunks=(rows, -1, -1)), operation)(axis=axis).compute())


def reduce_numpy(file, variable, operation, axis, rows, out=""):
    """One thread, blocks that stay in cache, no library between it and the page cache."""
    samples = _map(file, variable)
    function = {"max": np.max, "mean": np.mean, "std": np.std, "median": np.median}[operation]
    if axis == 0:
        parts = [function(samples[:, i:i + rows], axis=0) for i in range(0, samples.shape[1], rows)]
    else:
        parts = [function(samples[i:i + rows], axis=axis) for i in range(0, samples.shape[0], rows)]
    return np.concatenate(parts)


def median_xarray(file, variable, axis, chunks, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        return np.asarray(data[variable].median(axis).values)


def monthly_xarray(file, variable, chunks, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        return np.asarray(data[variable].resample(time="1MS").mean().values)


def five_xarray(file, variable, axis, chunks, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        x = data[variable]
        return np.asarray((abs(x * np.float32(1.8) - np.float32(459.67)) / np.float32(2) + np.float32(1)).mean(axis).values)


def iradon(file, size, angles, out=""):
    """One slice by scikit-image, from a sinogram in memory; its axis of rotation is at column size // 2, ours half a pixel before."""
    from scipy.ndimage import shift
    from skimage.transform import iradon as backproject
    sinogram = np.fromfile(file, np.float32, size * angles).reshape(angles, size).T.astype(np.float64)
    moved = shift(sinogram, (size // 2 - (size - 1) / 2, 0), order=3)
    theta = np.arange(angles) * 180.0 / angles
    began = time.perf_counter()
    slice_ = backproject(moved, theta=theta, filter_name="ramp", interpolation="linear", circle=True)
    return slice_, time.perf_counter() - began


def _flush(folder):
    """Every file of a store to the disk, as a store that is kept needs it."""
    for place, _, names in os.walk(folder):
        for name in names:
            handle = os.open(os.path.join(place, name), os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)


def rechunk_xarray(file, variable, chunks, target, store, flush=False, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        cube = data[[variable]].chunk(target)
        for name in cube.variables:
            cube[name].encoding = {}
        cube[variable].encoding = {"compressor": None}
        cube.to_zarr(store, mode="w", consolidated=True)
    if flush:
        _flush(store)
    return np.zeros(0)


def read_netcdf4(file, variable, out=""):
    with netCDF4.Dataset(file) as data:
        data.set_auto_mask(False)
        return np.asarray(data[variable][:].max())


def read_h5py(file, variable, out=""):
    with h5py.File(file) as data:
        return np.asarray(data[variable][:].max())


def read_xarray(file, variable, chunks, out=""):
    with xr.open_dataset(file, chunks=chunks) as data:
        return np.asarray(data[variable].max().values)


def write_netcdf4(file, variable, target, out=""):
    """Samples that are in memory already go to a contiguous variable."""
    samples = _held(file, variable)
    began = time.perf_counter()
    with netCDF4.Dataset(target, "w") as data:
        data.set_fill_off()
        for axis, length in zip("xyz", samples.shape):
            data.createDimension(axis, length)
        data.createVariable(variable, "f4", tuple("xyz")[:samples.ndim], contiguous=True)[:] = samples
    return np.zeros(0), time.perf_counter() - began


def copy_xarray(file, variable, target, out=""):
    """Without dask: reading and writing netCDF files from the same threads can lock each other out for good."""
    with xr.open_dataset(file) as data:
        data[variable].encoding = {"contiguous": True}
        data.to_netcdf(target)
    return np.zeros(0)


_memory = {}


def _held(file, variable):
    if (file, variable) not in _memory:
        _memory.clear()
        with netCDF4.Dataset(file) as data:
            data.set_auto_mask(False)
            _memory[file, variable] = data[variable][:]
    return _memory[file, variable]


def forget(out=""):
    _memory.clear()
    return np.zeros(0)


def _map(file, variable):
    with h5py.File(file) as data:
        place = data[variable]
        return np.memmap(file, dtype=place.dtype, mode="r", offset=place.id.get_offset(), shape=place.shape)


def _cpu():
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return mine.ru_utime + mine.ru_stime


def answer(order):
    what = order.pop("do")
    out = order.get("out", "")
    clear = order.pop("clear", "")
    if clear:
        if os.path.isdir(clear):
            shutil.rmtree(clear)
        elif os.path.exists(clear):
            os.unlink(clear)
    cpu, began = _cpu(), time.perf_counter()
    result = globals()[what](**order)
    seconds = time.perf_counter() - began
    if isinstance(result, tuple):
        result, seconds = result
    used = min(_cpu() - cpu, 2 * seconds)
    if out:
        np.save(out, result)
    return {"seconds": seconds, "cpu": used}


def main():
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as fault:  # noqa: BLE001: every fault is told to the caller, who ends the row
            reply = {"error": f"{type(fault).__name__}: {fault}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
