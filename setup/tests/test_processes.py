"""Services, ports and the order of templates, without Odoo."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from ground import process
from ground.report import Problem


class TestService(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name in ("RUN", "LOG"):
            patch = mock.patch.object(process, name, Path(folder.name))
            patch.start()
            self.addCleanup(patch.stop)
        self.service = process.Service("sleeper")

    def start(self):
        self.service.start([sys.executable, "-c", "import time; time.sleep(60)"])
        self.addCleanup(self.service.stop)

    def test_a_started_service_is_found_and_stopped(self):
        self.start()
        self.assertEqual(process.Service("sleeper").pid(), self.service.process.pid)
        self.assertTrue(self.service.stop())
        self.assertIsNone(self.service.pid())

    def test_a_stale_pid_file_names_nobody(self):
        self.service.file.write_text("1")
        self.assertIsNone(self.service.pid())
        self.assertFalse(self.service.stop())


class TestPorts(unittest.TestCase):
    def test_a_taken_port_is_passed_over(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assertFalse(process.is_free(port))
            with self.assertRaises(Problem):
                process.free_port(port, 1)


class TestRun(unittest.TestCase):
    def test_a_failure_shows_the_end_of_the_log(self):
        code = "print('x ERROR y'); raise SystemExit(1)"
        with (
            tempfile.TemporaryDirectory() as folder,
            mock.patch.object(process, "LOG", Path(folder)),
            self.assertRaisesRegex(Problem, "x ERROR y"),
        ):
            process.run([sys.executable, "-c", code], "broken")

    def test_who_is_killed_leaves_nothing_running(self):
        code = """
import os, sys, time
from pathlib import Path
from ground import process, report
process.LOG = Path(sys.argv[1])
sleep = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True);"
         " time.sleep(60)"]
report.main(lambda _arguments: report.together(
    lambda: process.run(sleep, "one"), lambda: process.run(sleep, "two")))
"""
        with tempfile.TemporaryDirectory() as folder:
            command = subprocess.Popen(
                [sys.executable, "-c", code, folder], stdout=subprocess.PIPE
            )
            self.addCleanup(command.kill)
            sleepers = [
                self._wait_for(Path(folder, f"{n}.log")) for n in ("one", "two")
            ]
            command.terminate()
            said, _errors = command.communicate(timeout=20)
        self.assertEqual((command.returncode, said), (130, b"\nInterrupted.\n"))
        for sleeper in sleepers:
            with self.assertRaises(ProcessLookupError):
                os.kill(sleeper, 0)

    def _wait_for(self, log):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if log.exists() and log.read_text().strip():
                return int(log.read_text())
            time.sleep(0.05)
        raise AssertionError(f"{log.name} stays empty")
