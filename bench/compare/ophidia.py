"""Ophidia's protocol as its clients meet it: calls, expressions, pages of results."""
import concurrent.futures
import json
import math
import os
import statistics
import time

import rows
import scratch
import timing
from ophidia_client import Client
from timing import Contender

MARK = "bench"


def _client(bench):
    with open(os.path.join(bench.etalon.home, "server.json"), encoding="utf-8") as text:
        place = json.load(text)
    with open(os.path.join(bench.etalon.home, "token"), encoding="utf-8") as text:
        token = text.read().strip()
    client = Client("127.0.0.1", int(place["ophidiaPort"]), "__token__", token)
    client.submit("oph_get_config key=OPH_SESSION_ID")
    return client


def _container(client):
    client.submit(f"oph_createcontainer container={MARK};dim=row|sample;dim_type=long|long;hierarchy=oph_base|oph_base")


def _random(client, fragments, rows_each, samples, kind="float"):
    return client.cube(
        f"oph_randcube container={MARK};measure=m;measure_type={kind};nhost=1;nfrag={fragments};ntuple={rows_each};exp_ndim=1;"
        f"dim=row|sample;dim_size={fragments * rows_each}|{samples}")


def _making(bench, client, name, command, **options):
    """A command that makes a cube, timed from client to client; the cube is deleted outside the time."""
    def once():
        cube, sample = bench.etalon.clocked(lambda: client.cube(command))
        client.submit(f"oph_delete cube={cube}")
        return sample
    return Contender(name, once, **options)


def _calling(bench, client, name, command, **options):
    return Contender(name, lambda: bench.etalon.clocked(lambda: client.submit(command))[1], **options)


def _latency(work, repetitions=40):
    """Milliseconds of single calls: median, least, most."""
    for _ in range(8):
        work()
    taken = []
    for _ in range(repetitions):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1e3)
    return statistics.median(taken), min(taken), max(taken)


def expressions(bench):
    """Expressions for every row of 2.56 GB, over TLS, the result kept as a cube."""
    client = _client(bench)
    _container(client)
    tuples, samples = (10, 100_000) if bench.sizes.quick else (100, 100_000)
    cube = _random(client, 64, tuples, samples)
    gb = 64 * tuples * samples * 4 / 1e9
    queries = {
        "reduce_all max": "oph_reduce('OPH_FLOAT','OPH_FLOAT',measure,'OPH_MAX',0)",
        "subarray, then averages of 30": "oph_reduce('OPH_FLOAT','OPH_FLOAT',oph_get_subarray('OPH_FLOAT','OPH_FLOAT',measure,1,99990),'OPH_AVG',30)",
        "sum_scalar": "oph_sum_scalar('OPH_FLOAT','OPH_FLOAT',measure,1.0)",
        "quantile 0.5": "oph_gsl_quantile('OPH_FLOAT','OPH_FLOAT',measure,0.5)",
    }
    outcomes = timing.alternate([_making(bench, client, name, f"oph_apply cube={cube};query={query}") for name, query in queries.items()], bench.reps)
    rate = {name: gb / outcomes[name].seconds for name in queries}
    # The same expression through HTTP, where the number of workers can be said.
    place = bench.etalon.place(bench.etalon.run({"operator": "random", "set": {"shape": f"row={64 * tuples},sample={samples}", "type": "float32"}}))
    order = {"operator": "apply", "inputs": {"cube": place}, "set": {"query": "oph_reduce(measure,'oph_max',0)"}}
    outcomes |= timing.alternate([bench.run(f"reduce_all max, workers={count}, over HTTP", {**order, "workers": count}) for count in (1, 2)], bench.reps)
    bench.etalon.discard_place(place)
    one, two = (outcomes[f"reduce_all max, workers={count}, over HTTP"] for count in (1, 2))
    scaling = one.fact("engine") / two.fact("engine") / 2
    bars = [
        rows.Bar("use case A, reduce_all max: ≥ 10 GB/s on two cores", f"{rate['reduce_all max']:.1f} GB/s (Ophidia 1.25)", rate["reduce_all max"] >= 10),
        rows.Bar("use case A, 1 → 2 workers: ≥ 95 %", f"{scaling:.0%}", scaling >= 0.95),
        rows.Bar("reduce of a subarray: ≥ 6 GB/s", f"{rate['subarray, then averages of 30']:.1f} GB/s (Ophidia 0.65)", rate["subarray, then averages of 30"] >= 6),
        rows.Bar("sum_scalar, a result of the same size: ≥ 2 GB/s", f"{rate['sum_scalar']:.1f} GB/s (Ophidia 0.61)", rate["sum_scalar"] >= 2),
        rows.Bar("quantile 0.5: ≥ 0.8 GB/s on two cores", f"{rate['quantile 0.5']:.1f} GB/s (Ophidia 0.036–0.054)", rate["quantile 0.5"] >= 0.8),
    ]
    client.submit(f"oph_deletecontainer container={MARK};force=yes")
    return rows.Row("expressions", f"Ophidia's expressions over {gb:.2f} GB, client to client", gb, outcomes, bars, [],
                    ["Ophidia's figures were measured on such a machine without the 0.35 s that starting its processes takes."])


