"""The way in: a server as one user sees it."""
from __future__ import annotations

import json
import ssl
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import _place
from ._progress import Watcher
from ._transport import Transport
from .cubes import Cube
from .datasets import Dataset, Found
from .errors import EtalonError, NotFound, NotSignedIn, Refused, Unreachable, UnknownName
from .runs import Run, Runs
from .uploads import Upload, send_files

_SIGNS = ("<=", ">=", "<", ">", "=")
# Most runs end within this time: one request, no second look.
_SHORT = 0.5
_DAY = 86_400.0
# The server does not find, or does not open to everybody, what may lie on this machine.
_NOT_THERE = ("path-outside", "missing-file")


def connect(
    url: str | None = None, token: str | None = None, *, timeout: float = 60.0, patience: float = 30.0, context: ssl.SSLContext | None = None,
) -> Client:
    """Signs in to a server.

    Without arguments: the server of ETALON_URL with ETALON_TOKEN, else the one that runs on this machine (ETALON_HOME), else the one of
    the last `etalon login`. A single answer may take `timeout` seconds; what fails by the way is tried again for `patience` seconds.
    """
    place, secret = _place.find(url, token)
    client = Client(Transport(place, secret, timeout=timeout, patience=patience, context=context))
    try:
        client.call("GET", "/api/datasets", query={"limit": 1})
    except (NotSignedIn, Unreachable):
        client.close()
        raise
    return client


