"""Units that the client converts itself: SI with its prefixes and what people use beside it. What it is not sure of it refuses."""
from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from .errors import UnitError

# metre, kilogram, second, ampere, kelvin, mole, candela, radian, count
_Dimension = tuple[int, ...]
_NONE: _Dimension = (0,) * 9


@dataclass(frozen=True)
class Unit:
    """value_in_si = (value + origin) * scale * pi ** turns"""

    scale: Fraction
    dimension: _Dimension
    turns: int = 0
    origin: Fraction = Fraction(0)

    def times(self, other: Unit, sign: int = 1) -> Unit:
        return Unit(
            self.scale * other.scale ** sign, tuple(a + sign * b for a, b in zip(self.dimension, other.dimension)), self.turns + sign * other.turns)

    def power(self, exponent: int) -> Unit:
        return Unit(self.scale ** exponent, tuple(a * exponent for a in self.dimension), self.turns * exponent) if exponent != 1 else self


_PREFIXES = {
    "quetta": 30, "ronna": 27, "yotta": 24, "zetta": 21, "exa": 18, "peta": 15, "tera": 12, "giga": 9, "mega": 6, "kilo": 3, "hecto": 2,
    "deca": 1, "deci": -1, "centi": -2, "milli": -3, "micro": -6, "nano": -9, "pico": -12, "femto": -15, "atto": -18, "zepto": -21, "yocto": -24,
}
_SYMBOLS = {
    "Q": 30, "R": 27, "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1, "d": -1, "c": -2, "m": -3,
    "µ": -6, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21, "y": -24,
}
# Names that mean different things to different programs.
_DOUBTFUL = {"a", "cal", "oz", "Gs", "ppt", "month", "months", "year", "years", "yr"}

# symbols | words | definition; those before the empty line take prefixes.
_TABLE = """
Hz|hertz|s-1
N|newton|kg m s-2
Pa|pascal|N m-2
J|joule|N m
W|watt|J s-1
C|coulomb|A s
V|volt|W A-1
F|farad|C V-1
Ohm Ω|ohm|V A-1
S|siemens|A V-1
Wb|weber|V s
T|tesla|Wb m-2
H|henry|Wb A-1
sr|steradian|rad2
lm|lumen|cd sr
lx|lux|lm m-2
Bq|becquerel|s-1
Gy|gray|J kg-1
Sv|sievert|J kg-1
L l|liter litre|1e-3 m3
t|tonne|1000 kg
bar|bar|1e5 Pa
eV|electronvolt|1.602176634e-19 J

min|minute|60 s
h hr|hour|3600 s
d|day|86400 s
wk|week|604800 s
arcmin|arcminute|1/60 deg
arcsec|arcsecond|1/3600 deg
degrees_north degree_north degrees_east degree_east degrees_N degrees_E degree_N degree_E||deg
%|percent|0.01
ppm||1e-6
ppb||1e-9
Å|angstrom|1e-10 m
micron|micron|1e-6 m
atm|atmosphere|101325 Pa
in|inch|0.0254 m
ft|foot|0.3048 m
nmile|nautical_mile|1852 m
kt|knot|1852/3600 m s-1
deg_C degreeC degrees_C degC °C ℃|celsius|K
deg_F degreeF degrees_F degF °F|fahrenheit|5/9 K
|photon pixel|count
px cts||count
"""

_units: dict[str, Unit] = {}
_prefixable_symbols: set[str] = set()
_prefixable_words: set[str] = set()


def convert(value: float, unit: str, other: str) -> float:
    """A value of one unit in another one: convert(1, 'mm', 'um') is 1000.0."""
    if unit.strip() == other.strip():
        return float(value)
    left, right = parse(unit), parse(other)
    if left.dimension != right.dimension:
        raise UnitError("incompatible-units", f"'{unit}' and '{other}' measure different things.", "Give a unit that converts.")
    ratio, turns = left.scale / right.scale, left.turns - right.turns
    if turns:
        return float(value) * float(ratio) * math.pi ** turns
    # Exact arithmetic, rounded once: 0.1 mm is the float nearest to 100 um.
    return float((Fraction(float(value)) + left.origin) * ratio - right.origin) if math.isfinite(value) else float(value)


