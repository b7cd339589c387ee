"""The client against a real server; the answers are those of h5py, netCDF4 and xarray on the same files."""
import io
import os
import signal
import threading
import time
import unittest
import unittest.mock

import harness
import h5py
import netCDF4
import numpy as np
import xarray
import zarr

import etalon
from etalon import _reading

client: etalon.Client
climate: etalon.Dataset
types: etalon.Dataset
volume: etalon.Dataset


def setUpModule():
    global client, climate, types, volume
    harness.start()
    client = etalon.connect()
    climate = client.import_file(harness.FILES / "temperature.nc", name="climate")
    types = client.import_file(harness.FILES / "types.h5", in_place=True)
    volume = client.import_file(harness.FILES / "volume.h5", in_place=True, name="volume")


def tearDownModule():
    client.close()


def netcdf(name):
    with netCDF4.Dataset(harness.FILES / "temperature.nc") as file:
        return file[name][:]


def hdf5(file, name):
    with h5py.File(harness.FILES / file) as opened:
        return opened[name][()]


class Reading(unittest.TestCase):
    def test_every_type_is_read_as_h5py_reads_it(self):
        names = [name for name in hdf5_names("types.h5")]
        self.assertEqual(sorted(types), sorted(names))
        for name in names:
            with self.subTest(name):
                wanted = hdf5("types.h5", name)
                found = types[name].to_numpy()
                self.assertEqual(found.dtype, wanted.dtype.newbyteorder("="))
                np.testing.assert_array_equal(found, wanted)

    def test_indexes_mean_what_they_mean_in_numpy(self):
        cube, wanted = climate["tas"], netcdf("tas").filled(np.nan)
        for key in (
            (slice(10, 20), slice(None), 5), 3, -1, (..., 0), (slice(None, None, 7), 2), (slice(700, None, -50), slice(5, 2, -1), slice(None, None, -1)),
            (slice(5, 5),), (0, 0, 0), (slice(-3, 9999), ..., slice(1, 2)), (slice(2, 700, 3), slice(None, None, 5), slice(1, None, 4)),
        ):
            with self.subTest(key):
                np.testing.assert_array_equal(cube[key], wanted[key])

    def test_part_of_a_part_is_what_numpy_gives_step_by_step(self):
        part = climate["tas"].isel(time=slice(700, 20, -3)).isel(time=slice(5, 60, 4), lat=slice(None, None, 2)).isel(time=-1)
        np.testing.assert_array_equal(part.to_numpy(), netcdf("tas").filled(np.nan)[700:20:-3][5:60:4][-1, ::2])
        self.assertEqual(part.dims, ("lat", "lon"))
        np.testing.assert_array_equal(part.coords["lat"], netcdf("lat")[::2])

    def test_large_read_is_cut_into_requests_and_put_together(self):
        wanted = hdf5("volume.h5", "volume")
        parts = tuple(etalon._axes.Part(0, length) for length in wanted.shape)
        self.assertGreater(len(list(_reading.cut(parts, 2))), 1)
        np.testing.assert_array_equal(volume["volume"].to_numpy(), wanted)
        np.testing.assert_array_equal(volume["volume"][::-1, 3:, ::50], wanted[::-1, 3:, ::50])

    def test_missing_whole_numbers_are_masked(self):
        wanted = netcdf("stations")
        found = climate["stations"].to_numpy()
        self.assertTrue(found.mask.any())
        np.testing.assert_array_equal(found.mask, wanted.mask)
        np.testing.assert_array_equal(found.compressed(), wanted.compressed())
        at = tuple(np.argwhere(wanted.mask)[0])
        self.assertIs(climate["stations"][at], np.ma.masked)
        with self.assertRaises(etalon.Refused) as refused:
            np.asarray(climate["stations"])
        self.assertEqual(refused.exception.code, "missing-samples")

    def test_array_protocol_gives_the_samples(self):
        np.testing.assert_array_equal(np.asarray(types["int16"]), hdf5("types.h5", "int16"))
        self.assertEqual(float(np.mean(types["entry/line"])), 2.0)

    def test_rows_are_parts(self):
        rows = list(types["uint8"])
        self.assertEqual(len(rows), len(types["uint8"]))
        np.testing.assert_array_equal(rows[1].to_numpy(), hdf5("types.h5", "uint8")[1])


