"""Reads boxes of samples: cut into requests of bounded size, a few at once, each written where it belongs."""
from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
import numpy.typing as npt

from ._axes import Part
from ._transport import PARALLEL, Transport
from .errors import Refused

REQUEST_BYTES = 16 << 20
# Chunks of the store are about as long; cutting finer would read them several times.
_EDGE = 64
# From this step on samples are asked for one by one where that is no flood of requests; below, what lies between is read too.
_SPARSE = 4
_MOST_PIECES = 512

_Box = tuple[range, ...]


def read(transport: Transport, cube: str, axes: tuple[str, ...], parts: tuple[Part, ...], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    """The samples of a part of a cube, all axes kept."""
    result = np.empty([part.count for part in parts], dtype)
    if result.size == 0:
        return result
    # Always forwards; what was asked for backwards is a view from the other end.
    forward = tuple(part if part.step > 0 else Part(part.start + (part.count - 1) * part.step, part.count, -part.step) for part in parts)
    turned = result[tuple(slice(None, None, 1 if part.step > 0 else -1) for part in parts)]
    pieces = list(cut(forward, dtype.itemsize))
    if len(pieces) == 1:
        _fetch(transport, cube, axes, forward, pieces[0], turned)
        return result
    with ThreadPoolExecutor(min(PARALLEL, len(pieces)), thread_name_prefix="etalon") as pool:
        running: list[Future[None]] = [pool.submit(_fetch, transport, cube, axes, forward, piece, turned) for piece in pieces]
        try:
            done, _ = wait(running, return_when=FIRST_EXCEPTION)
            for one in done:
                one.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return result


def cut(parts: tuple[Part, ...], itemsize: int, most: int = REQUEST_BYTES) -> Iterator[_Box]:
    """Boxes of positions within the part, each a request of at most so many bytes."""
    sparse = _sparse_axis(parts)
    spans = [1 if axis == sparse else (part.count - 1) * part.step + 1 for axis, part in enumerate(parts)]
    for least in (_EDGE, 1):
        for axis in range(len(parts)):
            while spans[axis] > least and int(np.prod(spans, dtype=object)) * itemsize > most:
                spans[axis] = max(least, 1 << ((spans[axis] - 1).bit_length() - 1))
    return itertools.product(*(_along(part, max(1, -(-span // part.step))) for part, span in zip(parts, spans)))


def _sparse_axis(parts: tuple[Part, ...]) -> int:
    steps = [part.step if 1 < part.count <= _MOST_PIECES and part.step >= _SPARSE else 0 for part in parts]
    return int(np.argmax(steps)) if any(steps) else -1


def _along(part: Part, count: int) -> list[range]:
    """Pieces of an axis; where nothing is left out they end at multiples of their length, as chunks of the store do."""
    first = count - part.start % count if part.step == 1 and count < part.count else count
    edges = [0, *range(min(first, part.count), part.count, count), part.count]
    return [range(low, high) for low, high in zip(edges, edges[1:]) if low < high]


def _fetch(transport: Transport, cube: str, axes: tuple[str, ...], parts: tuple[Part, ...], box: _Box, into: npt.NDArray[Any]) -> None:
    starts = [part.start + along[0] * part.step for part, along in zip(parts, box)]
    spans = [(len(along) - 1) * part.step + 1 for part, along in zip(parts, box)]
    inside: Any = (..., *(slice(along[0], along[-1] + 1) for along in box))
    place = into[inside]
    direct = place.flags.c_contiguous and all(part.step == 1 or len(along) == 1 for part, along in zip(parts, box))
    samples = place if direct else np.empty(spans, into.dtype)
    region = ";".join(f"{axis}={start}:{start + span}" for axis, start, span in zip(axes, starts, spans))
    answer = transport.call(
        "GET", "/api/cube/samples", query={"cube": cube, "region": region}, into=samples.reshape(-1).view(np.uint8).data)
    shape = [int(length) for length in (answer.headers.get("Etalon-Shape") or "").split(",") if length]
    if shape != spans or answer.headers.get("Etalon-Type") != into.dtype.name:
        raise Refused("cube-changed", f"{cube} is not what it was when it was opened.", "Open the dataset again.")
    if not direct:
        every: Any = (..., *(slice(None, None, part.step) for part in parts))
        place[...] = samples[every]
