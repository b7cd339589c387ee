"""Etalon from Python: find data, read parts of them as numpy or xarray, and run work on the server."""
from __future__ import annotations

from ._axes import Axis
from .client import Client, connect
from .cubes import Cube
from .datasets import Dataset, Found
from .errors import (
    EtalonError, NotAllowed, NotFound, NotSignedIn, Refused, RunFailed, SelectionError, ServerTrouble, TookTooLong, UnitError, UnknownName, Unreachable,
)
from .runs import Run, Runs
from .uploads import Upload

__version__ = "0.1.0"
__all__ = [
    "Axis", "Client", "Cube", "Dataset", "EtalonError", "Found", "NotAllowed", "NotFound", "NotSignedIn", "Refused", "Run", "RunFailed", "Runs",
    "SelectionError", "ServerTrouble", "TookTooLong", "UnitError", "UnknownName", "Unreachable", "Upload", "connect",
]
