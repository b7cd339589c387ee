"""Runs all tests: /usr/bin/python3 python/tests. The last line is 'N passed, N failed, N skipped'."""
import signal
import sys
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True


def main() -> int:
    # Who is started in the background ignores Ctrl-C, which some tests press.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    began = time.monotonic()
    suite = unittest.defaultTestLoader.discover(str(here), pattern=sys.argv[1] if len(sys.argv) > 1 else "test_*.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1, warnings="default").run(suite)
    failed, skipped = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses), len(result.skipped)
    for test, reason in result.skipped:
        print(f"skipped {test}: {reason}")
    print(f"{time.monotonic() - began:.1f} s")
    print(f"{max(0, result.testsRun - failed - skipped)} passed, {failed} failed, {skipped} skipped")
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
