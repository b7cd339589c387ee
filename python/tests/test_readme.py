"""Every example of the README is run, and prints what the README says."""
import doctest
import os
import unittest

import harness

import etalon


class Readme(unittest.TestCase):
    def test_examples_do_what_they_say(self):
        harness.start()
        with etalon.connect() as client:
            for one in client.find(name="temperature"):
                one.delete()
        here = os.getcwd()
        os.chdir(harness.FILES)
        try:
            failed, tried = doctest.testfile(
                str(harness.ROOT / "python" / "README.md"), module_relative=False, globs={}, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        finally:
            os.chdir(here)
        self.assertGreater(tried, 20)
        self.assertEqual(failed, 0)