class Selecting(unittest.TestCase):
    def test_labels_with_units_are_what_xarray_selects(self):
        with xarray.open_dataset(harness.FILES / "temperature.nc") as truth:
            wanted = truth["tas"].sel(time="2001-03", lat=slice(50, 40)).values
            later = truth["tas"].sel(time=slice("2001-11", "2002-02-03"), lon=90).values
            near = truth["tas"].sel(lat=47, lon=100, method="nearest").values
        found = climate["tas"].sel(time="2001-03", lat=slice("40 deg", "50 deg"))
        self.assertEqual(found.shape, (31, 2, 12))
        np.testing.assert_array_equal(found.to_numpy(), wanted)
        np.testing.assert_array_equal(climate["tas"].sel(time=slice("2001-11", "2002-02-03"), lon="90 degrees_east").to_numpy(), later)
        np.testing.assert_array_equal(climate["tas"].sel(lat="47 deg", lon=100, method="nearest").to_numpy(), near)
        np.testing.assert_array_equal(climate["tas"].sel(lat=slice("0.7 rad", "0.8727 rad")).to_numpy(), netcdf("tas").filled(np.nan)[:, 4:5])

    def test_the_server_selects_the_same_by_the_same_words(self):
        for words, key in (
            ("time=2001-03", {"time": "2001-03"}), ("time=2001-12-30..2002-01-02", {"time": slice("2001-12-30", "2002-01-02")}),
            ("lat=-30..30", {"lat": slice(-30, 30)}), ("lat=0.5..1 rad", {"lat": slice("0.5 rad", "1 rad")}), ("lon=..60", {"lon": slice(None, 60)}),
            ("time=2002", {"time": "2002"}), ("time=2001-03-05T12", {"time": "2001-03-05T12"}),
        ):
            with self.subTest(words):
                axis, = key
                others = ";".join(f"{name}=0" for name in climate["tas"].dims if name != axis)
                reply = client.call("GET", "/api/cube/slice", query={"cube": climate["tas"].id, "region": f"{words};{others}"})
                at = climate["tas"].dims.index(axis)
                part = climate["tas"].sel(key)._parts[at]
                self.assertEqual((part.start, part.count), (reply["start"][at], reply["length"][at]))

    def test_moments_are_found_as_dates(self):
        import cftime

        wanted = netcdf("tas").filled(np.nan)
        moment = cftime.DatetimeNoLeap(2001, 1, 3, 12)
        np.testing.assert_array_equal(climate["tas"].sel(time=moment).to_numpy(), wanted[2])
        np.testing.assert_array_equal(climate["tas"].sel(time="2001-01-03", method="nearest").to_numpy(), wanted[1])

    def test_labels_are_found_by_name(self):
        cube = climate["share"]
        wanted = netcdf("share")
        np.testing.assert_array_equal(cube.sel(kind="snow").to_numpy(), wanted[1])
        np.testing.assert_array_equal(cube.sel(kind=slice("snow", None)).to_numpy(), wanted[1:])
        np.testing.assert_array_equal(cube.to_xarray().sel(kind="hail").values, wanted[2])
        with self.assertRaises(etalon.UnknownName) as refused:
            cube.sel(kind="snov")
        self.assertIn("snow", refused.exception.help)

    def test_what_cannot_be_selected_is_refused_with_a_code(self):
        cube = climate["tas"]
        for code, select in (
            ("incompatible-units", lambda: cube.sel(lat="40 kg")), ("unknown-unit", lambda: cube.sel(lat="40 zorks")),
            ("no-such-coordinate", lambda: cube.sel(lat=41)), ("no-such-coordinate", lambda: cube.sel(lat=41, method="nearest", tolerance="0.5 deg")),
            ("empty-selection", lambda: cube.sel(time="2050")), ("bad-moment", lambda: cube.sel(time="2001-02-30")),
            ("unknown-axis", lambda: cube.sel(latitude=3)), ("index-outside", lambda: cube[730]), ("too-many-indexes", lambda: cube[0, 0, 0, 0]),
            ("bad-index", lambda: cube[1.5]), ("unknown-cube", lambda: climate["tass"]), ("no-coordinates", lambda: types["int8"].sel(dim_0=1)),
            ("doubtful-unit", lambda: cube.sel(lat="1 a")),
        ):
            with self.subTest(code), self.assertRaises(etalon.EtalonError) as refused:
                select()
            self.assertEqual(refused.exception.code, code)
            self.assertTrue(refused.exception.message)


