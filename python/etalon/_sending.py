"""Sends bytes to the server in parts: as large as the line carries them in about two seconds, and on from where it was cut."""
from __future__ import annotations

import base64
import hashlib
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from . import _html
from ._files import Source
from ._progress import Bar
from ._transport import Patience, Raw, Transport, is_passing
from .errors import EtalonError, ServerTrouble, TookTooLong

_FIRST = 1 << 20
_LEAST = 256 << 10
_MOST = 16 << 20
_PART_SECONDS = 2.0
# What is told of the rate is that of the last parts.
_REMEMBERED = 16
_STORAGE_FULL = 507
_TOO_LARGE = 413
# The server counted nothing of the part; how far it is says what comes next.
_NOT_COUNTED = ("digest-mismatch", "wrong-offset", "upload-busy")

View = dict[str, Any]


def begin(transport: Transport, source: Source, name: str) -> View:
    """An upload of these files: a new one, or the one that they were sent into before and that was cut."""
    order = {"name": name or source.name, "files": [file.describe() for file in source.files]}
    return patiently(Patience(transport.patience), lambda: dict(transport.call("POST", "/api/uploads", body=order, again=True, attempts=1).json()))


def look(transport: Transport, id: str) -> View:
    """An upload as the server has it now."""
    return dict(transport.call("GET", f"/api/uploads/{id}", attempts=1).json())


def send(transport: Transport, source: Source, view: View, until: float, keep: Callable[[View], None], bar: Bar) -> None:
    """Sends what is not there yet; `keep` is told the upload's view after every part.

    A part is never sent twice unasked: after every failure the server says how far it is. It is tried again until nothing has got
    through for the transport's patience.
    """
    pace = _Pace(view["mostAtOnce"])
    told = _Told(bar, source.size, view["received"])
    at, known = view["received"], True
    trouble: Patience | None = None
    while not known or at < source.size:
        if time.monotonic() > until:
            raise TookTooLong("timeout", f"Sending '{source.place}' has not ended in time.", "Upload it again: it goes on from where it was.")
        try:
            now = _part(transport, source, view["id"], at, pace) if known else look(transport, view["id"])
        except EtalonError as failure:
            smaller = known and pace.slows_down(failure)
            if not smaller and not may_pass(failure):
                raise
            trouble, known = trouble or Patience(transport.patience), False
            trouble.pause(failure)
            continue
        keep(now)
        if now["received"] > at:
            trouble = None
        elif known:
            raise ServerTrouble("bad-answer", f"The server took a part of '{source.place}' and did not count it.", "Client and server may not fit.")
        at, known = now["received"], True
        told.tell(at)


class _Pace:
    """How much is sent at once."""

    def __init__(self, most: int) -> None:
        self._most = min(_MOST, most)
        self.size = min(_FIRST, self._most)

    def took(self, count: int, seconds: float) -> None:
        wanted = int(count / max(seconds, 1e-6) * _PART_SECONDS)
        self.size = min(max(wanted, _LEAST), 4 * self.size, self._most)

    def slows_down(self, failure: EtalonError) -> bool:
        """A line that was cut, or a proxy that takes no more, is asked to carry less; whether a proxy's refusal is answered by that."""
        before = self.size
        if failure.status == _TOO_LARGE:
            self._most = self.size = min(before, max(_LEAST, before // 2))
        elif failure.status in (0, 502, 504):
            self.size = min(before, max(_LEAST, before // 4))
        return self.size < before and failure.status == _TOO_LARGE


class _Told:
    """What the bar shows: bytes, their rate, the time that is left."""

    def __init__(self, bar: Bar, size: int, at: int) -> None:
        self._bar = bar
        self._size = size
        self._seen = deque([(time.monotonic(), at)], _REMEMBERED)
        self._show(at, 0.0)

    def tell(self, at: int) -> None:
        self._seen.append((time.monotonic(), at))
        since, begin = self._seen[0]
        # A server may have lost what it had.
        self._show(at, max(0, at - begin) / max(self._seen[-1][0] - since, 1e-6))

    def _show(self, at: int, rate: float) -> None:
        step = f"{_html.size(at)} of {_html.size(self._size)}" + (f", {_html.size(int(rate))}/s" if rate else "")
        left = (self._size - at) / rate if rate else None
        self._bar.show({"done": at / self._size if self._size else 1.0, "step": step, "secondsLeft": left, "bytes": at, "bytesInAll": self._size})


def _part(transport: Transport, source: Source, id: str, at: int, pace: _Pace) -> View:
    content = source.read(at, pace.size)
    headers = {
        "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(at),
        "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:",
    }
    began = time.monotonic()
    view = transport.call("PATCH", f"/api/uploads/{id}", body=Raw(content, headers), again=False, attempts=1).json()
    pace.took(len(content), time.monotonic() - began)
    return dict(view)


def patiently(patience: Patience, act: Callable[[], View]) -> View:
    """Does it again until it is done or there is no patience left."""
    while True:
        try:
            return act()
        except EtalonError as failure:
            if not may_pass(failure):
                raise
            patience.pause(failure)


def may_pass(failure: EtalonError) -> bool:
    """Whether it is worth another try, if the server is first asked how far it is."""
    return is_passing(failure, repeatable=True) or failure.status == _STORAGE_FULL or failure.code in _NOT_COUNTED
