"""Alternating repetitions, with repetitions rejected that ran beside other work."""
import dataclasses
import math
import os
import resource
import statistics
import subprocess
import time

import machine

# Cores that other processes (or a hypervisor) may take during a repetition before it is rejected. Low CPU/wall alone is no reason
# to reject: a program that waits shows it too, and that is a finding.
FOREIGN_CORES = 0.3
# Below this many seconds the kernel's tick of 10 ms is too coarse to say who used the processor: two ticks are 0.2 cores there.
SHORTEST_JUDGED = 0.1
RETRIES = 3
LIMIT_SECONDS = 900


@dataclasses.dataclass
class Sample:
    """One repetition: wall seconds, processor seconds if known, and whatever else the contender tells of it."""
    seconds: float
    cpu: float = float("nan")
    facts: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Contender:
    """Something that is timed. `once` does the work and returns a Sample; `before` clears the way, outside the time."""
    name: str
    once: object
    before: object = None
    warm: int = 1
    reps: int = 0


@dataclasses.dataclass
class Outcome:
    name: str
    samples: list
    rejected: int = 0
    disturbed: bool = False

    @property
    def seconds(self):
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def least(self):
        return min(sample.seconds for sample in self.samples)

    @property
    def most(self):
        return max(sample.seconds for sample in self.samples)

    @property
    def cores(self):
        return statistics.median(sample.cpu / sample.seconds for sample in self.samples)

    def fact(self, name):
        """The median of a number that every repetition told; NaN if none did."""
        values = [sample.facts[name] for sample in self.samples if name in sample.facts]
        return statistics.median(values) if values else float("nan")

    def worst(self, name):
        values = [sample.facts[name] for sample in self.samples if name in sample.facts]
        return max(values) if values else float("nan")

    @property
    def last(self):
        return self.samples[-1].facts


class Told(Outcome):
    """Many answers of one kind: the median, the 95th percentile and the longest."""

    @property
    def seconds(self):
        return self.samples[0]

    @property
    def least(self):
        return self.samples[1]

    @property
    def most(self):
        return self.samples[2]

    @property
    def cores(self):
        return math.nan

    def fact(self, name):
        return math.nan


def told(name, seconds):
    """What many answers took."""
    ordered = sorted(seconds)
    return Told(name, [ordered[len(ordered) // 2], ordered[math.ceil(0.95 * len(ordered)) - 1], ordered[-1]])


def alternate(contenders, reps):
    """Warms everybody up, then lets them take turns; returns outcomes by name, in the given order."""
    outcomes = {one.name: Outcome(one.name, []) for one in contenders}
    for one in contenders:
        for _ in range(one.warm):
            _clear(one)
            one.once()
    for repetition in range(reps):
        for one in contenders:
            if repetition < (one.reps or reps):
                _repeat(one, outcomes[one.name])
    for outcome in outcomes.values():
        print(f"    {outcome.name:<34} {outcome.seconds:9.4f} s ({outcome.least:.4f}..{outcome.most:.4f}), "
              f"{outcome.cores:.2f} cores, {outcome.rejected} rejected{', disturbed' if outcome.disturbed else ''}", flush=True)
    return outcomes


def _repeat(one, outcome):
    tries = []
    for _ in range(1 + RETRIES):
        _clear(one)
        busy, own = machine.busy_seconds(), _self_cpu()
        sample = one.once()
        foreign = machine.busy_seconds() - busy - (_self_cpu() - own) - _other_cpu(sample)
        tries.append((foreign / sample.seconds, sample))
        if sample.seconds < SHORTEST_JUDGED or foreign / sample.seconds <= FOREIGN_CORES:
            outcome.samples.append(sample)
            break
    else:
        # Never alone: the quietest one counts, and the outcome is marked.
        outcome.samples.append(min(tries, key=lambda one: one[0])[1])
        outcome.disturbed = True
    outcome.rejected += len(tries) - 1


def _clear(one):
    if one.before:
        one.before()


def _self_cpu():
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return mine.ru_utime + mine.ru_stime


def _other_cpu(sample):
    return 0.0 if sample.cpu != sample.cpu else sample.cpu


def command(arguments, environment=None):
    """Times a program from start to end."""
    environment = environment or dict(os.environ, OMP_NUM_THREADS="2")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=LIMIT_SECONDS, check=False)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip() or done.stdout.strip()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Sample(seconds, cpu, {"out": done.stdout})
