"""What needs no server: units, moments, how reads are cut, and requests to servers that misbehave."""
import io
import json
import os
import random
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cftime
import harness
import numpy as np

import etalon
from etalon import _reading, moments, units
from etalon._axes import Part
from etalon._progress import Bar
from etalon._transport import Transport
from etalon.client import read_relaxed


class Units(unittest.TestCase):
    def test_conversions_are_those_of_udunits(self):
        pairs = [
            ("km", "m"), ("degrees_north", "rad"), ("arcminute", "degree"), ("keV", "J"), ("hPa", "atm"), ("kt", "km/h"), ("W/m2", "mW cm-2"), ("degC", "K"),
            ("degF", "degC"), ("kg m-2 s-1", "g/m^2/h"), ("Å", "nm"), ("µm", "inch"), ("L", "cm3"), ("%", "ppm"), ("mbar", "Pa"), ("1e-3 m", "um"),
            ("day", "min"), ("m s-1", "nmile/h"), ("kilometers", "ft"), ("Hz", "min-1"), ("degree_east", "arcsec"), ("degF", "K"),
        ]
        for one, other in pairs:
            with self.subTest(f"{one} to {other}"):
                told = subprocess.run(["udunits2", "-H", f"7.5 {one}", "-W", other], capture_output=True, text=True, timeout=20, check=True).stdout
                wanted = float(told.split(" = ")[1].split()[0])
                # udunits2 prints six digits.
                self.assertAlmostEqual(units.convert(7.5, one, other) / wanted, 1, delta=1e-5)

    def test_what_is_not_sure_is_refused(self):
        for code, one, other in (
            ("unknown-unit", "zorks", "m"), ("doubtful-unit", "cal", "J"), ("doubtful-unit", "year", "s"), ("incompatible-units", "kg", "m"),
            ("bad-unit", "m +", "m"), ("time-reference-unit", "days since 2000-01-01", "s"), ("unknown-unit", "dBZ", "1"), ("incompatible-units", "rad", "1"),
        ):
            with self.subTest(one), self.assertRaises(etalon.UnitError) as refused:
                units.convert(1, one, other)
            self.assertEqual(refused.exception.code, code)

    def test_decimal_factors_round_once(self):
        self.assertEqual(units.convert(0.1, "mm", "um"), 100.0)
        self.assertEqual(units.convert(20, "degC", "K"), 293.15)
        self.assertEqual(units.convert(50, "deg", "degrees_north"), 50.0)


class Moments(unittest.TestCase):
    def test_moments_are_counted_as_cftime_counts_them(self):
        choose = random.Random(5)
        for calendar in ("standard", "proleptic_gregorian", "julian", "noleap", "all_leap", "360_day"):
            for unit in ("hours since 1850-01-01", "days since 1582-01-01 06:00:00", "seconds since 2000-02-28"):
                axis = moments.TimeAxis(unit, calendar)
                for _ in range(60):
                    parts = choose.randint(1, 3000), choose.randint(1, 12), choose.randint(1, 28), choose.randint(0, 23)
                    if calendar == "standard" and parts[:2] == (1582, 10):
                        continue
                    wanted = cftime.date2num(cftime.datetime(*parts, calendar=calendar), unit, calendar=calendar)
                    found = axis.extent("{:04d}-{:02d}-{:02d}T{:02d}".format(*parts))[0]
                    self.assertAlmostEqual(found, wanted, delta=abs(wanted) * 1e-15, msg=f"{parts} {unit} {calendar}")

    def test_texts_last_as_long_as_what_they_name(self):
        axis = moments.TimeAxis("hours since 2004-02-01", "standard")
        for text, wanted in (
            ("2004-02", (0, 29 * 24)), ("2004", (-31 * 24, 335 * 24)), ("2004-02-02", (24, 48)), ("2004-02-01T03", (3, 4)), ("2004-02-01 03:30", (3.5, 3.5 + 1 / 60)),
            ("2004-02-01T03+02:00", (1, 2)), ("2003-12", (-62 * 24, -31 * 24)),
        ):
            self.assertEqual(axis.extent(text), wanted, text)

    def test_days_that_are_not_are_refused(self):
        for calendar, text in (("noleap", "2004-02-29"), ("360_day", "2004-01-31"), ("standard", "1582-10-10"), ("standard", "2004-13"), ("julian", "x")):
            with self.subTest(text), self.assertRaises(etalon.SelectionError):
                moments.TimeAxis("days since 2000-01-01", calendar).extent(text)


