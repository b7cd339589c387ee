"""Answers of different programs, brought into one form and compared."""
import dataclasses

import h5py
import netCDF4
import numpy as np


@dataclasses.dataclass
class Check:
    """An answer compared with another program's."""
    text: str
    ok: bool


class Answers:
    """Etalon's results, read through its own interface."""

    def __init__(self, etalon):
        self._etalon = etalon

    def of(self, outcome):
        return np.squeeze(self._etalon.samples(outcome.last["place"]))


def netcdf(file, variable):
    with netCDF4.Dataset(file) as data:
        data.set_auto_mask(False)
        return np.squeeze(data[variable][:])


def part(file, variable, where):
    with h5py.File(file) as data:
        return data[variable][where]


def inner(file, variable, operation, rows):
    """The answer for the first rows of the slowest axis, folded over the fastest one in float64."""
    samples = part(file, variable, np.s_[:rows]).astype(np.float64)
    return {"max": np.max, "mean": np.mean, "std": np.std}[operation](samples, axis=-1)


def compare(what, mine, other, tolerance):
    """Largest difference relative to the other's largest value; 0 asks for the same bits of the same type."""
    mine, other = np.squeeze(np.asarray(mine)), np.squeeze(np.asarray(other))
    if mine.shape != other.shape:
        return Check(f"{what}: shapes {mine.shape} and {other.shape}", False)
    if tolerance == 0:
        same = bool(np.array_equal(mine, other.astype(mine.dtype), equal_nan=True))
        return Check(f"{what}: {'identical' if same else f'{int(np.sum(mine != other))} samples differ'}", same)
    scale = float(np.nanmax(np.abs(other))) or 1.0
    missing = bool(np.array_equal(np.isnan(mine), np.isnan(other)))
    deviation = float(np.nanmax(np.abs(mine.astype(np.float64) - other.astype(np.float64)))) / scale
    return Check(f"{what}: largest relative difference {deviation:.1e} (allowed {tolerance:.0e})", missing and deviation <= tolerance)
