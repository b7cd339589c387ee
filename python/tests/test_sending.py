"""Uploads against a server of a few lines, which loses, cuts and refuses what it is told to."""
import base64
import hashlib
import json
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import harness
import numpy as np

import etalon
from etalon import _sending
from etalon._files import Source
from etalon._transport import Transport

DATASET = "01234567-89ab-7def-8123-456789abcdef"
RUN = "01234567-89ab-7def-8123-456789abcde0"
KB = 1 << 10


class FakeServer(ThreadingHTTPServer):
    """Keeps uploads in memory. `faults` are asked one after the other, one for each part; None takes it as it should be."""

    daemon_threads = True

    def __init__(self, secured=None):
        super().__init__(("127.0.0.1", 0), Handler)
        if secured:
            self.socket = secured.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.uploads, self.bytes, self.faults, self.parts, self.seen = {}, {}, [], [], []
        self.most = 1 << 20
        self.begin = self.imports = None
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, *_):
        """Connections that end in the middle are what is tested."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        order = json.loads(self.body() or b"{}")
        self.server.seen.append(("POST", self.path, order))
        if self.path == "/api/uploads":
            if self.server.begin and (fault := self.server.begin.pop(0)):
                return fault(self)
            return self.create(order)
        if self.server.imports and (fault := self.server.imports.pop(0)):
            return fault(self)
        view = self.server.uploads.pop(self.path.split("/")[3])
        return self.answer(200, {"run": RUN, "state": "done", "name": view["name"], "outputs": {"tas": {"dataset": DATASET, "cube": "tas"}}})

    def create(self, order):
        for view in self.server.uploads.values():
            if view["order"] == order["files"]:
                return self.answer(200, view)
        size = sum(file["bytes"] for file in order["files"])
        id = str(uuid.uuid4())
        self.server.uploads[id] = {
            "id": id, "name": order["name"], "files": len(order["files"]), "bytes": size, "received": 0, "created": "2026-11-22T07:00:00Z",
            "expires": "2026-11-25T07:00:00Z", "mostAtOnce": self.server.most, "run": None, "order": order["files"],
        }
        self.server.bytes[id] = bytearray()
        return self.answer(201, self.server.uploads[id])

    def do_GET(self):
        id = self.path.split("/")[3] if self.path.count("/") > 2 else None
        self.server.seen.append(("GET", self.path, None))
        if self.path.startswith("/api/runs"):
            paths = {"path": " ".join(f"/home/uploads/{one}/scan.h5" for one in self.server.bytes)}
            run = {"run": RUN, "state": "done", "outputs": {"tas": {"dataset": DATASET, "cube": "tas"}}, "request": {"set": paths}}
            return self.answer(200, [run] if "?" in self.path else run)
        if id is None:
            return self.answer(200, {"items": list(self.server.uploads.values())})
        return self.answer(200, self.server.uploads[id]) if id in self.server.uploads else self.refuse(404, "not-found")

    def do_DELETE(self):
        return self.answer(200, {}) if self.server.uploads.pop(self.path.split("/")[3], None) else self.refuse(404, "unknown-upload")

    def do_PATCH(self):
        fault = self.server.faults.pop(0) if self.server.faults else None
        return fault(self) if fault else self.take()

    def take(self, spoil=False):
        id = self.path.split("/")[3]
        view, kept = self.server.uploads[id], self.server.bytes[id]
        content = bytearray(self.body())
        if spoil:
            content[-1] ^= 1
        wanted = f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"
        if self.headers["Content-Type"] != "application/offset+octet-stream" or len(content) > self.server.most:
            return self.refuse(400, "bad-part")
        if int(self.headers["Upload-Offset"]) != len(kept):
            return self.refuse(409, "wrong-offset")
        if self.headers["Content-Digest"] != wanted:
            return self.refuse(422, "digest-mismatch")
        kept += content
        self.server.parts.append(len(content))
        view["received"] = len(kept)
        return self.answer(200, view)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def refuse(self, status, code, after=None):
        self.answer(status, {"code": code, "title": f"It is {code}.", "help": ""}, {} if after is None else {"Retry-After": after})

    def answer(self, status, document, headers=()):
        content = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


# -- what may go wrong with a part ---------------------------------------------------------------------------------------------


def refused(status, code, after=None):
    """The body of an order was read before, that of a part was not."""
    def act(handler):
        if handler.command == "PATCH":
            handler.body()
        handler.refuse(status, code, after)

    return act


def answer_is_lost(handler):
    handler.answer = lambda *_: hang_up(handler)
    handler.take()


def cut_in_the_middle(handler):
    handler.rfile.read(int(handler.headers["Content-Length"]) // 2)
    hang_up(handler)


def spoilt_by_the_way(handler):
    handler.take(spoil=True)


def too_large_said_at_once(handler):
    """As a proxy does: it answers, and reads no further."""
    handler.send_response(413)
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    hang_up(handler)


def hang_up(handler):
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


class WithServer(unittest.TestCase):
    def setUp(self):
        for name, value in (
            ("_transport._FIRST_PAUSE", 0.01), ("_sending._FIRST", 100 * KB), ("_sending._LEAST", 20 * KB), ("_sending._MOST", 200 * KB),
        ):
            quick = unittest.mock.patch(f"etalon.{name}", value)
            quick.start()
            self.addCleanup(quick.stop)
        self.server = FakeServer()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        self.file = self.folder / "scan.h5"
        self.content = np.random.default_rng(1).bytes(900 * KB + 7)
        self.file.write_bytes(self.content)
        self.client = self.connect()

    def connect(self, patience=10.0):
        client = etalon.Client(Transport(f"http://127.0.0.1:{self.server.server_port}", "secret", timeout=2, patience=patience))
        self.addCleanup(client.close)
        return client

    @property
    def kept(self):
        *_, last = self.server.bytes.values()
        return bytes(last)

    def sent(self, method, path):
        return [order for seen, at, order in self.server.seen if seen == method and at.partition("?")[0].endswith(path)]


class Files(WithServer):
    def test_file_arrives_and_becomes_a_dataset(self):
        told = []
        dataset = self.client.upload(self.file, name="tooth", cubes=["tas"], codec="zstd", progress=told.append)
        self.assertEqual((dataset.id, self.kept), (DATASET, self.content))
        [order] = self.sent("POST", "/api/uploads")
        about = self.file.stat()
        self.assertEqual(order, {"name": "tooth", "files": [{"path": "scan.h5", "bytes": 900 * KB + 7, "modified": about.st_mtime_ns // 1_000_000}]})
        self.assertEqual(self.sent("POST", "/import"), [{"name": "tooth", "cubes": ["tas"], "codec": "zstd"}])
        self.assertEqual([told[0]["done"], told[-1]["done"]], [0, 1])
        self.assertEqual([one["bytes"] for one in told], list(np.cumsum([0, *self.server.parts])))
        self.assertIn("MB/s", told[-1]["step"].replace("GB/s", "MB/s").replace("kB/s", "MB/s"))

    def test_part_grows_to_what_is_allowed_and_not_further(self):
        self.server.most = 150 * KB
        self.client.upload(self.file)
        self.assertEqual(self.server.parts[:3], [100 * KB, 150 * KB, 150 * KB])

    def test_folder_is_one_stream_in_the_order_of_its_paths(self):
        folder = self.folder / "raw"
        # The order is that of .NET and of browsers, which goes on with what was begun here.
        wanted = {
            "raw/.zattrs": b"{}", "raw/a.tif": b"1" * 70_000, "raw/a/2.tif": b"2" * 300_000, "raw/a/again.tif": b"1" * 70_000, "raw/a/empty": b"",
            "raw/é 3.tif": b"3" * 5, "raw/\U0001f642": b"4", "raw/\ufb00": b"5",
        }
        for name, content in reversed(wanted.items()):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            if "again" in name:
                (self.folder / name).symlink_to("../a.tif")
            else:
                (self.folder / name).write_bytes(content)
        self.client.upload(f"{folder}/", progress=False)
        [order] = self.sent("POST", "/api/uploads")
        self.assertEqual((order["name"], [file["path"] for file in order["files"]]), ("raw", list(wanted)))
        self.assertEqual(self.kept, b"".join(wanted.values()))
        self.assertLess(len(self.server.parts), 6)

    def test_any_bytes_of_a_stream_are_those_of_its_files_one_after_the_other(self):
        choose = np.random.default_rng(5)
        whole = b""
        for at in range(40):
            content = choose.bytes(int(choose.choice([0, 0, 1, 7, 50])))
            (self.folder / "many").mkdir(exist_ok=True)
            (self.folder / "many" / f"{at:02}").write_bytes(content)
            whole += content
        source = Source(self.folder / "many")
        self.assertEqual(source.size, len(whole))
        for _ in range(200):
            at, count = (int(number) for number in choose.integers(0, len(whole) + 1, 2))
            self.assertEqual(source.read(at, count), whole[at:at + count])

    def test_empty_file_is_left_to_the_server(self):
        self.file.write_bytes(b"")
        self.client.upload(self.file)
        self.assertEqual((self.server.parts, len(self.sent("POST", "/import"))), ([], 1))

    def test_what_cannot_be_sent_is_refused_before_anything_is(self):
        folder = self.folder / "raw"
        folder.mkdir()
        pipe, link = folder / "pipe", folder / "link"
        for code, make in (
            ("empty-folder", lambda: None), ("not-sendable", lambda: os.mkfifo(pipe)), ("link-outside", lambda: link.symlink_to(self.file)),
            ("broken-link", lambda: link.symlink_to("nowhere")), ("link-in-circle", lambda: link.symlink_to(".")),
            ("bad-file-name", lambda: Path(os.fsdecode(os.fsencode(folder) + b"/\xff")).write_bytes(b"x")),
        ):
            with self.subTest(code), self.assertRaises(etalon.Refused) as refused:
                make()
                self.client.upload(folder)
            self.assertEqual(refused.exception.code, code)
            for one in folder.iterdir():
                one.unlink()
        with self.assertRaises(etalon.NotFound):
            self.client.upload(self.folder / "nothing")
        with self.assertRaises(etalon.Refused):
            self.client.upload("/dev/null")
        self.assertEqual(self.server.seen, [])

    def test_files_that_change_are_never_mixed(self):
        def grow(handler):
            with open(self.file, "ab") as opened:
                opened.write(b"more")
            handler.take()

        def touch(handler):
            handler.take()
            os.utime(self.file, ns=(1, 1))

        for change in (grow, touch, lambda handler: (self.file.unlink(), handler.take())):
            with self.subTest(change), self.assertRaises(etalon.Refused) as refused:
                self.file.write_bytes(self.content)
                self.server.faults = [change]
                self.client.upload(self.file)
            self.assertEqual((refused.exception.code, self.server.uploads), ("file-changed", {}))
        self.assertEqual(self.sent("POST", "/import"), [])

    def test_change_while_the_last_part_is_read_is_noticed(self):
        source = Source(self.file)
        original = os.stat

        def late(path, *rest, **more):
            os.utime(path, ns=(1, 1))
            return original(path, *rest, **more)

        with unittest.mock.patch("etalon._files.os.stat", late), self.assertRaises(etalon.Refused):
            source.read(source.size - 10, 10)


class Faults(WithServer):
    def test_passing_faults_cost_no_byte_twice_and_none_is_lost(self):
        for fault in (
            answer_is_lost, cut_in_the_middle, spoilt_by_the_way, refused(507, "storage-full"), refused(429, "too-many", "0"), refused(503, "busy"),
            refused(502, "gateway"), refused(503, "database-away"), refused(409, "upload-busy"), too_large_said_at_once,
        ):
            with self.subTest(fault):
                self.server.parts.clear()
                self.server.faults = [None, fault, fault, None, fault]
                self.client.upload(self.file)
                self.assertEqual(self.kept, self.content)
                self.assertEqual((sum(self.server.parts), self.server.faults), (len(self.content), []))

    def test_cut_of_a_secured_line_is_one_like_others(self):
        run = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=here", "-addext", "subjectAltName=IP:127.0.0.1"]
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run([*run, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=60)
        secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secured.load_cert_chain(certificate, key)
        server = FakeServer(secured)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        url = f"https://127.0.0.1:{server.server_port}"
        with self.assertRaises(etalon.Unreachable), etalon.Client(Transport(url, "secret", timeout=2, patience=10)) as stranger:
            stranger.uploads()
        self.assertEqual(server.seen, [])
        server.faults = [None, cut_in_the_middle, too_large_said_at_once, None, cut_in_the_middle]
        with etalon.Client(Transport(url, "secret", timeout=2, patience=10, context=ssl.create_default_context(cafile=str(certificate)))) as client:
            client.upload(self.file)
        content, = server.bytes.values()
        self.assertEqual((bytes(content), sum(server.parts)), (self.content, len(self.content)))

    def test_server_that_forgot_a_part_is_sent_it_again(self):
        def forget(handler):
            handler.body()
            view, = self.server.uploads.values()
            del self.server.bytes[view["id"]][30_000:]
            view["received"] = 30_000
            handler.refuse(409, "wrong-offset")

        self.server.faults = [None, None, forget]
        self.client.upload(self.file)
        self.assertEqual(self.kept, self.content)

    def test_failure_that_lasts_says_that_what_was_sent_stays_and_another_client_goes_on_from_there(self):
        self.server.faults = [None, *[refused(507, "storage-full")] * 1000]
        began = time.monotonic()
        with self.assertRaises(etalon.Refused) as stopped:
            self.connect(patience=0.5).upload(self.file, progress=False)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(stopped.exception.code, "storage-full")
        self.assertRegex(stopped.exception.__notes__[0], r"^11 % of 'scan.h5' .* 2026-11-25 07:00 UTC")
        self.server.faults = []
        begun, = self.client.uploads()
        self.assertEqual(repr(begun), "<etalon.Upload 'scan.h5' 11 % of 922 kB, until 2026-11-25 07:00 UTC>")
        self.connect().upload(str(self.file), name="another name")
        self.assertEqual((self.kept, sum(self.server.parts), len(self.server.bytes)), (self.content, len(self.content), 1))
        self.assertEqual(self.sent("POST", "/import")[0]["name"], "another name")

    def test_ctrl_c_leaves_what_was_sent(self):
        def press(handler):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)

        self.server.faults = [None, press]
        with self.assertRaises(KeyboardInterrupt) as stopped:
            self.client.upload(self.file)
        self.assertIn("11 % of 'scan.h5'", stopped.exception.__notes__[0])
        self.client.upload(self.file)
        self.assertEqual((self.kept, sum(self.server.parts)), (self.content, len(self.content)))

    def test_changed_file_is_another_upload(self):
        self.server.faults = [None, refused(403, "no")]
        with self.assertRaises(etalon.NotAllowed):
            self.client.upload(self.file)
        os.utime(self.file, ns=(10**18, 10**18))
        self.client.upload(self.file)
        self.assertEqual((len(self.server.bytes), self.kept), (2, self.content))
        self.assertEqual([one.received for one in self.client.uploads()], [100 * KB])
        self.client.uploads()[0].delete()
        self.assertEqual(self.client.uploads(), [])

    def test_refusals_that_last_are_not_tried_again(self):
        self.server.begin = [refused(429, "too-many-uploads")]
        with self.assertRaises(etalon.Refused):
            self.client.upload(self.file)
        self.assertEqual(len(self.server.seen), 1)
        self.server.faults = [None, refused(422, "upload-damaged")]
        with self.assertRaises(etalon.Refused) as stopped:
            self.client.upload(self.file)
        self.assertEqual((stopped.exception.code, self.server.faults, self.server.uploads), ("upload-damaged", [], {}))

    def test_creation_waits_for_room(self):
        self.server.begin = [refused(507, "storage-full"), refused(503, "busy"), hang_up, None]
        self.client.upload(self.file)
        self.assertEqual(self.kept, self.content)

    def test_sending_has_a_limit(self):
        self.server.faults = [refused(503, "busy")] * 1000
        began = time.monotonic()
        with self.assertRaises(etalon.TookTooLong) as stopped:
            self.client.upload(self.file, timeout=0.3)
        self.assertLess(time.monotonic() - began, 5)
        self.assertIn("0 % of", stopped.exception.__notes__[0])

    def test_server_that_counts_nothing_is_not_asked_for_ever(self):
        def idle(handler):
            handler.body()
            handler.answer(200, next(iter(self.server.uploads.values())))

        self.server.faults = [idle] * 10
        with self.assertRaises(etalon.ServerTrouble):
            self.client.upload(self.file)


class Importing(WithServer):
    def test_refusal_of_the_import_is_told_and_what_was_sent_stays(self):
        self.server.imports = [lambda handler: handler.answer(200, {
            "run": RUN, "state": "failed", "outputs": {}, "refusal": {"code": "unknown-format", "message": "No format.", "help": "Convert it."}})]
        with self.assertRaises(etalon.RunFailed) as failed:
            self.client.upload(self.file)
        self.assertEqual((failed.exception.code, failed.exception.run.id), ("unknown-format", RUN))
        self.assertIn("100 % of 'scan.h5'", failed.exception.__notes__[0])
        self.assertEqual(self.client.upload(self.file).id, DATASET)
        self.assertEqual(sum(self.server.parts), len(self.content))

    def test_order_of_which_only_the_answer_was_lost_is_not_given_again(self):
        def lost(handler):
            view, = self.server.uploads.values()
            view["run"] = RUN
            hang_up(handler)

        def lost_and_done(handler):
            self.server.uploads.clear()
            hang_up(handler)

        def in_use(handler):
            view, = self.server.uploads.values()
            view["run"] = RUN
            handler.refuse(409, "upload-in-use")

        for fault in (lost, lost_and_done, in_use):
            with self.subTest(fault):
                self.server.seen.clear()
                self.server.imports = [fault]
                self.assertEqual(self.client.upload(self.file).id, DATASET)
                self.assertEqual(len(self.sent("POST", "/import")), 1)
                self.server.uploads.clear()

    def test_order_that_did_not_arrive_is_given_again(self):
        self.server.imports = [hang_up, refused(502, "gateway"), refused(409, "upload-busy"), None]
        self.assertEqual(self.client.upload(self.file).id, DATASET)
        self.assertEqual(len(self.sent("POST", "/import")), 4)

    def test_order_that_never_arrives_is_said(self):
        self.server.imports = [hang_up] * 1000
        with self.assertRaises(etalon.Unreachable) as stopped:
            self.connect(patience=0.3).upload(self.file)
        self.assertIn("100 %", stopped.exception.__notes__[0])

    def test_upload_whose_import_took_its_time_is_cleared_up(self):
        def later(handler):
            handler.answer(200, {"run": RUN, "state": "queued", "outputs": {}})

        self.server.imports = [later]
        self.assertEqual(self.client.upload(self.file).id, DATASET)
        self.assertEqual(self.server.uploads, {})

    def test_path_that_only_this_machine_has_leads_to_upload(self):
        self.server.imports = [refused(403, "path-outside"), refused(404, "missing-file"), refused(403, "path-outside")]
        for path, hinted in ((self.file, True), (self.file, True), (self.folder / "nothing", False)):
            with self.assertRaises(etalon.EtalonError) as stopped:
                self.client.import_file(path)
            self.assertEqual("client.upload(" in stopped.exception.help, hinted)


class Pace(unittest.TestCase):
    def test_parts_take_about_two_seconds_within_the_bounds(self):
        for rate, most, wanted in (
            (10**3, 64 << 20, 256 * KB), (10**6, 64 << 20, 2 * 10**6), (10**9, 64 << 20, 16 << 20), (10**9, 4 << 20, 4 << 20), (10**9, 100 * KB, 100 * KB),
        ):
            pace = _sending._Pace(most)
            self.assertEqual(pace.size, min(1 << 20, most))
            for _ in range(6):
                pace.took(pace.size, pace.size / rate)
            self.assertAlmostEqual(pace.size, wanted, delta=2)

    def test_cut_line_and_small_proxy_are_asked_to_carry_less(self):
        pace = _sending._Pace(64 << 20)
        for _ in range(3):
            pace.took(pace.size, 0.01)
        self.assertFalse(pace.slows_down(etalon.Refused("storage-full", "", status=507)))
        self.assertEqual(pace.size, 16 << 20)
        pace.slows_down(etalon.Unreachable("unreachable", ""))
        self.assertEqual(pace.size, 4 << 20)
        self.assertTrue(pace.slows_down(etalon.Refused("http-413", "", status=413)))
        for _ in range(3):
            pace.took(pace.size, 0.01)
        self.assertEqual(pace.size, 2 << 20)
        while pace.size > 256 * KB:
            self.assertTrue(pace.slows_down(etalon.Refused("http-413", "", status=413)))
        self.assertFalse(pace.slows_down(etalon.Refused("http-413", "", status=413)))


assert harness.ROOT