class Client:
    """A server, signed in to. Safe to use from several threads; `connect` makes one."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def url(self) -> str:
        return self._transport.url

    def close(self) -> None:
        """Lets go of its connections; it can be used again."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<etalon.Client {self.url}>"

    def call(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: Any = None, again: bool | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Any request of the HTTP API, as JSON. `again` says that it may be repeated where its answer was lost; reading always may."""
        return self._transport.call(method, path, query=query, body=body, again=again, timeout=timeout).json()

    # -- data ----------------------------------------------------------------------------------------------------------------

    def find(
        self, text: str = "", *, where: Sequence[str] = (), facets: Sequence[str] = (), limit: int | None = None, **conditions: Any,
    ) -> Found:
        """Datasets by words and conditions, newest first.

        find("tomography", energy="> 20 keV", name="scan*", created=">= 2026-05-01", axis="time"). Values with units are compared as
        quantities, whatever unit the data were written in. A pair is a range, a list several conditions; for keys that are no Python
        names there is where=["entry/energy > 20 keV"].
        """
        order = {"text": text, "where": [*where, *(line for key, value in conditions.items() for line in _conditions(key, value))], "facets": list(facets)}
        return Found(self, order, limit)

    def dataset(self, id: str) -> Dataset:
        """The dataset of an id, or of a name that only one has."""
        found = Dataset(self, id) if _is_id(id) else self._named(id)
        found._all  # noqa: B018 — one that is not there is refused here and not later
        return found

    __getitem__ = dataset

    def cube(self, place: str) -> Cube:
        """The cube of ID/CUBE, or of ID where the dataset has one only."""
        id, slash, name = place.partition("/")
        dataset = self.dataset(id)
        if slash:
            return dataset[name]
        if len(dataset) != 1:
            raise Refused("which-cube", f"Dataset '{dataset.name}' has {len(dataset)} cubes: {', '.join(dataset)}.", f"Name one of them: {id}/CUBE.")
        return dataset[next(iter(dataset))]

    def import_file(
        self, path: str | Path, *, name: str = "", in_place: bool = False, cubes: Sequence[str] = (), codec: str = "none",
        timeout: float = _DAY, progress: bool | Watcher | None = None,
    ) -> Dataset:
        """Brings in a file or folder that the server can read, or catalogues it where it is (in_place=True); waits for it.

        The path is one of the server's machine. Files of this machine are sent by upload(path).
        """
        order = {"path": str(Path(path).absolute()), "name": name, "inPlace": in_place, "cubes": list(cubes), "codec": codec}
        try:
            run = self._order("/api/datasets/import", order, wait=True).wait(timeout, progress)
        except EtalonError as failure:
            if failure.code in _NOT_THERE and Path(path).exists():
                failure.help = f"{failure.help} client.upload({str(path)!r}) sends what is on this machine.".lstrip()
            raise
        return _dataset_of(run, path)

    def upload(
        self, path: str | Path, *, name: str = "", cubes: Sequence[str] = (), codec: str = "none", timeout: float = _DAY,
        progress: bool | Watcher | None = None,
    ) -> Dataset:
        """Sends a file or folder of this machine to the server and imports it there; waits for it.

        It is sent in parts, which are tried again where the line or the server fails for a while. What Ctrl-C or a longer failure cuts
        stays on the server for three days, and upload() of the same files goes on from there, also from another process; uploads()
        lists it. Of a folder all files are sent. Ctrl-C during the import cancels that run.
        """
        run = send_files(self, path, name, {"cubes": list(cubes), "codec": codec}, timeout, progress)
        return _dataset_of(run, path)

    def uploads(self) -> list[Upload]:
        """What was begun to be sent and is no dataset yet, newest first; delete() throws one away."""
        return [Upload(self, view) for view in self.call("GET", "/api/uploads")["items"]]

    # -- work ----------------------------------------------------------------------------------------------------------------

    def run(
        self, operator: str, /, *, inputs: Mapping[str, Any] | None = None, set: Mapping[str, Any] | None = None, name: str = "",
        region: Mapping[str, str] | None = None, sweep: Mapping[str, str] | None = None, plan: bool = False, cache: bool = True,
        options: Mapping[str, Any] | None = None, wait: bool = True, timeout: float = _DAY, progress: bool | Watcher | None = None, **given: Any,
    ) -> Run:
        """Runs an operator: run("reduce", cube=ds["tas"], operation="mean", axes="time").

        Cubes, datasets and lists of them are inputs, everything else parameters; units may be given as texts. `inputs` and `set` take
        those whose names mean something else here. `options` goes into the order as it is: class, workers, ranks, budgetBytes, codec,
        limitSeconds. Ctrl-C cancels the run.
        """
        return self._submit({"operator": operator}, inputs, set, name, region, sweep, plan, cache, options, wait, timeout, progress, given)

    def run_workflow(
        self, workflow: str | Path | Mapping[str, Any], /, *, inputs: Mapping[str, Any] | None = None, set: Mapping[str, Any] | None = None,
        name: str = "", region: Mapping[str, str] | None = None, sweep: Mapping[str, str] | None = None, plan: bool = False, cache: bool = True,
        options: Mapping[str, Any] | None = None, wait: bool = True, timeout: float = _DAY, progress: bool | Watcher | None = None, **given: Any,
    ) -> Run:
        """Runs a workflow: by the name of one that comes with Etalon, a file, or a document. The rest is as in run()."""
        order = {"workflow": self._workflow(workflow)}
        return self._submit(order, inputs, set, name, region, sweep, plan, cache, options, wait, timeout, progress, given)

    def runs(self, *, state: str | None = None, operator: str | None = None, limit: int = 50) -> Runs:
        """The latest runs."""
        views = self.call("GET", "/api/runs", query={"state": state, "operator": operator, "limit": limit})
        return Runs([Run(self, view) for view in views])

    def get_run(self, id: str) -> Run:
        """The run of an id."""
        if not _is_id(id):
            raise Refused("bad-id", f"'{id}' is no run id.", "client.runs() lists runs.")
        return Run(self, self.call("GET", f"/api/runs/{id}"))

    def operators(self) -> dict[str, dict[str, Any]]:
        """What can be run, by name: signature, parameters, what it does."""
        return {one["name"]: one for one in self.call("GET", "/api/operators")["operators"]}

    def workflows(self) -> dict[str, dict[str, Any]]:
        """The workflows that come with Etalon, by name."""
        return {one["name"]: one for one in self.call("GET", "/api/workflows")["workflows"]}

    # -- inner ---------------------------------------------------------------------------------------------------------------

    def _named(self, name: str) -> Dataset:
        found = [one for one in self.find(where=[f'name = "{name}"'], limit=20) if one.name == name]
        if not found:
            raise UnknownName("unknown-dataset", f"There is no dataset '{name}'.", "client.find(…) looks for datasets by words.")
        if len(found) > 1:
            raise Refused("which-dataset", f"{len(found)} datasets are called '{name}': {', '.join(one.id for one in found)}.", "Use the id.")
        return found[0]

    def _workflow(self, workflow: str | Path | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(workflow, Mapping):
            return dict(workflow)
        if isinstance(workflow, Path) or workflow.endswith((".json", ".jsonc")):
            text = Path(workflow).read_text(encoding="utf-8")
        else:
            text = self.call("GET", f"/api/workflows/{_segment(workflow)}")["text"]
        return read_relaxed(text, str(workflow))

    def _submit(
        self, order: dict[str, Any], inputs: Mapping[str, Any] | None, set: Mapping[str, Any] | None, name: str, region: Mapping[str, str] | None,
        sweep: Mapping[str, str] | None, plan: bool, cache: bool, options: Mapping[str, Any] | None, wait: bool, timeout: float,
        progress: bool | Watcher | None, given: Mapping[str, Any],
    ) -> Run:
        connected = {key: value for key, value in given.items() if _is_input(value)}
        settings = {key: value for key, value in given.items() if key not in connected}
        document = {
            **order, "inputs": {key: _place_of(key, value) for key, value in {**connected, **(inputs or {})}.items()},
            "set": {**settings, **(set or {})}, "name": name, "region": dict(region or {}), "sweep": dict(sweep or {}), "plan": plan, "cache": cache,
            **(options or {}),
        }
        run = self._order("/api/runs", document, wait)
        return run.wait(timeout, progress) if wait else run

    def _export(self, id: str, path: str, format: str, options: Mapping[str, Any]) -> Run:
        order = {"cube": id, "format": format, "path": str(Path(path).absolute()), "options": dict(options)}
        return self._order("/api/datasets/export", order, wait=True).wait()

    def _order(self, path: str, document: dict[str, Any], wait: bool) -> Run:
        """Gives an order. It is not given up in the middle: its answer says which run Ctrl-C is to cancel."""
        with ThreadPoolExecutor(1, thread_name_prefix="etalon") as aside:
            begun = aside.submit(self.call, "POST", path, query={"wait": _SHORT if wait else 0}, body=document)
            try:
                return Run(self, begun.result())
            except KeyboardInterrupt:
                run = Run(self, begun.result())
                if run.is_live:
                    run.cancel()
                raise


def read_relaxed(text: str, source: str) -> dict[str, Any]:
    """JSON with comments and trailing commas, as workflow files have them."""
    plain, at = [], 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while end < len(text) and text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            plain.append(text[at:end + 1])
            at = end + 1
        elif text.startswith("//", at):
            at = (text.find("\n", at) + 1 or len(text) + 1) - 1
        elif text.startswith("/*", at):
            at = (text.find("*/", at) + 1 or len(text)) + 1
        else:
            if text[at] in "]}":
                while plain and not plain[-1].strip():
                    plain.pop()
                if plain and plain[-1] == ",":
                    plain.pop()
            plain.append(text[at])
            at += 1
    try:
        document = json.loads("".join(plain))
    except ValueError as fault:
        raise Refused("bad-workflow", f"'{source}' is no JSON: {fault}.", "The workflow file is described in docs/reference/workflow.md.") from fault
    if not isinstance(document, dict):
        raise Refused("bad-workflow", f"'{source}' is no workflow: it is no JSON object.", "The workflow file is described in docs/reference/workflow.md.")
    return document


def _dataset_of(run: Run, path: str | Path) -> Dataset:
    outputs = list(run.outputs.values())
    if not outputs:
        raise NotFound("no-cubes", f"'{path}' holds no cube.", "Only arrays of numbers become cubes.")
    return outputs[0].dataset


def _conditions(key: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return [line for one in value for line in _conditions(key, one)]
    if isinstance(value, tuple):
        if len(value) != 2:
            raise Refused("bad-condition", f"{key}={value!r} is no range.", "Give a pair (from, to); None leaves a side open.")
        return [f"{key} {sign} {end}" for sign, end in zip((">=", "<="), value) if end is not None]
    if isinstance(value, str) and value.lstrip().startswith(_SIGNS):
        return [f"{key} {value.strip()}"]
    return [f"{key} = {value}"]


def _is_id(text: str) -> bool:
    try:
        return len(text) == 36 and str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_input(value: Any) -> bool:
    if isinstance(value, (Cube, Dataset)):
        return True
    return isinstance(value, (list, tuple)) and len(value) > 0 and all(isinstance(one, (Cube, Dataset)) for one in value)


def _place_of(port: str, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_place_of(port, one) for one in value]
    if isinstance(value, Cube):
        if not value._is_whole:
            raise Refused(
                "part-as-input", f"Input '{port}' is a part of {value.name}; runs take whole cubes.", "Run 'subset' first, or give the run a region={…}.")
        return value.id
    return value.id if isinstance(value, Dataset) else value


def _segment(text: str) -> str:
    if not text or "/" in text or text in (".", ".."):
        raise Refused("bad-name", f"'{text}' is no name of a workflow.", "client.workflows() lists them.")
    return quote(text, safe="")
