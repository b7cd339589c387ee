"""What notebooks show. Every text may come from somebody's file, so every text is escaped."""
from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cubes import Cube
    from .datasets import Dataset
    from .errors import EtalonError
    from .runs import Run


def size(count: int) -> str:
    """Bytes for people."""
    number, unit = float(count), "B"
    for bigger in ("kB", "MB", "GB", "TB", "PB"):
        if number < 1000:
            break
        number, unit = number / 1000, bigger
    return f"{number:.3g} {unit}" if unit != "B" else f"{count} B"


def cube(one: Cube, picture: bytes | None) -> str:
    rows = [[axis.name, axis.length, axis.extent().partition(" samples")[2].removeprefix(" from ")] for axis in one.axes]
    unit = f" in {one.unit}" if one.unit else ""
    head = f"<p><b>{_text(one.name)}</b> {_text(one.dtype.name + unit)}, {size(one.nbytes)}, of {_text(one.dataset.name)}</p>"
    image = ""
    if picture:
        what = f"{one.name} of {one.dataset.name}: {' by '.join(one.dims[-2:])}"
        image = f'<img alt="{_text(what)}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
    return f"<div>{head}{_table(('axis', 'samples', 'from … to'), rows)}{image}</div>"


def dataset(one: Dataset) -> str:
    rows = []
    for name in one:
        shown = one[name]
        rows.append([name, " × ".join(f"{axis.name} {axis.length}" for axis in shown.axes), shown.dtype.name, shown.unit, size(shown.nbytes)])
    facts = [[key, value] for key, value in one.metadata.items() if isinstance(value, (str, int, float))]
    head = f"<p><b>{_text(one.name)}</b> <code>{_text(one.id)}</code><br>{_text(one.format)}, {size(one.nbytes)}, {_text(one.created[:16])}</p>"
    more = f"<details><summary>metadata</summary>{_table(('key', 'value'), facts[:100])}</details>" if facts else ""
    return f"<div>{head}{_table(('cube', 'axes', 'type', 'unit', 'size'), rows)}{more}</div>"


def found(items: Sequence[Dataset], ended: bool) -> str:
    rows = [[one.name, one.format, size(one.nbytes), one.created[:16], one.id] for one in items[:50]]
    more = "" if ended and len(items) <= 50 else "<p>… and more</p>"
    return _table(("name", "format", "size", "made", "id"), rows) + more if rows else "<p>Nothing was found.</p>"


def run(one: Run) -> str:
    rows: list[list[Any]] = [["state", one.state], ["run", one.id or "–"]]
    rows += [["output", f"{name}: {cube.id}"] for name, cube in one.outputs.items()]
    rows += [["note", remark] for remark in one.remarks]
    if one.refusal:
        rows += [["why", one.refusal.get("message", "")], ["help", one.refusal.get("help", "")]]
    return f"<div><p><b>{_text(one.operator)}</b> {_text(one.name)}</p>{_table(('', ''), rows)}</div>"


def runs(items: Sequence[Run]) -> str:
    rows = [[one.operator, one.name, one.state, one.created[:16], one.id or ""] for one in items]
    return _table(("operator", "name", "state", "asked for", "run"), rows) if rows else "<p>No runs.</p>"


def trouble(what: str, failure: EtalonError) -> str:
    return f"<p>{_text(what)}: {_text(str(failure))}</p>"


def _table(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    head = "".join(f"<th>{_text(title)}</th>" for title in titles) if any(titles) else ""
    body = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{'<thead><tr>' + head + '</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _text(value: Any) -> str:
    return html.escape(str(value), quote=True)
