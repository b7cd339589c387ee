"""A run under mpirun, started as the server starts it but with any number of ranks, one included."""
import json
import os
import subprocess
import time
import uuid

import scratch
from timing import Sample

LIMIT_SECONDS = 900


class Job:
    """The same request again and again, each time into an empty folder."""

    def __init__(self, etalon, place, workflow, ranks):
        self._etalon, self._workflow, self._ranks = etalon, workflow, ranks
        self._folder = scratch.path("out", f"ranks-{ranks}")
        dataset, _, cube = place.partition("/")
        self._input = {"path": os.path.join(etalon.home, "datasets", dataset), "cube": cube, "contentId": ""}
        self.dataset = os.path.join(self._folder, "dataset")

    def before(self):
        scratch.remove(self._folder)
        os.makedirs(self._folder)

    def once(self):
        request = os.path.join(self._folder, "request.json")
        with open(request, "w", encoding="utf-8") as file:
            json.dump({
                "runId": str(uuid.uuid4()), "workflow": self._workflow, "outputFolder": self._folder, "inputs": {"cube": self._input},
                "parameters": {}, "budgetBytes": 4 << 30, "workers": 1, "codec": "none", "region": {}, "name": "", "resume": False}, file)
        command = [
            "mpirun", "--bind-to", "none", "--oversubscribe", "-n", str(self._ranks),
            "dotnet", self._etalon.program("Etalon.Worker", "etalon-worker.dll"), "--request", request]
        environment = dict(os.environ, TERM="dumb", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        before, began = os.times(), time.perf_counter()
        # Standard input stays open: a worker whose server has gone ends.
        with subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            out, complaints = process.stdout.read(), process.stderr.read()
            process.wait(LIMIT_SECONDS)
        seconds, after = time.perf_counter() - began, os.times()
        result = next((json.loads(line)["result"] for line in out.splitlines() if line.startswith('{"result"')), None)
        if result is None:
            raise RuntimeError(f"mpirun -n {self._ranks}: {complaints or out}")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Sample(seconds, cpu, {"engine": result["statistics"]["seconds"]})