class Xarray(unittest.TestCase):
    def test_dataset_is_what_xarray_reads_from_the_file(self):
        with xarray.open_dataset(harness.FILES / "temperature.nc") as truth:
            found = climate.to_xarray()
            self.assertEqual(sorted(found.data_vars), ["share", "stations", "tas", "time_bnds"])
            xarray.testing.assert_equal(found[["tas", "stations"]].load(), truth[["tas", "stations"]].load())
            self.assertEqual(str(found.time.values[59]), str(truth.time.values[59]))
            self.assertEqual(found.tas.attrs["units"], "K")
            self.assertEqual(found.attrs["title"], "made up")
            xarray.testing.assert_allclose(found.tas.groupby("time.month").mean(), truth.tas.groupby("time.month").mean())

    def test_samples_are_read_when_they_are_needed(self):
        calls = []
        transport = client._transport
        original = transport.call
        transport.call = lambda method, path, **rest: (calls.append(path), original(method, path, **rest))[1]
        try:
            array = climate["tas"].to_xarray()
            part = array.sel(time="2002-06", lat=slice(20, -20)).isel(lon=[1, 3])
            self.assertNotIn("/api/cube/samples", calls)
            np.testing.assert_array_equal(part.values, netcdf("tas").filled(np.nan)[516:546, 7:12][:, :, [1, 3]])
            self.assertIn("/api/cube/samples", calls)
        finally:
            del transport.call

    def test_dask_reads_in_chunks(self):
        array = volume["volume"].to_xarray().chunk({"dim_0": 25})
        self.assertEqual(int(array.astype("int64").sum()), int(hdf5("volume.h5", "volume").sum(dtype=np.int64)))


class Sending(unittest.TestCase):
    """Uploads by somebody who is no administrator."""

    @classmethod
    def setUpClass(cls):
        cls.sender = etalon.connect(client.url, harness.person("sender"))
        cls.addClassCleanup(cls.sender.close)

    def test_sent_file_is_the_dataset_that_is_imported_where_it_lies(self):
        sent = self.sender.upload(harness.FILES / "temperature.nc", cubes=["tas", "stations"])
        self.assertEqual((sent.name, sorted(sent), self.sender.uploads()), ("temperature.nc", ["stations", "tas"], []))
        np.testing.assert_array_equal(sent["tas"].to_numpy(), netcdf("tas").filled(np.nan))
        self.assertEqual(sent["tas"].axes, climate["tas"].axes)

    def test_sent_folder_is_one_dataset(self):
        folder = harness.FILES / "waves.zarr"
        samples = np.random.default_rng(9).standard_normal((40, 50, 60))
        zarr.open_group(str(folder), mode="w").create_dataset("height", data=samples, chunks=(7, 20, 30), compressor=None)
        (folder / "notes").mkdir()
        (folder / "notes" / "empty.txt").touch()
        sent = self.sender.upload(folder, name="waves")
        np.testing.assert_array_equal(sent["height"].to_numpy(), samples)
        self.assertEqual(sent.name, "waves")

    def test_upload_goes_on_through_a_kill_of_the_server(self):
        killed = []

        def kill_once(progress):
            if progress.get("bytes", 0) > 5e6 and not killed:
                killed.append(threading.Thread(target=harness.start_again, args=(harness.kill(),)))
                killed[0].start()

        with unittest.mock.patch("etalon._sending._MOST", 1 << 20):
            sent = self.sender.upload(harness.FILES / "volume.h5", progress=kill_once)
        killed[0].join()
        # Its connections led to the server that is no more.
        client.close()
        np.testing.assert_array_equal(sent["volume"].to_numpy(), hdf5("volume.h5", "volume"))

    def test_what_is_no_dataset_is_refused_and_stays_and_nobody_else_sees_it(self):
        file = harness.FILES / "notes.txt"
        file.write_text("no dataset")
        with self.assertRaises(etalon.EtalonError) as refused:
            self.sender.upload(file)
        self.assertEqual(refused.exception.code, "unknown-format")
        self.assertIn("100 % of 'notes.txt'", refused.exception.__notes__[0])
        begun, = self.sender.uploads()
        self.assertEqual((begun.name, begun.received), ("notes.txt", 10))
        self.assertEqual(client.uploads(), [])
        for call in (lambda: client.call("GET", f"/api/uploads/{begun.id}"), etalon.uploads.Upload(client, begun._view).delete):
            with self.assertRaises(etalon.NotFound):
                call()
        begun.delete()
        self.assertEqual(self.sender.uploads(), [])

    def test_path_of_the_servers_machine_leads_to_upload(self):
        with self.assertRaises(etalon.NotAllowed) as refused:
            self.sender.import_file(harness.FILES / "temperature.nc")
        self.assertEqual(refused.exception.code, "path-outside")
        self.assertIn("client.upload(", refused.exception.help)


