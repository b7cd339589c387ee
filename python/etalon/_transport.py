"""Requests over a few kept connections: every wait has a limit, and what may be tried again is, with growing random pauses."""
from __future__ import annotations

import contextlib
import http.client
import json
import random
import socket
import ssl
import threading
import time
import urllib.parse
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from .errors import EtalonError, NotSignedIn, Refused, TookTooLong, Unreachable, of_answer

PARALLEL = 8
_ATTEMPTS = 6
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_CONNECT_SECONDS = 10.0
# The server lets go of a connection that was silent for two minutes; a request on such a one could be lost.
_KEEP_SECONDS = 45.0
_CHUNK = 256 << 10
_JSON = {"Content-Type": "application/json"}
# The other side, or the line, has ended a connection while something was sent.
_CUT = (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
# Refusals that no waiting changes, though their status is that of haste.
_LASTING = ("too-many-uploads",)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Answer:
    """A success."""

    status: int
    headers: Message
    content: bytes = field(repr=False)

    def json(self) -> Any:
        return json.loads(self.content) if self.content else None


@dataclass(frozen=True)
class Raw:
    """A body that is sent as it is, with what its headers say of it."""

    content: bytes | bytearray = field(repr=False)
    headers: Mapping[str, str]


class Patience:
    """Growing random pauses between tries, for a number of seconds."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._tries = 0

    def pause(self, failure: EtalonError) -> None:
        """Waits for the next try, or raises the failure where there is to be none."""
        self._tries += 1
        pause = max(random.uniform(0, min(_LONGEST_PAUSE, _FIRST_PAUSE * 3 ** min(self._tries, 9))), failure.after)
        if time.monotonic() + pause > self._until:
            raise failure
        time.sleep(pause)


class Transport:
    """One server as one user. Safe to use from several threads."""

    def __init__(self, url: str, token: str, *, timeout: float, patience: float, context: ssl.SSLContext | None = None) -> None:
        place = urllib.parse.urlsplit(url)
        if place.scheme not in ("http", "https") or not place.hostname or place.username or place.query or place.fragment:
            raise Refused("bad-url", f"'{url}' is no address of a server.", "Write http://HOST:PORT or https://HOST.")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise NotSignedIn("bad-token", "The token has characters that no token has.", "Copy it again.")
        self.url = url.rstrip("/")
        self.host = place.hostname
        self._secure = place.scheme == "https"
        self._port = place.port
        self._prefix = place.path.rstrip("/")
        self._token = token
        self.timeout = timeout
        self.patience = patience
        self._context = (context or ssl.create_default_context()) if self._secure else None
        self._idle: list[tuple[float, http.client.HTTPConnection]] = []
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(PARALLEL)
        if not self._secure and self.host not in _LOOPBACK:
            warnings.warn(f"The token goes to {self.host} without encryption; use https.", stacklevel=4)

    def __repr__(self) -> str:
        return f"Transport({self.url!r})"

    def __del__(self) -> None:
        if hasattr(self, "_idle"):
            self.close()

    def close(self) -> None:
        """Lets go of the kept connections."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def call(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: Any = None, into: memoryview | None = None,
        again: bool | None = None, timeout: float | None = None, attempts: int = _ATTEMPTS,
    ) -> Answer:
        """Makes a request; `into` takes the body of exactly that many bytes, `again` says whether it may be repeated after a lost answer."""
        repeatable = method in ("GET", "HEAD", "DELETE") if again is None else again
        target = self._target(path, query)
        content = body if body is None or isinstance(body, Raw) else Raw(json.dumps(body, allow_nan=False).encode(), _JSON)
        limit = self.timeout if timeout is None else timeout
        patience = Patience(self.patience)
        for attempt in range(1, attempts + 1):
            sent = False
            try:
                with self._turns:
                    connection = self._take(limit)
                    sent = True
                    answer = self._exchange(connection, method, target, content, into, time.monotonic() + limit)
                failure = self._problem(answer, method, path)
                if failure is None:
                    return answer
                may = is_passing(failure, repeatable)
            except EtalonError:
                raise
            except (OSError, http.client.HTTPException) as fault:
                failure = self._trouble(fault, method, path, limit)
                may = is_passing(failure, repeatable or not sent)
            if not may or attempt == attempts:
                raise failure
            patience.pause(failure)
        raise AssertionError("the last attempt ends the loop")

    def events(self, path: str, silence: float) -> Iterator[tuple[str, Any]]:
        """Server-sent events on a connection of their own, until the server ends them or is silent for that long."""
        connection = self._new(_CONNECT_SECONDS)
        try:
            connection.request("GET", self._target(path, None), headers={**self._headers(None), "Accept": "text/event-stream"})
            if connection.sock is not None:
                connection.sock.settimeout(silence)
            response = connection.getresponse()
            if response.status >= 400:
                failure = self._problem(Answer(response.status, response.headers, response.read(_CHUNK)), "GET", path)
                raise failure or AssertionError("a status of 400 or more is a failure")
            yield from _parse_events(response)
        finally:
            connection.close()

    # -- one exchange --------------------------------------------------------------------------------------------------------

    def _exchange(
        self, connection: http.client.HTTPConnection, method: str, target: str, content: Raw | None, into: memoryview | None, until: float,
    ) -> Answer:
        sent, kept = False, False
        try:
            # A server that refuses a large body may answer, and close the connection, before it was sent to its end.
            with contextlib.suppress(*_CUT):
                connection.request(method, target, body=None if content is None else content.content, headers=self._headers(content))
                sent = True
            response = connection.getresponse()
            found = _fill(response, into, until) if into is not None and response.status == 200 else _all(response, until)
            kept = sent and not response.will_close
            return Answer(response.status, response.headers, found)
        finally:
            # After a fault, or Ctrl-C, the rest of an answer may still be under way: such a connection is of no more use.
            if kept:
                with self._lock:
                    self._idle.append((time.monotonic(), connection))
            else:
                connection.close()

    def _take(self, limit: float) -> http.client.HTTPConnection:
        while True:
            with self._lock:
                since, connection = self._idle.pop() if self._idle else (0.0, None)
            if connection is None:
                connection = self._new(min(limit, _CONNECT_SECONDS))
                connection.connect()
            elif time.monotonic() - since > _KEEP_SECONDS:
                connection.close()
                continue
            if connection.sock is not None:
                connection.sock.settimeout(limit)
            return connection

    def _new(self, limit: float) -> http.client.HTTPConnection:
        if self._context is not None:
            return http.client.HTTPSConnection(self.host, self._port, timeout=limit, context=self._context)
        return http.client.HTTPConnection(self.host, self._port, timeout=limit)

    def _headers(self, content: Raw | None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._token}", "User-Agent": "etalon-python"}
        return headers if content is None else {**headers, **content.headers}

    def _target(self, path: str, query: Mapping[str, Any] | None) -> str:
        given = {key: value for key, value in (query or {}).items() if value is not None}
        words = {key: str(value).lower() if isinstance(value, bool) else value for key, value in given.items()}
        return self._prefix + path + ("?" + urllib.parse.urlencode(words, quote_via=urllib.parse.quote) if words else "")

    # -- what went wrong -----------------------------------------------------------------------------------------------------

    def _problem(self, answer: Answer, method: str, path: str) -> EtalonError | None:
        if answer.status < 300:
            return None
        if answer.status < 400:
            return Refused("redirected", f"{self.url} sends requests elsewhere ({answer.headers.get('Location')}).", "Give that address.", answer.status)
        try:
            problem = json.loads(answer.content)
        except ValueError:
            problem = {}
        failure = of_answer(answer.status, problem if isinstance(problem, dict) else {}, f"{method} {path}")
        failure.after = _retry_after(answer)
        return failure

    def _trouble(self, fault: Exception, method: str, path: str, limit: float) -> EtalonError:
        if isinstance(fault, TimeoutError):
            failure: EtalonError = TookTooLong(
                "timeout", f"{method} {path} was not answered within {limit:g} s.", "Ask for less, or connect with a larger timeout.")
        else:
            reason = str(fault) or type(fault).__name__
            failure = Unreachable(
                "unreachable", f"{self.url} does not answer: {reason}.", "Is the server up? 'etalon up' starts the one of this machine.")
        failure.__cause__ = fault
        return failure


