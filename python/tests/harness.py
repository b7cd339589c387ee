"""A real server on a folder of its own, with files whose content other programs know."""
import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import warnings
from pathlib import Path

import h5py
import netCDF4
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))
BIN = ROOT / "artifacts" / "bin"

FOLDER = Path(tempfile.mkdtemp(prefix="etalon-python-"))
HOME = FOLDER / "home"
FILES = FOLDER / "files"
_started = False


def _dll(variable, project, name):
    return os.environ.get(variable) or str(BIN / project / os.environ.get("ETALON_CONFIGURATION", "Release").lower() / name)


def _environment():
    kept = {key: value for key, value in os.environ.items() if key not in ("ETALON_URL", "ETALON_TOKEN", "ETALON_DATABASE")}
    return {
        **kept, "ETALON_HOME": str(HOME), "ETALON_OPHIDIA_PORT": "0", "XDG_CONFIG_HOME": str(FOLDER / "config"),
        "ETALON_SERVER_DLL": _dll("ETALON_SERVER_DLL", "Etalon.Server", "etalon-server.dll"),
        "ETALON_WORKER_DLL": _dll("ETALON_WORKER_DLL", "Etalon.Worker", "etalon-worker.dll"),
    }


def cli(*arguments):
    command = ["dotnet", _dll("ETALON_CLI_DLL", "Etalon.Cli", "etalon.dll"), *arguments]
    return subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=120, check=False)


def start():
    """Starts it once for all tests, and makes the files."""
    global _started
    if _started:
        return
    atexit.register(_stop)
    FILES.mkdir()
    done = cli("up")
    if done.returncode != 0:
        raise RuntimeError(f"etalon up: {done.stderr} {done.stdout}")
    _started = True
    for key in ("ETALON_URL", "ETALON_TOKEN"):
        os.environ.pop(key, None)
    os.environ["ETALON_HOME"] = str(HOME)
    os.environ["XDG_CONFIG_HOME"] = str(FOLDER / "config")
    _write_climate(FILES / "temperature.nc")
    _write_types(FILES / "types.h5")
    _write_volume(FILES / "volume.h5")


def address():
    return json.loads((HOME / "server.json").read_text())["url"], (HOME / "token").read_text().strip()


def person(name):
    """A token of somebody who is no administrator."""
    url, token = address()
    password = "a long enough password"

    def post(path, body, **headers):
        request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"{}"), answer.headers.get("Set-Cookie", "").partition(";")[0]

    for path, body in (("/api/users", {"name": name}), (f"/api/users/{name}/password", {"password": password})):
        post(path, body, Authorization=f"Bearer {token}")
    session, cookie = post("/api/session", {"name": name, "password": password})
    return post("/api/tokens", {"name": "tests"}, Cookie=cookie, **{"X-Etalon-Csrf": session["csrf"]})[0]["secret"]


def kill():
    """As a failure of the machine does: nothing is stopped in order. The port on which it answered."""
    found = json.loads((HOME / "server.json").read_text())
    os.kill(found["process"], signal.SIGKILL)
    return urllib.parse.urlsplit(found["url"]).port


def start_again(port):
    done = cli("up", "--port", str(port))
    if done.returncode != 0:
        raise RuntimeError(f"etalon up: {done.stderr} {done.stdout}")


def _stop():
    if _started:
        cli("down")
    shutil.rmtree(FOLDER, ignore_errors=True)


def _write_climate(path):
    """Two years of daily temperature in a calendar without leap days, latitudes from north to south, and a cube of whole numbers with missing ones."""
    random = np.random.default_rng(7)
    with netCDF4.Dataset(path, "w") as file:
        file.title, file.energy = "made up", "12.4 keV"
        for name, length in (("time", 730), ("lat", 19), ("lon", 12)):
            file.createDimension(name, length)
        file.createDimension("bnds", 2)
        time = file.createVariable("time", "f8", ("time",))
        time.units, time.calendar, time.bounds = "days since 2001-01-01", "noleap", "time_bnds"
        time[:] = np.arange(730) + 0.5
        file.createVariable("time_bnds", "f8", ("time", "bnds"))[:] = np.stack([np.arange(730), np.arange(730) + 1], axis=1)
        for name, unit, values in (("lat", "degrees_north", np.linspace(90, -90, 19)), ("lon", "degrees_east", np.arange(12) * 30.0)):
            axis = file.createVariable(name, "f4", (name,))
            axis.units = unit
            axis[:] = values
        tas = file.createVariable("tas", "f4", ("time", "lat", "lon"))
        tas.units, tas.long_name = "K", "air temperature"
        samples = 280 + 10 * random.standard_normal((730, 19, 12)).astype("f4")
        samples[random.random(samples.shape) < 0.01] = np.nan
        tas[:] = samples
        file.createDimension("kind", 3)
        file.createVariable("kind", str, ("kind",))[:] = np.array(["rain", "snow", "hail"], dtype=object)
        file.createVariable("share", "f8", ("kind", "lon"))[:] = random.random((3, 12))
        count = file.createVariable("stations", "i2", ("lat", "lon"), fill_value=-999)
        count[:] = np.ma.masked_less(random.integers(-3, 20, (19, 12)), 0)


def _write_types(path):
    with h5py.File(path, "w") as file:
        for name in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64", "complex64"):
            samples = (np.arange(2 * 3 * 4) * 5 - 7 * (name[0] != "u")).reshape(2, 3, 4).astype(name)
            file[name] = samples * (1 - 2j) if name == "complex64" else samples
        file["int64"][0, 0, 0] = -(2**63)
        file["uint64"][0, 0, 0] = 2**64 - 1
        file["entry/line"] = np.arange(5.0)
        file["big-endian"] = np.arange(6, dtype=">i4").reshape(2, 3)


def _write_volume(path):
    """Larger than one request."""
    with warnings.catch_warnings(), h5py.File(path, "w") as file:
        file["volume"] = np.random.default_rng(3).integers(0, 65535, (100, 300, 400), dtype=np.uint16)