class Finding(unittest.TestCase):
    def test_conditions_compare_quantities_in_any_unit(self):
        for found, conditions in (
            (True, {"energy": "> 12000 eV"}), (False, {"energy": "> 13 keV"}), (True, {"energy": ("10 keV", "13000 eV")}),
            (False, {"energy": ("1 eV", "10 keV")}), (True, {"title": "made up"}), (True, {"axis": ["time", "lat"]}), (False, {"axis": "nowhere"}),
        ):
            with self.subTest(conditions):
                self.assertEqual(climate.id in [one.id for one in client.find(**conditions)], found)

    def test_pages_are_fetched_as_far_as_they_are_looked_at(self):
        made = {client.import_file(harness.FILES / "types.h5", in_place=True, name=f"many {at}", cubes=["int8"]).id for at in range(56)}
        found = client.find(name="many*", facets=["format"])
        self.assertEqual(len(found._items), 50)
        self.assertEqual({one.id for one in found}, made)
        self.assertEqual(len(found), 56)
        self.assertEqual(len(client.find(name="many*", limit=7)), 7)
        self.assertEqual(found.total, 56)
        self.assertEqual(client.find(name="many*")[-1].id, min(made))

    def test_dataset_is_opened_by_id_and_by_name(self):
        self.assertEqual(client["climate"], client.dataset(climate.id))
        self.assertEqual(client.cube(f"{climate.id}/tas").shape, (730, 19, 12))
        with self.assertRaises(KeyError):
            client["nobody made this"]
        with self.assertRaises(etalon.NotFound):
            client.dataset("01234567-89ab-7def-8123-456789abcdef")