def is_passing(failure: EtalonError, repeatable: bool) -> bool:
    """Whether a failure is one of the moment. Where nothing was begun a repetition is harmless for every request."""
    if failure.status in (429, 503):
        return failure.code not in _LASTING
    if isinstance(failure, (Unreachable, TookTooLong)) and isinstance(failure.__cause__, Exception):
        return repeatable and _is_worth_it(failure.__cause__)
    return repeatable and (failure.status in (502, 504) or failure.code == "database-away")


def _is_worth_it(fault: Exception) -> bool:
    if isinstance(fault, socket.gaierror):
        return fault.errno == socket.EAI_AGAIN
    if isinstance(fault, _CUT):
        return True
    return not isinstance(fault, (ssl.SSLError, http.client.InvalidURL, ValueError))


def _retry_after(answer: Answer) -> float:
    text = answer.headers.get("Retry-After") or ""
    return float(text) if text.isdecimal() else 0.0


def _all(response: http.client.HTTPResponse, until: float) -> bytes:
    return b"".join(_body(response, until))


def _fill(response: http.client.HTTPResponse, into: memoryview, until: float) -> bytes:
    at = 0
    for part in _body(response, until):
        if at + len(part) > len(into):
            raise Refused("long-answer", f"The server sent more than the {len(into)} bytes asked for.", "Client and server may not fit; update the client.")
        into[at:at + len(part)] = part
        at += len(part)
    if at < len(into):
        raise http.client.IncompleteRead(b"", len(into) - at)
    return b""


def _body(response: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    """What has come so far, again and again: a read of everything would wait for a server that lets bytes drip."""
    left = response.length
    while left is None or left > 0:
        # Python 3.11 does not count what read1 of a response takes; the file below it knows nothing of lengths.
        part = response.read1(_CHUNK) if left is None else response.fp.read1(min(left, _CHUNK))
        if not part:
            if left:
                raise http.client.IncompleteRead(b"", left)
            break
        left = None if left is None else left - len(part)
        yield part
        _check(until)
    response.close()


def _check(until: float) -> None:
    if time.monotonic() > until:
        raise TimeoutError


def _parse_events(response: http.client.HTTPResponse) -> Iterator[tuple[str, Any]]:
    name = "message"
    data: list[str] = []
    for raw in response:
        line = raw.decode("utf-8").rstrip("\r\n")
        if not line:
            if data:
                yield name, json.loads("\n".join(data))
            name, data = "message", []
        elif line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            data.append(line[5:].strip())