class Cutting(unittest.TestCase):
    def test_pieces_cover_a_part_once_and_are_bounded(self):
        choose = random.Random(11)
        for _ in range(200):
            parts = tuple(Part(choose.randint(0, 90), choose.randint(1, 150), choose.choice((1, 1, 1, 2, 3, 9))) for _ in range(choose.randint(0, 4)))
            if np.prod([part.count for part in parts]) > 2_000_000:
                continue
            seen = np.zeros([part.count for part in parts], int)
            for box in _reading.cut(parts, 4, most=40_000):
                seen[(..., *(slice(along[0], along[-1] + 1) for along in box))] += 1
                spans = [(len(along) - 1) * part.step + 1 for part, along in zip(parts, box)]
                self.assertLessEqual(int(np.prod(spans)) * 4, 40_000)
            self.assertTrue((seen == 1).all())


class Workflows(unittest.TestCase):
    def test_comments_and_trailing_commas_are_passed_over(self):
        text = '{"a": "x // no, \\" ] }", /* one */ "b": [1, 2, // two\n ], "c": {"d": "/* e */",} , }  // end'
        self.assertEqual(read_relaxed(text, "w"), {"a": 'x // no, " ] }', "b": [1, 2], "c": {"d": "/* e */"}})
        for bad in ('{"a": }', "[1]", '{"a'):
            with self.subTest(bad), self.assertRaises(etalon.Refused):
                read_relaxed(bad, "w")


