"""Services, ports and the order of templates, without Odoo."""

import socket
import sys
import tempfile
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