def parse(text: str) -> Unit:
    """The meaning of a text such as 'kg m-2 s-1', 'W/m2' or 'degC'."""
    if " since " in text:
        raise UnitError("time-reference-unit", f"'{text}' is a time axis, no unit of measure.", "Select times by moments: time='2001-03'.")
    result, at, divide = Unit(Fraction(1), _NONE), 0, False
    words = text.strip().replace("μ", "µ").replace("·", ".").replace("\N{MINUS SIGN}", "-")
    if len(words) > 200:
        raise UnitError("bad-unit", f"A unit of {len(words)} characters is too long.")
    while at < len(words):
        found = _FACTOR.match(words, at)
        if not found:
            raise UnitError("bad-unit", f"'{text}' is no unit that the client reads.", "Write units as 'm s-1', 'W/m2' or '1'.")
        factor = _number(found["number"]) if found["number"] else _named(found["name"], text).power(int(found["power"] or 1))
        alone = at == 0 and found.end() == len(words)
        result = factor if alone else result.times(_without_origin(factor), -1 if divide else 1)
        at = found.end()
        divide = (found["sign"] or "").strip() == "/"
    return result


_FACTOR = re.compile(r"(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:/\d+)?)(?![\w%])|(?P<name>[^\W\d]+|%|[°℃][CF]?|Å)(?:\^|\*\*)?(?P<power>[+-]?\d+)?)(?P<sign>\s*[/*.]\s*(?=\S)|\s+|$)")


def _number(text: str) -> Unit:
    top, _, bottom = text.partition("/")
    value = Fraction(top) / Fraction(bottom or 1)
    if value == 0:
        raise UnitError("bad-unit", "A unit is not multiplied by 0.")
    return Unit(value, _NONE)


def _without_origin(unit: Unit) -> Unit:
    return Unit(unit.scale, unit.dimension, unit.turns) if unit.origin else unit


def _named(name: str, text: str) -> Unit:
    if name in _DOUBTFUL:
        raise UnitError("doubtful-unit", f"'{name}' in '{text}' means different things to different programs.", "Write it in SI units.")
    if name in _units:
        return _units[name]
    for prefixes, names in ((_SYMBOLS, _prefixable_symbols), (_PREFIXES, _prefixable_words)):
        for prefix, exponent in prefixes.items():
            if name.startswith(prefix) and name[len(prefix):] in names:
                return _units[name[len(prefix):]].times(Unit(Fraction(10) ** exponent, _NONE))
    raise UnitError("unknown-unit", f"The client is not sure what '{name}' in '{text}' is.", "Give the value in the axis's own unit, as a number.")


def _add(symbols: str, words: str, unit: Unit, prefixable: bool) -> None:
    plurals = [form for word in words.split() for form in (word, word + "s")]
    for name in [*symbols.split(), *plurals]:
        _units[name] = unit
    if prefixable:
        _prefixable_symbols.update(symbols.split())
        _prefixable_words.update(plurals)


def _base(index: int) -> _Dimension:
    return tuple(int(i == index) for i in range(9))


def _fill_table() -> None:
    names = ("m|meter metre", "g|gram", "s sec|second", "A|ampere", "K|kelvin", "mol|mole", "cd|candela", "rad|radian", "|count")
    for index, both in enumerate(names):
        symbols, words = both.split("|")
        _add(symbols, words, Unit(Fraction(1, 1000) if symbols == "g" else Fraction(1), _base(index)), prefixable=True)
    _add("deg °", "degree", Unit(Fraction(1, 180), _base(7), turns=1), prefixable=False)
    prefixable = True
    for line in _TABLE.strip().split("\n"):
        if not line:
            prefixable = False
            continue
        symbols, words, definition = line.split("|")
        unit = parse(definition)
        if "celsius" in words:
            unit = Unit(unit.scale, unit.dimension, origin=Fraction(27315, 100))
        elif "fahrenheit" in words:
            unit = Unit(unit.scale, unit.dimension, origin=Fraction(45967, 100))
        _add(symbols, words, unit, prefixable)


_fill_table()
