"""Datasets, and what a search finds."""
from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from . import _html
from ._axes import unknown
from .cubes import Cube
from .errors import EtalonError

if TYPE_CHECKING:
    import xarray

    from .client import Client
    from .runs import Run


class Dataset(Mapping[str, Cube]):
    """A dataset: its cubes by name, and what is known of it. Nothing is asked of the server before it is needed."""

    def __init__(self, client: Client, id: str, summary: dict[str, Any] | None = None) -> None:
        self.client = client
        self.id = id
        self._summary = summary or {}
        self._detail: dict[str, Any] | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return str(self._known("name"))

    @property
    def description(self) -> str:
        return str(self._known("description") or "")

    @property
    def format(self) -> str:
        return str(self._known("format"))

    @property
    def nbytes(self) -> int:
        """Bytes on the server's disk."""
        return int(self._known("bytes"))

    @property
    def created(self) -> str:
        return str(self._known("created"))

    @property
    def location(self) -> str:
        """Where it lies on the server: below its data folder, or the path of what is read in place."""
        return str(self._known("location"))

    @property
    def metadata(self) -> dict[str, Any]:
        """What its source says of it; find(…) searches it."""
        return dict(self._all.get("metadata") or {})

    @property
    def run(self) -> Run | None:
        """The run that made it."""
        made_by = self._known("run")
        return self.client.get_run(made_by) if made_by else None

    def __getitem__(self, name: str) -> Cube:
        self._cube_info(name)
        return Cube(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter([cube["name"] for cube in self._all["cubes"]])

    def __len__(self) -> int:
        return len(self._all["cubes"])

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def to_xarray(self, cubes: Sequence[str] = ()) -> xarray.Dataset:
        """All cubes, or those named, as one xarray.Dataset whose samples are read when they are needed."""
        from ._xarray import to_dataset

        return to_dataset(self, cubes or list(self))

    def lineage(self, direction: str = "up") -> dict[str, Any]:
        """What it came from ("up"), or what came from it ("down")."""
        return dict(self.client.call("GET", f"/api/datasets/{self.id}/lineage", query={"direction": direction}))

    def export(self, path: str, format: str = "netcdf", **options: Any) -> Run:
        """Writes it to a file on the server's machine: netcdf, hdf5, zarr or npy."""
        return self.client._export(self.id, path, format, options)

    def verify(self) -> dict[str, Any]:
        """Reads every byte of it and checks it."""
        return dict(self.client.call("POST", f"/api/datasets/{self.id}/verify", again=True, timeout=3600))

    def delete(self) -> None:
        """Deletes it for good; what was derived from it stays."""
        self.client.call("DELETE", f"/api/datasets/{self.id}")

    def __repr__(self) -> str:
        try:
            return f"<etalon.Dataset '{self.name}' {self.id}: {', '.join(self) or 'no cubes'}>"
        except EtalonError as failure:
            return f"<etalon.Dataset {self.id}: {failure}>"

    def _repr_html_(self) -> str:
        try:
            return _html.dataset(self)
        except EtalonError as failure:
            return _html.trouble(f"Dataset {self.id}", failure)

    def _known(self, key: str) -> Any:
        return self._summary[key] if key in self._summary else self._all.get(key)

    def _cube_info(self, name: str) -> dict[str, Any]:
        for cube in self._all["cubes"]:
            if cube["name"] == name:
                return dict(cube)
        raise unknown("cube", name, list(self), f"Dataset '{self.name}'")

    @property
    def _all(self) -> dict[str, Any]:
        with self._lock:
            if self._detail is None:
                self._detail = dict(self.client.call("GET", f"/api/datasets/{self.id}"))
            return self._detail


class Found(Sequence[Dataset]):
    """What a search found, newest first. It is fetched in pages as far as it is looked at; len() fetches all."""

    def __init__(self, client: Client, order: dict[str, Any], most: int | None) -> None:
        self._client = client
        self._order = order
        self._most = most
        self._items: list[Dataset] = []
        self._next: str | None = None
        self._ended = False
        self.facets: dict[str, Any] = {}
        self.total: int | None = None
        self._fetch()

    @overload
    def __getitem__(self, index: int) -> Dataset: ...

    @overload
    def __getitem__(self, index: slice) -> list[Dataset]: ...

    def __getitem__(self, index: int | slice) -> Dataset | list[Dataset]:
        wanted = index.stop if isinstance(index, slice) else index + 1
        from_end = (index.start is not None and index.start < 0) or wanted is None or wanted < 0 if isinstance(index, slice) else index < 0
        while not self._ended and (from_end or len(self._items) < wanted):
            self._fetch()
        return self._items[index]

    def __iter__(self) -> Iterator[Dataset]:
        at = 0
        while at < len(self._items) or not self._ended:
            if at == len(self._items):
                self._fetch()
                continue
            yield self._items[at]
            at += 1

    def __len__(self) -> int:
        while not self._ended:
            self._fetch()
        return len(self._items)

    def __bool__(self) -> bool:
        return bool(self._items)

    def __repr__(self) -> str:
        more = "" if self._ended else " and more"
        return f"<etalon: {len(self._items)} datasets{more}: {', '.join(one.name for one in self._items[:8])}{', …' if len(self._items) > 8 else ''}>"

    def _repr_html_(self) -> str:
        return _html.found(self._items, self._ended)

    def _fetch(self) -> None:
        left = 50 if self._most is None else min(50, self._most - len(self._items))
        if left <= 0:
            self._ended = True
            return
        order: dict[str, Any] = {**self._order, "limit": left}
        if self._next:
            order = {**order, "before": self._next, "facets": []}
        page = self._client.call("POST", "/api/datasets/find", body=order, again=True)
        if not self._next:
            self.facets, self.total = dict(page.get("facets") or {}), page.get("total")
        self._items.extend(Dataset(self._client, item["id"], _summary(item)) for item in page["items"])
        self._next = page.get("next")
        self._ended = not self._next or not page["items"] or (self._most is not None and len(self._items) >= self._most)


def _summary(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in ("cubes", "metadata")}
