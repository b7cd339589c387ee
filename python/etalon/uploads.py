"""Files of this machine on their way to the server."""
from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _html, _sending
from ._files import Source
from ._progress import Bar, Watcher
from .errors import EtalonError, NotFound, TookTooLong, Unreachable
from .runs import Run

if TYPE_CHECKING:
    from .client import Client

# Files that are not what they were, or bytes that the server had and has no more: sending begins anew.
_LOST = ("file-changed", "upload-damaged")


class Upload:
    """Files that were sent, or a part of them, and are no dataset yet."""

    def __init__(self, client: Client, view: dict[str, Any]) -> None:
        self._client = client
        self._view = view

    @property
    def id(self) -> str:
        return str(self._view["id"])

    @property
    def name(self) -> str:
        return str(self._view["name"])

    @property
    def nbytes(self) -> int:
        """Bytes of all its files."""
        return int(self._view["bytes"])

    @property
    def received(self) -> int:
        """Bytes that the server has."""
        return int(self._view["received"])

    @property
    def created(self) -> str:
        return str(self._view["created"])

    @property
    def expires(self) -> str:
        """When the server throws it away, if nothing more is sent."""
        return str(self._view["expires"])

    def delete(self) -> None:
        """Throws away what was sent."""
        self._client.call("DELETE", f"/api/uploads/{self.id}")

    def __repr__(self) -> str:
        return f"<etalon.Upload '{self.name}' {self._percent} of {_html.size(self.nbytes)}, until {self._until}>"

    @property
    def _percent(self) -> str:
        return f"{self.received * 100 // self.nbytes if self.nbytes else 100} %"

    @property
    def _until(self) -> str:
        return f"{self.expires[:16].replace('T', ' ')} UTC"


def send_files(client: Client, path: str | Path, name: str, options: Mapping[str, Any], timeout: float, progress: bool | Watcher | None) -> Run:
    """Sends files, and imports them; the run that did it."""
    until = time.monotonic() + timeout
    source = Source(path)
    begun = Upload(client, _sending.begin(client._transport, source, name))
    with _remembering(begun):
        with Bar(begun.name, progress) as bar:
            _sending.send(client._transport, source, begun._view, until, lambda view: setattr(begun, "_view", view), bar)
        return _import(begun, {"name": name, **options}).wait(max(0.0, until - time.monotonic()), progress)


def _import(begun: Upload, order: dict[str, Any]) -> Run:
    client, before = begun._client, begun._view.get("run")
    try:
        return client._order(f"/api/uploads/{begun.id}/import", order, wait=True)
    except EtalonError as failure:
        # Where only the answer was lost, or a call that was cut has ordered it before, there is a run to wait for.
        in_use = failure.code == "upload-in-use"
        if not in_use and not isinstance(failure, (Unreachable, TookTooLong)):
            raise
        try:
            run = client.call("GET", f"/api/uploads/{begun.id}").get("run")
        except EtalonError:
            raise failure from None
        if run is None or (run == before and not in_use):
            raise
        return client.get_run(run)


@contextmanager
def _remembering(begun: Upload) -> Iterator[None]:
    """Whatever stops it: what was sent stays, and whoever sees the failure is told so; what can never be finished is thrown away."""
    try:
        yield
    except NotFound:
        raise
    except (EtalonError, KeyboardInterrupt) as stop:
        if isinstance(stop, EtalonError) and stop.code in _LOST:
            _forget(begun)
        else:
            stop.add_note(
                f"{begun._percent} of '{begun.name}' is on the server and stays until {begun._until}: upload() of the same files goes on from "
                "there, client.uploads() lists what is unfinished.")
        raise


def _forget(begun: Upload) -> None:
    try:
        begun.delete()
    except EtalonError:
        pass
