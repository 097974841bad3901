"""A plugin of pytest: each proof's name and time as it ends, and what it looked at."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:  # where the tests are spread, the process that gathers them
        config.pluginmanager.register(_Telling(reporter))


class _Telling:
    def __init__(self, reporter):
        self.reporter = reporter

    def pytest_runtest_logreport(self, report):
        if report.when != "call":
            return
        name = report.nodeid.split("::")[-1].removeprefix("test_").replace("_", " ")
        proved = "proved" if report.passed else "NOT PROVED"
        self.reporter.write_line(f"\n{proved} in {report.duration:.0f} s: {name}")
        for line in report.capstdout.splitlines():
            self.reporter.write_line(f"    {line}")
