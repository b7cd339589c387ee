"""Etalon as a user meets it: the command line starts the server, everything else goes through its HTTP interface."""
import http.client
import json
import os
import subprocess
import time
import urllib.parse

import numpy as np

import machine
import scratch
from timing import Sample

PATIENCE = 900


class Refused(RuntimeError):
    """A run that did not end well."""


class Etalon:
    """The server on a home folder of its own below the scratch folder."""

    def __init__(self, root):
        self.home = scratch.path("home", "")
        self._bin = os.path.join(root, "artifacts", "bin")
        self._connection = None
        self._url = ""
        self._token = ""
        self._process = 0

    # -- the program ---------------------------------------------------------------------------------------------------------

    def cli(self, *arguments):
        """The command line as a list for a subprocess."""
        return ["dotnet", self.program("Etalon.Cli", "etalon.dll"), *arguments]

    def program(self, project, dll):
        return os.path.join(self._bin, project, "release", dll)

    def environment(self):
        return dict(
            os.environ, ETALON_HOME=self.home, ETALON_OPHIDIA_PORT="0",
            ETALON_SERVER_DLL=self.program("Etalon.Server", "etalon-server.dll"),
            ETALON_WORKER_DLL=self.program("Etalon.Worker", "etalon-worker.dll"))

    def up(self):
        done = subprocess.run(self.cli("up", "-o", "json"), env=self.environment(), capture_output=True, text=True, timeout=180, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"etalon up: {done.stderr.strip() or done.stdout.strip()}")
        with open(os.path.join(self.home, "server.json"), encoding="utf-8") as text:
            place = json.load(text)
        with open(os.path.join(self.home, "token"), encoding="utf-8") as text:
            self._token = text.read().strip()
        self._url, self._process = place["url"], place["process"]
        self._connect()
        machine.favour(machine.family(self._process))

    def down(self):
        if self._connection:
            self._connection.close()
            self._connection = None
        subprocess.run(self.cli("down"), env=self.environment(), capture_output=True, text=True, timeout=120, check=False)

    def restart(self):
        self.down()
        self.up()

    def family(self):
        return machine.family(self._process)

    def workers(self):
        return [one for one in self.family() if "etalon-worker" in machine.command_line(one)]

    def cpu(self):
        return machine.family_cpu(self._process)

    # -- its doors -----------------------------------------------------------------------------------------------------------

    def _connect(self):
        place = urllib.parse.urlsplit(self._url)
        self._connection = http.client.HTTPConnection(place.hostname, place.port, timeout=PATIENCE)

    def another(self):
        """A further connection to the same server."""
        other = Etalon.__new__(Etalon)
        other.__dict__.update(self.__dict__)
        other._connect()
        return other

    def call(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            self._connection.request(method, path, body=text, headers=headers)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # The server lets go of a connection that was silent for two minutes.
            self._connect()
            self._connection.request(method, path, body=text, headers=headers)
            answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {content.decode('utf-8', 'replace')[:600]}")
        return answer, content

    @property
    def url(self):
        return self._url

    @property
    def token(self):
        return self._token

    def status(self, path, header):
        """The status of an answer to somebody else."""
        name, value = header.split(": ", 1)
        return self._other("GET", path, {name: value})[0].status

    def enter(self, code):
        """Uses a link; the cookie's secret and the second secret of the session."""
        answer, content = self._other("POST", "/api/session/link", {"Content-Type": "application/json"}, {"code": code})
        return answer.getheader("Set-Cookie").split(";")[0].split("=", 1)[1], json.loads(content)["csrf"]

    def as_session(self, method, path, cookie, csrf, body):
        headers = {"Cookie": f"etalon_session={cookie}", "X-Etalon-Csrf": csrf, "Content-Type": "application/json"}
        return json.loads(self._other(method, path, headers, body)[1])

    def _other(self, method, path, headers, body=None):
        place = urllib.parse.urlsplit(self._url)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body=None if body is None else json.dumps(body), headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def json(self, method, path, body=None):
        content = self.call(method, path, body)[1]
        return json.loads(content) if content else {}

    def run(self, order):
        """Submits an order and waits for its end; returns the finished run."""
        view = self.json("POST", f"/api/runs?wait={PATIENCE // 2}", {"cache": False, "class": "interactive", "limitSeconds": PATIENCE, **order})
        return self._ended(view)

    def _ended(self, view):
        until = time.monotonic() + PATIENCE
        while view["state"] in ("queued", "running") and time.monotonic() < until:
            time.sleep(0.02)
            view = self.json("GET", f"/api/runs/{view['run']}")
        if view["state"] not in ("finished", "done", "succeeded", "published"):
            raise Refused(f"run {view.get('run')} {view.get('operator')} is {view['state']}: {view.get('refusal')}")
        return view

    def timed(self, order, keep=False):
        """A run as a contender: wall seconds of the HTTP call, the engine's own seconds beside them; its result is deleted."""
        view, sample = self.clocked(lambda: self.run(order))
        if not keep:
            self.discard(view)
        sample.facts = dict(self.facts(view), place=self.place(view))
        return sample

    def clocked(self, work):
        """Does something that the server has part in; the result and a sample with the processor seconds of the whole server."""
        # Workers come and go, each in a session of its own.
        machine.favour(self.family())
        cpu = self.cpu()
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        return result, Sample(seconds, self.cpu() - cpu)

    @staticmethod
    def facts(view):
        statistics = view.get("statistics") or {}
        names = {"engine": "seconds", "read": "bytesRead", "written": "bytesWritten", "buffers": "peakBufferBytes", "resident": "peakResidentBytes"}
        return {short: statistics[long] for short, long in names.items() if long in statistics}

    @staticmethod
    def place(view):
        """ID/CUBE of the first output; empty for a run that only wrote a file."""
        for output in (view.get("outputs") or {}).values():
            return f"{output['dataset']}/{output['cube']}"
        return ""

    def discard(self, view):
        for dataset in {output["dataset"] for output in (view.get("outputs") or {}).values()}:
            self.json("DELETE", f"/api/datasets/{dataset}")

    def discard_place(self, place):
        if place:
            self.json("DELETE", f"/api/datasets/{place.split('/')[0]}")

    def imported(self, file, in_place=False):
        """ID/CUBE of a file, brought in once and found again by its name on later runs."""
        name = f"bench {os.path.basename(file)}{' in place' if in_place else ''}"
        for dataset in self.json("GET", "/api/datasets?limit=200")["items"]:
            if dataset["name"] == name:
                detail = self.json("GET", f"/api/datasets/{dataset['id']}")
                return f"{dataset['id']}/{_first_cube(detail)}"
        view = self.json(
            "POST", f"/api/datasets/import?wait={PATIENCE // 2}",
            {"path": file, "inPlace": in_place, "name": name, "codec": "none", "cubes": []})
        return self.place(view if in_place else self._ended(view))

    def brought_in(self, folder):
        """ID/CUBE of a store that no run of the server has made."""
        return self.place(self._ended(self.json(
            "POST", f"/api/datasets/import?wait={PATIENCE // 2}", {"path": folder, "inPlace": False, "name": "", "codec": "none", "cubes": []})))

    def samples(self, place, region=""):
        """Samples of a region as an array; `region` reads like lat=0:1;lon=5:6."""
        query = urllib.parse.urlencode({"cube": place, "region": region})
        answer, content = self.call("GET", f"/api/cube/samples?{query}")
        shape = [int(length) for length in answer.getheader("Etalon-Shape").split(",") if length]
        return np.frombuffer(content, dtype=np.dtype(answer.getheader("Etalon-Type"))).reshape(shape)

    def shards(self, place):
        """The large files of a stored dataset."""
        folder = os.path.join(self.home, "datasets", place.split("/")[0])
        found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
        return sorted(file for file in found if os.path.getsize(file) >= 1 << 20)


def _first_cube(detail):
    cube = detail["cubes"][0]
    return cube["name"] if isinstance(cube, dict) else cube
