"""What can go wrong, as exceptions: each has a code to program with, a message, and help that says what to do next."""
from __future__ import annotations


class EtalonError(Exception):
    """Something that a person can understand and act on."""

    after: float = 0.0
    """Seconds after which the server wants to be asked again, where it said so."""

    def __init__(self, code: str, message: str, help: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.status = status

    def __str__(self) -> str:
        return f"{self.message} {self.help}".strip() + f" [{self.code}]"


class Unreachable(EtalonError, ConnectionError):
    """No server answers, even after several tries."""


class TookTooLong(EtalonError, TimeoutError):
    """A limit on a wait was reached. What was waited for may still be going on."""


class NotSignedIn(EtalonError):
    """There is no token, or the server does not know it (any more)."""


class NotAllowed(EtalonError):
    """The server knows who asks, and refuses."""


class NotFound(EtalonError, LookupError):
    """Nothing of that name is there, or nothing that whoever asks may see."""


class Refused(EtalonError):
    """The server says that the request makes no sense as it is."""


class ServerTrouble(EtalonError):
    """The server failed by a fault of its own."""


class UnknownName(EtalonError, KeyError):
    """A dataset has no such cube, a cube no such axis, an axis no such label."""

    __str__ = EtalonError.__str__


class SelectionError(EtalonError, IndexError):
    """A selection that is outside the axis, empty where one sample is asked for, or of the wrong kind."""


class UnitError(EtalonError, ValueError):
    """Units that cannot be compared, or that the client is not sure of."""


class RunFailed(EtalonError):
    """A run ended without a result; `run` is that run."""

    def __init__(self, code: str, message: str, help: str, run: object) -> None:
        super().__init__(code, message, help)
        self.run = run


def of_answer(status: int, problem: dict[str, object], what: str) -> EtalonError:
    """The exception for an answer of the server that is no success."""
    code = str(problem.get("code") or f"http-{status}")
    message = str(problem.get("title") or problem.get("detail") or f"{what} was answered with {status}.")
    kinds: dict[int, type[EtalonError]] = {401: NotSignedIn, 403: NotAllowed, 404: NotFound, 499: TookTooLong}
    kind = kinds.get(status, ServerTrouble if status >= 500 and status not in (501, 507) else Refused)
    return kind(code, message, str(problem.get("help") or ""), status)