class Running(unittest.TestCase):
    def test_operator_gives_what_numpy_computes(self):
        told = []
        run = client.run("reduce", cube=climate["tas"], operation="max", axes=["time"], cache=False, progress=told.append)
        np.testing.assert_array_equal(run.output.to_numpy(), np.nanmax(netcdf("tas").filled(np.nan), axis=0))
        self.assertEqual((run.state, run.output.unit, list(run.inputs)), ("done", "K", ["cube"]))
        self.assertGreater(run.statistics["bytesRead"], 0)
        self.assertIn(run.id, [one.id for one in client.runs(operator="reduce")])
        self.assertEqual(run.output.dataset.run.id, run.id)

    def test_workflow_runs_from_a_document_and_from_a_file_with_comments(self):
        document = {
            "etalon": 1, "name": "range", "inputs": {"cube": {}}, "outputs": {"range": "difference.cube"},
            "nodes": {
                "low": {"op": "reduce", "set": {"operation": "min", "axes": "time"}, "in": {"cube": "$cube"}},
                "high": {"op": "reduce", "set": {"operation": "max", "axes": "time"}, "in": {"cube": "$cube"}},
                "difference": {"op": "combine", "set": {"method": "sub"}, "in": {"cubes": ["high.cube", "low.cube"]}},
            },
        }
        run = client.run_workflow(document, cube=climate["tas"])
        wanted = netcdf("tas").filled(np.nan)
        np.testing.assert_array_equal(run.outputs["range"].to_numpy(), np.nanmax(wanted, axis=0) - np.nanmin(wanted, axis=0))
        file = harness.FILES / "mean.jsonc"
        file.write_text(
            '{ "etalon": 1, // version\n "name": "http://mean", /* why, */ "inputs": { "cube": {}, }, "nodes": {\n'
            ' "mean": { "op": "reduce", "set": { "operation": "mean", "axes": "lat,lon" }, "in": { "cube": "$cube" } }, }, }')
        mean = client.run_workflow(file, cube=climate["tas"]).output.to_numpy()
        np.testing.assert_allclose(mean, np.nanmean(wanted.astype("f8"), axis=(1, 2)), rtol=1e-6)

    def test_runs_are_compared_and_tried_again(self):
        first = client.run("reduce", cube=climate["tas"], operation="mean", axes=["lon"])
        second = client.run("reduce", cube=climate["tas"], operation="median", axes=["lon"])
        told = first.compare(second)
        apart = np.abs(first.output.to_numpy().astype("f8") - second.output.to_numpy())
        self.assertAlmostEqual(told["outputs"][0]["difference"]["largest"]["absolute"], apart.max(), delta=1e-4)
        self.assertEqual(first.compare(first)["verdict"], "identical")
        stopped = long_run().cancel()
        again = stopped.retry()
        self.assertNotEqual(again.id, stopped.id)
        self.assertTrue(again.is_live)
        self.assertEqual(again.cancel().state, "cancelled")

    def test_plan_runs_nothing(self):
        plan = client.run("reduce", cube=climate["tas"], operation="mean", plan=True)
        self.assertEqual((plan.state, plan.id), ("planned", None))
        self.assertIn("reduce", plan.plan)

    def test_failed_run_says_why(self):
        with self.assertRaises(etalon.Refused) as refused:
            client.run("reduce", cube=climate["tas"], operation="meen")
        self.assertIn("mean", str(refused.exception))
        with self.assertRaises(etalon.EtalonError):
            client.import_file(harness.FILES / "nothing.nc")
        with self.assertRaises(etalon.Refused) as part:
            client.run("reduce", cube=climate["tas"].isel(time=0), operation="mean")
        self.assertEqual(part.exception.code, "part-as-input")

    def test_ctrl_c_cancels_the_run(self):
        run = long_run()
        press = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        press.start()
        with self.assertRaises(KeyboardInterrupt):
            run.wait(timeout=60)
        press.join()
        self.assertEqual(run.refresh().state, "cancelled")

    def test_ctrl_c_while_the_order_is_given_cancels_the_run_too(self):
        press = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
        press.start()
        with self.assertRaises(KeyboardInterrupt):
            client.run("random", shape="x=2000000001", distribution="normal", cache=False)
        press.join()
        run = client.runs(operator="random")[0]
        self.assertEqual((run.state, run.refresh().request["set"]["shape"]), ("cancelled", "x=2000000001"))

    def test_bar_is_drawn_where_it_is_wanted_and_wiped_out_at_the_end(self):
        with unittest.mock.patch("sys.stderr", io.StringIO()) as drawn:
            client.run("reduce", cube=climate["tas"], operation="min", cache=False)
            self.assertEqual(drawn.getvalue(), "")
            run = long_run()
            # On a busy machine it may take a while until there is progress to tell of.
            for _ in range(10):
                with self.assertRaises(etalon.TookTooLong):
                    run.wait(timeout=1.5, progress=True)
                if "%" in drawn.getvalue():
                    break
            run.cancel()
            self.assertIn("%", drawn.getvalue())
            self.assertTrue(drawn.getvalue().endswith("\r"))

    def test_waiting_has_a_limit(self):
        run = long_run()
        began = time.monotonic()
        with self.assertRaises(etalon.TookTooLong):
            run.wait(timeout=0.4)
        self.assertLess(time.monotonic() - began, 5)
        self.assertTrue(run.refresh().is_live)
        self.assertEqual(run.cancel().state, "cancelled")
        with self.assertRaises(etalon.RunFailed):
            run.wait()


class Showing(unittest.TestCase):
    def test_notebooks_show_a_table_and_a_picture(self):
        cube = climate["tas"].sel(time="2001-03")
        self.assertTrue(cube._repr_png_().startswith(b"\x89PNG"))
        self.assertIn("data:image/png;base64,", cube._repr_html_())
        for shown in (climate, client.find("climate"), client.runs(), client.runs()[0]):
            self.assertIn("<table>", shown._repr_html_())
        self.assertIn("time: 31", repr(cube))

    def test_names_from_files_cannot_write_html(self):
        evil = client.import_file(harness.FILES / "types.h5", in_place=True, name="<script>alert(1)</script>", cubes=["int8"])
        for shown in (evil, evil["int8"], client.find(name="= <script>*"), client.runs()):
            self.assertNotIn("<script>", shown._repr_html_())

    def test_token_is_shown_nowhere(self):
        _, token = harness.address()
        for shown in (client, client._transport, climate):
            self.assertNotIn(token, repr(shown))
        with self.assertRaises(etalon.NotSignedIn) as refused:
            etalon.connect(client.url, "wrong-token")
        self.assertNotIn("wrong-token", str(refused.exception))


def long_run():
    """8 GB of random numbers, which nobody waits for."""
    return client.run("random", shape="x=2000000000", distribution="normal", cache=False, wait=False)


def hdf5_names(file):
    found = []
    with h5py.File(harness.FILES / file) as opened:
        opened.visititems(lambda name, one: found.append(name) if isinstance(one, h5py.Dataset) else None)
    return found
