"""Facts about the machine and its programs; how busy it is with other work; how much processor time a family of processes used."""
import os
import re
import subprocess
import threading

TICK = os.sysconf("SC_CLK_TCK")


def cpu():
    model = cores = ""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        text = lines.read()
    model = re.search(r"^model name\s*:\s*(.*)$", text, re.M)
    flags = re.search(r"^flags\s*:\s*(.*)$", text, re.M)
    cores = len(os.sched_getaffinity(0))
    name = model.group(1) if model else os.uname().machine
    wide = "AVX-512" if flags and "avx512f" in flags.group(1) else "AVX2" if flags and "avx2" in flags.group(1) else "no AVX2"
    return f"{name}, {cores} cores, {wide}"


def memory_gb():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def load():
    return os.getloadavg()[0]


def favoured():
    try:
        with open("/proc/self/autogroup", encoding="ascii") as text:
            return text.read().split()[-1] == "-20"
    except OSError:
        return False


def favour(processes):
    """Servers have sessions of their own, so they are favoured one by one; silently left alone where that is not allowed."""
    for process in processes:
        try:
            with open(f"/proc/{process}/autogroup", "w", encoding="ascii") as out:
                out.write("-20")
        except OSError:
            pass


class Favouring:
    """Processes that appear while something goes on, and have sessions of their own, are favoured as they come."""

    def __init__(self, processes):
        self._processes, self._stop = processes, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self):
        while not self._stop.wait(0.3):
            favour(self._processes())

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


def busy_seconds():
    """Processor seconds of all cores that were not idle, and those that a hypervisor took away."""
    with open("/proc/stat", encoding="ascii") as lines:
        user, nice, system, _, _, irq, softirq, steal = (int(x) for x in lines.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK


def family(process):
    """A process and all its living descendants."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = _stat(entry)
            if fields:
                parents.setdefault(int(fields[1]), []).append(int(entry))
    found, open_ends = [], [process]
    while open_ends:
        one = open_ends.pop()
        found.append(one)
        open_ends += parents.get(one, [])
    return found


def family_cpu(process):
    """Processor seconds of a process, its descendants, and those of them that have ended."""
    total = 0
    for one in family(process):
        fields = _stat(one)
        if fields:
            total += sum(int(x) for x in fields[11:15])
    return total / TICK


def peak_resident(process):
    try:
        with open(f"/proc/{process}/status", encoding="utf-8") as lines:
            return int(re.search(r"VmHWM:\s*(\d+)", lines.read()).group(1)) * 1024
    except (OSError, AttributeError):
        return 0


def command_line(process):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as text:
            return text.read().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def _stat(process):
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as text:
            return text.read().rpartition(")")[2].split()
    except OSError:
        return None


def versions():
    import dask
    import h5py
    import netCDF4
    import numpy
    import xarray
    import zarr
    found = {
        "CDO": _first_match(["cdo", "--version"], r"version (\S+)"),
        "NCO": _first_match(["ncks", "--version"], r"version (\S+)"),
        "numpy": numpy.__version__,
        "xarray": _package("python3-xarray") or xarray.__version__,
        "dask": dask.__version__,
        "zarr": zarr.__version__,
        "h5py": f"{h5py.__version__} (HDF5 {h5py.version.hdf5_version})",
        "netCDF4": f"{netCDF4.__version__} (libnetcdf {netCDF4.__netcdf4libversion__})",
        "Open MPI": _first_match(["mpirun", "--version"], r"\) (\S+)"),
        ".NET": _first_match(["dotnet", "--version"], r"(\S+)"),
        "kernel": os.uname().release,
    }
    return {name: version for name, version in found.items() if version}


def _package(name):
    return _first_match(["dpkg-query", "-W", "-f", "${Version}", name], r"(\S+)")


def _first_match(command, pattern):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.search(pattern, done.stdout + done.stderr)
    return match.group(1) if match else ""
