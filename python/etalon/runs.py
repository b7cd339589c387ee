"""Runs: operators and workflows at work on the server."""
from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from . import _html
from ._progress import Bar, Watcher
from .cubes import Cube
from .datasets import Dataset
from .errors import EtalonError, Refused, RunFailed, TookTooLong, Unreachable

if TYPE_CHECKING:
    from .client import Client

_DAY = 86_400.0
# A run in the queue, or between two steps, has nothing to tell for a while: then its state is looked at.
_SILENCE = 15.0
_LOOK = 0.2


class Run:
    """A run: its state when it was last looked at, and the cubes that it made."""

    def __init__(self, client: Client, view: dict[str, Any]) -> None:
        self._client = client
        self._view = view

    @property
    def id(self) -> str | None:
        """None where nothing had to run: a plan, or files catalogued where they are."""
        return self._view.get("run")

    @property
    def state(self) -> str:
        """queued, running, done, failed, cancelled, interrupted, or planned."""
        return str(self._view["state"])

    @property
    def is_live(self) -> bool:
        return self.state in ("queued", "running")

    @property
    def name(self) -> str:
        return str(self._view.get("name") or "")

    @property
    def operator(self) -> str:
        return str(self._view.get("operator") or "")

    @property
    def created(self) -> str:
        return str(self._view.get("created") or "")

    @property
    def outputs(self) -> dict[str, Cube]:
        """The cubes it made, by name."""
        return {name: self._cube(place) for name, place in (self._view.get("outputs") or {}).items()}

    @property
    def output(self) -> Cube:
        """The only cube it made."""
        if len(self.outputs) != 1:
            raise Refused("which-output", f"The run has {len(self.outputs)} outputs: {', '.join(self.outputs) or 'none'}.", "Use run.outputs['NAME'].")
        return next(iter(self.outputs.values()))

    @property
    def inputs(self) -> dict[str, Cube]:
        return {name: self._cube(place) for name, place in (self._view.get("inputs") or {}).items()}

    @property
    def progress(self) -> dict[str, Any]:
        return dict(self._view.get("progress") or {})

    @property
    def statistics(self) -> dict[str, Any]:
        """What it cost: seconds, bytes, memory."""
        return dict(self._view.get("statistics") or {})

    @property
    def refusal(self) -> dict[str, Any]:
        """Why it failed: code, message, help."""
        return dict(self._view.get("refusal") or {})

    @property
    def remarks(self) -> list[str]:
        return list(self._view.get("remarks") or [])

    @property
    def cached(self) -> bool:
        """Whether an earlier result was used."""
        return bool(self._view.get("cached"))

    @property
    def plan(self) -> str:
        """What would be done, and what it would cost, where only that was asked for."""
        return str(self._view.get("planText") or "")

    @property
    def request(self) -> dict[str, Any]:
        """The order, as it can be given again."""
        return dict(self._view.get("request") or {})

    def refresh(self) -> Run:
        """Looks at it anew."""
        if self.id:
            self._view = self._client.call("GET", f"/api/runs/{self.id}")
        return self

    def wait(self, timeout: float = _DAY, progress: bool | Watcher | None = None) -> Run:
        """Waits for its end. Ctrl-C cancels the run; after `timeout` seconds only the waiting ends.

        `progress` is True or False for a bar or none, a function that is told how far it is, or None for a bar where somebody looks.
        """
        until = time.monotonic() + timeout
        try:
            with Bar(self.name or self.operator, progress) as bar:
                while self.is_live:
                    self._follow(bar, until)
        except KeyboardInterrupt:
            self.cancel()
            raise
        if self.state in ("done", "planned"):
            return self
        why = self.refusal
        raise RunFailed(
            str(why.get("code") or self.state), str(why.get("message") or f"Run {self.id} ({self.operator}) ended as '{self.state}'."),
            str(why.get("help") or ""), self)

    def cancel(self) -> Run:
        """Stops it."""
        if self.id:
            self._view = self._client.call("POST", f"/api/runs/{self.id}/cancel", body={}, again=True)
        return self

    def retry(self) -> Run:
        """Orders it anew where it failed, was cancelled or interrupted; the new run, not waited for."""
        return Run(self._client, self._client.call("POST", f"/api/runs/{self.id}/retry", body={}))

    def compare(self, other: Run, tolerance: float | None = None) -> dict[str, Any]:
        """The two finished runs beside each other: their steps, and their results sample by sample."""
        return dict(self._client.call("GET", "/api/runs/compare", query={"first": self.id, "second": other.id, "tolerance": tolerance}))

    def log(self) -> str:
        """What it said."""
        return self._client._transport.call("GET", f"/api/runs/{self.id}/log").content.decode("utf-8", "replace")

    def why(self) -> str:
        """Why it was computed and not taken from the cache."""
        return str(self._client.call("GET", f"/api/runs/{self.id}/why").get("reason", ""))

    def __repr__(self) -> str:
        made = f": {', '.join(cube.id for cube in self.outputs.values())}" if self.outputs else ""
        return f"<etalon.Run {self.id} {self.operator} {self.state}{made}>"

    def _repr_html_(self) -> str:
        return _html.run(self)

    def _follow(self, bar: Bar, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TookTooLong("timeout", f"Run {self.id} has not ended yet; it goes on.", "Wait again with run.wait(), or stop it with run.cancel().")
        try:
            for name, data in self._client._transport.events(f"/api/runs/{self.id}/events", min(_SILENCE, left)):
                if name == "end":
                    self._view = data
                    return
                bar.show(data)
                if time.monotonic() > until:
                    return
        except (OSError, http.client.HTTPException, ValueError):
            # Silence, or the connection broke, or the server was started anew: its state tells, when it answers again.
            pass
        except EtalonError as failure:
            if failure.status < 500 and not isinstance(failure, Unreachable):
                raise
        time.sleep(min(_LOOK, max(0.0, until - time.monotonic())))
        self.refresh()

    def _cube(self, place: dict[str, Any]) -> Cube:
        return Cube(Dataset(self._client, place["dataset"]), place["cube"])


class Runs(Sequence[Run]):
    """Runs, newest first."""

    def __init__(self, items: list[Run]) -> None:
        self._items = items

    @overload
    def __getitem__(self, index: int) -> Run: ...

    @overload
    def __getitem__(self, index: slice) -> list[Run]: ...

    def __getitem__(self, index: int | slice) -> Run | list[Run]:
        return self._items[index]

    def __iter__(self) -> Iterator[Run]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self._items)) or "<etalon: no runs>"

    def _repr_html_(self) -> str:
        return _html.runs(self._items)