def calls(bench):
    """Single calls over TLS, a thousand cubes, sixteen clients at once."""
    client = _client(bench)
    _container(client)
    tiny = _random(client, 1, 24, 366)
    median, least, most = _latency(lambda: client.cube(f"oph_reduce cube={tiny};operation=max"))

    def start():
        for key in ("OPH_SESSION_ID", "OPH_BASE_SRC_PATH", "OPH_CDD", "OPH_CWD", "OPH_DATACUBE"):
            client.submit(f"oph_get_config key={key}")
    start_up = _latency(start)[0]
    while _cubes(client) < 1000:
        client.submit(f"oph_duplicate cube={tiny}")
    listed = _latency(lambda: client.submit("oph_list level=2"))[0]
    schema = _latency(lambda: client.submit(f"oph_cubeschema cube={tiny}"))[0]
    alone, together, faults = _crowd(bench, tiny)
    bars = [
        rows.Bar("one operator on a tiny cube: ≤ 25 ms", f"{median:.1f} ms ({least:.1f}..{most:.1f}; Ophidia 320–400)", median <= 25),
        rows.Bar("start of a client, five calls: ≤ 25 ms", f"{start_up:.1f} ms (Ophidia 20)", start_up <= 25),
        rows.Bar("1 000 cubes, oph_list: ≤ 30 ms", f"{listed:.1f} ms (Ophidia 330)", listed <= 30),
        rows.Bar("1 000 cubes, oph_cubeschema: ≤ 30 ms", f"{schema:.1f} ms (Ophidia 330)", schema <= 30),
        rows.Bar("16 clients at once: no error, ≥ 1.6 × one client", f"{faults} errors, {together / alone:.2f} × ({alone:.0f} and {together:.0f} calls/s)", faults == 0 and together >= 1.6 * alone),
    ]
    client.submit(f"oph_deletecontainer container={MARK};force=yes")
    return rows.Row("calls", "Calls of Ophidia's protocol over TLS", math.nan, {}, bars, [], ["Medians of 40 calls, each on a connection of its own, from Python."])


def _cubes(client):
    for item in client.submit("oph_list level=2")["response"]:
        if item["objkey"] == "list":
            return len(item["objcontent"][0]["rowvalues"])
    return 0


def _crowd(bench, tiny, calls_each=12):
    """Calls a second of one client and of sixteen, and how many calls failed."""
    def some(client, count):
        faults = 0
        for _ in range(count):
            try:
                client.cube(f"oph_reduce cube={tiny};operation=max")
            except RuntimeError:
                faults += 1
        return faults
    one = _client(bench)
    some(one, 8)
    began = time.perf_counter()
    faults = some(one, 4 * calls_each)
    alone = 4 * calls_each / (time.perf_counter() - began)
    crowd = [_client(bench) for _ in range(16)]
    with concurrent.futures.ThreadPoolExecutor(16) as threads:
        began = time.perf_counter()
        faults += sum(threads.map(lambda client: some(client, calls_each), crowd))
        together = 16 * calls_each / (time.perf_counter() - began)
    return alone, together, faults


def pages(bench):
    """Results leave: pages of HTML, and arrays in base64."""
    client = _client(bench)
    _container(client)
    tuples, samples = (100, 10_000) if bench.sizes.quick else (1000, 10_000)
    big = _random(client, 32, tuples, samples, "double")
    gb = 32 * tuples * samples * 8 / 1e9
    array = _random(client, 64, 2048, 50)
    outcomes = timing.alternate([_calling(bench, client, f"oph_publish of {gb:.2f} GB", f"oph_publish cube={big}", warm=0)], min(bench.reps, 3))
    published = gb * 1e3 / outcomes[f"oph_publish of {gb:.2f} GB"].seconds
    # The same pages through HTTP, where the number of workers can be said.
    place = bench.etalon.place(bench.etalon.run({"operator": "random", "set": {"shape": f"row={32 * tuples},sample={samples}", "type": "float64"}}))
    outcomes |= timing.alternate([_pages(bench, place, workers, tuples) for workers in (1, 2)], min(bench.reps, 3))
    bench.etalon.discard_place(place)
    one, two = (outcomes[f"publish, workers={workers}, over HTTP"] for workers in (1, 2))
    scaling = one.seconds / two.seconds / 2
    outcomes |= timing.alternate([
        Contender("export_array of 26 MB", lambda: bench.etalon.clocked(lambda: client.raw(_export(client, array)))[1])], max(bench.reps, 5))
    exported = outcomes["export_array of 26 MB"].seconds
    bars = [
        rows.Bar("use case B, publish: ≥ 150 MB/s in", f"{published:.0f} MB/s (Ophidia 7.5)", published >= 150),
        rows.Bar("use case B, 1 → 2 workers: ≥ 92 %", f"{scaling:.0%}", scaling >= 0.92),
        rows.Bar("export_array of 26 MB: ≤ 0.6 s", f"{exported:.2f} s until a client that only reads has the last byte (Ophidia 5.85 with PyOphidia)", exported <= 0.6),
    ]
    client.submit(f"oph_unpublish cube={big}")
    client.submit(f"oph_deletecontainer container={MARK};force=yes")
    return rows.Row("pages", "Results of Ophidia's protocol that leave", gb, outcomes, bars, [])


def _pages(bench, place, workers, rows_each):
    folder = bench.out(f"pages-{workers}")
    order = {"operator": "publish", "inputs": {"cube": place}, "set": {"path": folder, "pageRows": rows_each}, "workers": workers}
    return Contender(f"publish, workers={workers}, over HTTP", lambda: bench.etalon.timed(order, keep=True), lambda: scratch.remove(folder), warm=0)


def _export(client, cube):
    return {
        "name": "oph_explorecube", "author": "bench", "sessionid": client.session, "exec_mode": "sync",
        "tasks": [{"name": "Task 0", "operator": "oph_explorecube", "arguments": [f"cube={cube}", "base64=yes", "limit_filter=0", "show_index=yes", "subset_dims=none"]}]}