class Misbehaving(unittest.TestCase):
    """A server of a few lines that does what is asked of it."""

    def setUp(self):
        quick = unittest.mock.patch("etalon._transport._FIRST_PAUSE", 0.01)
        quick.start()
        self.addCleanup(quick.stop)
        self.answers = []
        self.seen = []
        test = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                test.seen.append((self.command, self.path))
                act = test.answers.pop(0) if test.answers else ok
                act(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.transport = Transport(f"http://127.0.0.1:{self.server.server_port}", "secret", timeout=0.5, patience=10)

    def tearDown(self):
        self.transport.close()
        self.server.shutdown()
        self.server.server_close()

    def test_passing_failures_are_tried_again(self):
        self.answers = [status(503), hang_up, status(429, {"Retry-After": "0"}), status(502)]
        self.assertEqual(self.transport.call("GET", "/x").json(), {"fine": True})
        self.assertEqual(len(self.seen), 5)

    def test_orders_are_not_given_twice(self):
        self.answers = [hang_up]
        with self.assertRaises(etalon.Unreachable):
            self.transport.call("POST", "/api/runs", body={})
        self.assertEqual(len(self.seen), 1)
        self.answers = [status(503)]
        self.assertEqual(self.transport.call("POST", "/api/runs", body={}).json(), {"fine": True})
        self.assertEqual(len(self.seen), 3)

    def test_refusals_are_not_tried_again(self):
        self.answers = [status(422, body={"code": "bad-region", "title": "No.", "help": "Do this."})]
        with self.assertRaises(etalon.Refused) as refused:
            self.transport.call("GET", "/x")
        self.assertEqual((refused.exception.code, refused.exception.message, refused.exception.help), ("bad-region", "No.", "Do this."))
        self.assertEqual(len(self.seen), 1)

    def test_failures_that_last_are_told_in_the_end(self):
        self.answers = [status(503)] * 20
        began = time.monotonic()
        with self.assertRaises(etalon.ServerTrouble):
            Transport(self.transport.url, "secret", timeout=0.5, patience=1).call("GET", "/x")
        self.assertLess(time.monotonic() - began, 5)
        self.assertGreater(len(self.seen), 1)

    def test_server_that_wants_more_patience_than_there_is_is_not_waited_for(self):
        self.answers = [status(503, {"Retry-After": "0"}), status(503, {"Retry-After": "11"})]
        with self.assertRaises(etalon.ServerTrouble) as stopped:
            self.transport.call("GET", "/x")
        self.assertEqual((len(self.seen), stopped.exception.after), (2, 11))

    def test_silence_has_a_limit(self):
        self.answers = [silent] * 20
        with self.assertRaises(etalon.TookTooLong):
            Transport(self.transport.url, "secret", timeout=0.2, patience=0.5).call("GET", "/x")

    def test_drip_has_a_limit(self):
        self.answers = [drip] * 20
        began = time.monotonic()
        with self.assertRaises(etalon.TookTooLong):
            Transport(self.transport.url, "secret", timeout=0.4, patience=0.5).call("GET", "/x")
        self.assertLess(time.monotonic() - began, 4)

    def test_short_answers_are_no_samples(self):
        self.answers = [cut_short] * 20
        with self.assertRaises(etalon.Unreachable):
            Transport(self.transport.url, "secret", timeout=0.4, patience=0.5).call("GET", "/x", into=memoryview(bytearray(1000)))

    def test_redirects_do_not_carry_the_token_away(self):
        self.answers = [status(302, {"Location": "http://elsewhere.example/"})]
        with self.assertRaises(etalon.Refused) as refused:
            self.transport.call("GET", "/x")
        self.assertEqual(refused.exception.code, "redirected")

    def test_connections_are_used_again_and_bounded(self):
        most, now, lock = [0], [0], threading.Lock()

        def counted(handler):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            time.sleep(0.02)
            with lock:
                now[0] -= 1
            ok(handler)

        self.answers = [counted] * 40
        threads = [threading.Thread(target=self.transport.call, args=("GET", "/x")) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertLessEqual(most[0], 8)
        self.assertGreater(most[0], 1)
        self.assertLessEqual(len(self.transport._idle), 8)


class Bars(unittest.TestCase):
    def test_time_that_is_left_is_told_in_its_own_unit(self):
        for seconds, told in ((7.4, "7 s"), (119, "119 s"), (120, "2.0 min"), (599, "10.0 min"), (1800, "30 min"), (7200, "2.0 h"), (90000, "25 h")):
            with unittest.mock.patch("sys.stderr", io.StringIO()) as drawn, Bar("scan", True) as bar:
                bar._draw_plain(0.5, {"step": "1 GB of 2 GB", "secondsLeft": seconds})
                self.assertIn(f"50% 1 GB of 2 GB, {told} left", drawn.getvalue())


class Places(unittest.TestCase):
    def test_no_server_is_said_with_what_to_do(self):
        with tempfile.TemporaryDirectory() as empty, unittest.mock.patch.dict(os.environ, {"ETALON_HOME": empty, "XDG_CONFIG_HOME": empty}):
            os.environ.pop("ETALON_URL", None)
            with self.assertRaises(etalon.Unreachable) as refused:
                etalon.connect()
            self.assertIn("etalon up", refused.exception.help)

    def test_token_of_this_machine_goes_to_no_other_address(self):
        with tempfile.TemporaryDirectory() as home, unittest.mock.patch.dict(os.environ, {"ETALON_HOME": home, "XDG_CONFIG_HOME": home}):
            for name in ("ETALON_URL", "ETALON_TOKEN"):
                os.environ.pop(name, None)
            with open(f"{home}/server.json", "w", encoding="utf-8") as file:
                json.dump({"url": "http://127.0.0.1:1"}, file)
            with open(f"{home}/token", "w", encoding="utf-8") as file:
                file.write("local\n")
            self.assertEqual(etalon._place.find(None, None), ("http://127.0.0.1:1", "local"))
            self.assertEqual(etalon._place.find("https://elsewhere", "mine"), ("https://elsewhere", "mine"))
            with self.assertRaises(etalon.NotSignedIn):
                etalon.connect("https://elsewhere.example")

    def test_addresses_and_tokens_that_are_none_are_refused(self):
        for url, token in (("ftp://x", "t"), ("nothing", "t"), ("http://me:pass@x", "t"), ("http://127.0.0.1:1", "a\r\nX: y"), ("http://127.0.0.1:1", "é")):
            with self.subTest(url), self.assertRaises(etalon.EtalonError):
                Transport(url, token, timeout=1, patience=1)


def ok(handler):
    status(200, body={"fine": True})(handler)


def status(code, headers=None, body=None):
    def act(handler):
        content = json.dumps(body).encode() if body is not None else b""
        handler.send_response(code)
        for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return act


def hang_up(handler):
    handler.close_connection = True
    handler.connection.close()
    handler.wfile = open(os.devnull, "wb")


def silent(handler):
    time.sleep(0.6)
    handler.close_connection = True


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(30):
            handler.wfile.write(b"x")
            time.sleep(0.1)
    except OSError:
        handler.close_connection = True


def cut_short(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x" * 10)
    handler.close_connection = True


assert harness.ROOT
