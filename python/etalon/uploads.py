"""Files of this machine on their way to the server."""
from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _html, _sending
from ._files import Source
from ._progress import Bar, Watcher
from ._transport import Patience
from .errors import EtalonError, NotFound
from .runs import Run

if TYPE_CHECKING:
    from .client import Client

# Files that are not what they were, or bytes that the server had and has no more: sending begins anew.
_LOST = ("file-changed", "upload-damaged")
# Among so many runs the one of an answer that was just lost is looked for.
_LATEST = 20


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
        run = _import(begun, {"name": name, **options}).wait(max(0.0, until - time.monotonic()), progress)
    # The server does so too, but where the import took its time only once a minute.
    _forget(begun)
    return run


def _import(begun: Upload, order: dict[str, Any]) -> Run:
    """Orders the import. Where only the answer was lost, or a call that was cut has ordered it before, there is a run already."""
    client, before = begun._client, begun._view.get("run")
    trouble: Patience | None = None
    while True:
        try:
            # On a line that is cut again and again, only a short answer has a chance.
            return client._order(f"/api/uploads/{begun.id}/import", order, wait=trouble is None)
        except EtalonError as failure:
            in_use = failure.code == "upload-in-use"
            if not in_use and not _sending.may_pass(failure):
                raise
            trouble = trouble or Patience(client._transport.patience)
            found = _run_of(begun, trouble)
            if found is not None and (in_use or found.id != before):
                return found
            trouble.pause(failure)


def _run_of(begun: Upload, trouble: Patience) -> Run | None:
    client = begun._client
    try:
        id = _sending.patiently(trouble, lambda: _sending.look(client._transport, begun.id)).get("run")
        return client.get_run(id) if id else None
    except NotFound:
        # It was imported and has vanished; the run's order names the place where it was.
        return next((run for run in client.runs(operator="import", limit=_LATEST) if begun.id in str(run.refresh().request)), None)


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
    with suppress(EtalonError):
        begun._client._transport.call("DELETE", f"/api/uploads/{begun.id}", attempts=1)
