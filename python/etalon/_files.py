"""Files of this machine that are to be sent: which they are, and their bytes as one stream."""
from __future__ import annotations

import bisect
import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EtalonError, NotFound, Refused


@dataclass(frozen=True)
class LocalFile:
    """A file as it was when it was listed."""

    place: Path
    name: str
    """Relative, with '/' between, the folder's own name first."""
    size: int
    modified: int
    """Nanoseconds since 1970."""

    def describe(self) -> dict[str, Any]:
        """As the server wants to know it."""
        return {"path": self.name, "bytes": self.size, "modified": self.modified // 1_000_000}

    def check(self, now: os.stat_result) -> None:
        """Refuses a file that is not what it was."""
        if (now.st_size, now.st_mtime_ns) != (self.size, self.modified):
            raise _changed(self.place, "has changed")


class Source:
    """A file, or the files of a folder, one after the other."""

    def __init__(self, path: str | Path) -> None:
        self.place = Path(os.path.abspath(path))
        self.name = self.place.name
        try:
            self.files = sorted(_list(self.place), key=lambda file: _order(file.name))
        except OSError as fault:
            raise _unreadable(self.place, fault) from fault
        if not self.files:
            raise Refused("empty-folder", f"There is no file in '{self.place}'.", "Name a file, or a folder with files.")
        for file in self.files:
            if not _is_text(file.name):
                raise Refused("bad-file-name", f"The name of {str(file.place)!r} is no text in UTF-8.", "Rename it.")
        self._ends = list(itertools.accumulate(file.size for file in self.files))

    @property
    def size(self) -> int:
        return self._ends[-1]

    def read(self, at: int, count: int) -> bytearray:
        """Bytes of the stream. Every file is looked at before it is read and after its last byte, so that no two states of it are mixed."""
        found = bytearray(min(count, self.size - at))
        left = memoryview(found)
        index = bisect.bisect_right(self._ends, at)
        while left:
            file = self.files[index]
            begin = at - (self._ends[index] - file.size)
            part = left[:file.size - begin]
            try:
                _fill(file, begin, part)
            except FileNotFoundError as fault:
                raise _changed(file.place, "is gone") from fault
            except OSError as fault:
                raise _unreadable(file.place, fault) from fault
            at, left, index = at + len(part), left[len(part):], index + 1
        return found


def _fill(file: LocalFile, begin: int, part: memoryview) -> None:
    with open(file.place, "rb", buffering=0) as opened:
        file.check(os.fstat(opened.fileno()))
        opened.seek(begin)
        done = 0
        while done < len(part):
            read = opened.readinto(part[done:])
            if not read:
                break
            done += read
        if done < len(part) or begin + done == file.size:
            file.check(os.stat(file.place))
        if done < len(part):
            raise _changed(file.place, "ended before its size")


def _list(place: Path) -> Iterator[LocalFile]:
    about = os.stat(place)
    if not stat.S_ISDIR(about.st_mode):
        yield _file(place, place.name, about)
        return
    if not place.name:
        raise Refused("not-sendable", "The root folder is not sent.", "Name a folder of it.")
    yield from _below(place, place.name, (Path(os.path.realpath(place)),))


def _below(folder: Path, name: str, trail: tuple[Path, ...]) -> Iterator[LocalFile]:
    """What lies in a folder; `trail` are the folders on the way to it, without links."""
    with os.scandir(folder) as entries:
        for entry in entries:
            place, inner = folder / entry.name, f"{name}/{entry.name}"
            real = _target(place, trail) if entry.is_symlink() else trail[-1] / entry.name
            if entry.is_dir():
                yield from _below(place, inner, (*trail, real))
            else:
                yield _file(place, inner, os.stat(place))


def _file(place: Path, name: str, about: os.stat_result) -> LocalFile:
    if not stat.S_ISREG(about.st_mode):
        raise Refused("not-sendable", f"'{place}' is neither a file nor a folder.", "Devices, pipes and sockets are not sent; take it out of the folder.")
    return LocalFile(place, name, about.st_size, about.st_mtime_ns)


def _target(place: Path, trail: tuple[Path, ...]) -> Path:
    """What a link leads to and stands for: something that is sent anyway, and does not hold the link itself."""
    target = Path(os.path.realpath(place))
    if not target.is_relative_to(trail[0]):
        raise Refused("link-outside", f"'{place}' leads out of the folder, to '{target}'.", "Put a copy in its place, or take it out of the folder.")
    if not target.exists():
        raise Refused("broken-link", f"'{place}' leads to '{target}', which is not there.", "Take it out of the folder.")
    if target in trail:
        raise Refused("link-in-circle", f"'{place}' leads to a folder that it lies in.", "Take it out of the folder.")
    return target


def _changed(place: Path, how: str) -> Refused:
    return Refused("file-changed", f"'{place}' {how} since sending it was begun.", "Send it again when nothing writes to it any more.")


def _unreadable(place: Path, fault: OSError) -> EtalonError:
    at = fault.filename or place
    if isinstance(fault, FileNotFoundError):
        return NotFound("missing-file", f"'{at}' is not on this machine.", "client.import_file(…) takes files of the server's machine.")
    return Refused("unreadable-file", f"'{at}' cannot be read: {fault.strerror}.", "Check the rights of the file and its folders.")


def _order(name: str) -> bytes:
    """As .NET and browsers compare texts: who begins with the command line can go on from here."""
    return name.encode("utf-16-be", "surrogatepass")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
