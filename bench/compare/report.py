"""Rows as plain data (kept between runs) and as markdown."""
import json
import math
import os

import scratch


def plain(row, when, load, repetitions):
    """A row as it is kept in results.json."""
    return {
        "name": row.name, "title": row.title, "unit": row.unit, "gigabytes": _number(row.gigabytes), "when": when,
        "load": load, "repetitions": repetitions,
        "bars": [{"text": bar.text, "figure": bar.figure, "met": bool(bar.met)} for bar in row.bars],
        "checks": [{"text": check.text, "ok": bool(check.ok)} for check in row.checks],
        "notes": row.notes, "table": row.table,
        "outcomes": [{
            "name": one.name, "seconds": one.seconds, "least": one.least, "most": one.most, "cores": _number(one.cores),
            "engine": _number(one.fact("engine")), "rejected": one.rejected, "disturbed": one.disturbed,
        } for one in row.outcomes.values()],
    }


def failed(name, fault, when):
    return {"name": name, "when": when, "error": str(fault)}


def load_results(tag):
    try:
        with open(scratch.path(f"results-{tag}.json"), encoding="utf-8") as text:
            return json.load(text)
    except (OSError, ValueError):
        return {}


def keep_results(tag, results):
    with open(scratch.path(f"results-{tag}.json"), "w", encoding="utf-8") as out:
        json.dump(results, out, indent=1, ensure_ascii=False)


def markdown(results, order, machine_facts, quick):
    rows = [results[name] for name in order if name in results]
    lines = [
        "# Benchmarks", "",
        "Written by `bench/compare/run`, which measures Etalon, its peers and the machine's own roof in turn, on the same input, in one",
        "run. A bar is a promise; it is judged by the wall time that a user of the HTTP interface sees, unless its line says otherwise.",
        "", *_machine(machine_facts, quick), "## Bars", "", "| bar | measured | |", "|---|---|---|"]
    for row in rows:
        if "error" in row:
            lines.append(f"| {row['name']} | did not run: {_cell(row['error'])[:160]} | **missed** |")
        lines += [f"| {_cell(bar['text'])} | {_cell(bar['figure'])} | {'met' if bar['met'] else '**missed**'} |" for bar in row.get("bars", [])]
    lines += ["", "## Figures", "",
              "Medians, in brackets the least and the largest. *Cores* is processor time over wall time. *Engine* is what the run's own record",
              "says it took, without the HTTP call, the planning and the entry into the catalogue.", ""]
    for row in rows:
        if "error" not in row:
            lines += _row(row)
    lines += _how(machine_facts)
    return "\n".join(lines) + "\n"


def _machine(facts, quick):
    lines = [f"- {facts['date']}; {facts['cpu']}; {facts['memory']:.0f} GB of memory"]
    lines.append("- " + ", ".join(f"{name} {version}" for name, version in facts["versions"].items()))
    lines.append("- favoured by the scheduler (autogroup −20)" if facts["favoured"] else "- not favoured by the scheduler")
    if quick:
        lines.append("- **quick**: a tenth of the data; the bars are meant for the full size")
    return [*lines, ""]


def _row(row):
    lines = [f"### {row['title']}", ""]
    if row["outcomes"]:
        lines += _outcomes(row)
    if row["table"]:
        lines += [row["table"].strip(), ""]
    if row["checks"]:
        good = all(check["ok"] for check in row["checks"])
        lines.append(f"Answers {'agree' if good else '**do not agree**'}: " + "; ".join(
            check["text"] if check["ok"] else f"**{check['text']}**" for check in row["checks"]) + ".")
    lines += row["notes"]
    turns = f"{row['repetitions']} repetitions in turn, " if row["outcomes"] else ""
    lines += [f"Measured {row['when']}, {turns}load average {row['load'][0]:.1f} before and {row['load'][1]:.1f} after.", ""]
    return lines


def _outcomes(row):
    size = row["gigabytes"]
    seconds = row["unit"] in ("GB/s", "s")
    rate = row["unit"] == "GB/s"
    mine = next((one for one in row["outcomes"] if one["name"].startswith("Etalon")), None)
    lines = [f"| | {'s' if seconds else 'ms'} | {'GB/s | ' if rate else ''}engine, {'s' if seconds else 'ms'} | cores | {'Etalon is | ' if rate and mine else ''}rejected |",
             "|---|---|---|---|" + ("---|" if rate else "") + ("---|" if rate and mine else "")]
    scale, digits = (1, 3) if seconds else (1e3, 2)
    for one in row["outcomes"]:
        cells = [_cell(one["name"]) + (" (disturbed)" if one["disturbed"] else ""),
                 f"{scale * one['seconds']:.{digits}f} ({scale * one['least']:.{digits}f}–{scale * one['most']:.{digits}f})"]
        if rate:
            cells.append(f"{size / one['seconds']:.2f}")
        cells += ["" if one["engine"] is None else f"{scale * one['engine']:.{digits}f}", "" if one["cores"] is None else f"{one['cores']:.2f}"]
        if rate and mine:
            cells.append(_ratio(row, one))
        lines.append("| " + " | ".join([*cells, str(one["rejected"])]) + " |")
    return [*lines, ""]


def _ratio(row, one):
    """How many times faster Etalon is than a peer; where Etalon did several jobs, the job whose name the peer shares."""
    if one["name"].startswith("Etalon"):
        return ""
    mine = [other for other in row["outcomes"] if other["name"].startswith("Etalon")]
    same = [other for other in mine if other["name"].split()[-1] in one["name"]]
    chosen = same[0] if same else mine[0]
    return f"{one['seconds'] / chosen['seconds']:.2f} ×"


def _how(facts):
    return [
        "## The data", "",
        "Made once from fixed seeds, `float32`, in files that the Python netCDF4 module writes:", "",
        *(f"- {line}" for line in facts["data"]), "",
        "## How to repeat", "",
        "```",
        "bench/compare/run                        # everything; about an hour and 12 GB below /tmp/etalon-bench (or $ETALON_BENCH)",
        "bench/compare/run --only median,import   # some rows; the others keep their last figures",
        "bench/compare/run --quick                # a tenth of the data, to see that it works; leaves this page alone",
        "bench/compare/run --clean                # removes the data",
        "```", "",
        "It needs the Debian packages " + ", ".join(f"`{name}`" for name in facts["packages"]) + " beside those of Etalon.",
        "Every contender is warmed up, then all take turns. A repetition is measured again (at most three times) if other processes used more",
        f"than {facts['foreign']} of a core meanwhile; what is rejected is counted above. `bench/Etalon.Compare` measures what has to be",
        "measured inside one .NET process: the roofs, libnetcdf alone, and (`dotnet artifacts/bin/Etalon.Compare/release/Etalon.Compare.dll",
        "kernels`) the kernels on blocks in cache.",
    ]


def write(file, text):
    os.makedirs(os.path.dirname(os.path.abspath(file)), exist_ok=True)
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


def _cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def _number(value):
    return None if value is None or math.isnan(value) else value
