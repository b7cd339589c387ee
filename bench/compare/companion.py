"""A process that stays warm: takes one JSON order a line, times itself, answers one JSON line."""
import json
import subprocess
import sys
import threading

from timing import Sample


LIMIT_SECONDS = 900


class Companion:
    def __init__(self, arguments):
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self._complaints = []
        self._listener = threading.Thread(target=lambda: self._complaints.extend(self._process.stderr), daemon=True)
        self._listener.start()

    def ask(self, order):
        limit = threading.Timer(LIMIT_SECONDS, self._process.kill)
        limit.start()
        try:
            return self._ask(order)
        finally:
            limit.cancel()

    def _ask(self, order):
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        while True:
            line = self._process.stdout.readline()
            if not line:
                self._process.wait()
                self._listener.join(2)
                raise RuntimeError(f"{order.get('do')}: the process ended: {''.join(self._complaints).strip()[-2000:]}")
            if line.startswith("{"):
                answer = json.loads(line)
                if "error" in answer:
                    raise RuntimeError(f"{order.get('do')}: {answer['error']}")
                return answer

    def time(self, **order):
        """An order as a contender: the process's own seconds and processor seconds."""
        answer = self.ask(order)
        return Sample(answer["seconds"], answer["cpu"], answer)

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()


def python_peer(script):
    return Companion([sys.executable, script])


def dotnet(dll):
    return Companion(["dotnet", dll, "serve"])


