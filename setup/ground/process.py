"""Processes: run one with its log, keep one as a service, take turns with a lock."""

import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager

from .paths import LOG, RUN
from .report import Problem, interrupts, say

PROGRESS_SECONDS = 10
_running = set()


def _end_running():
    for process in list(_running):
        process.terminate()


interrupts.append(_end_running)


def tail(path, lines=15, only=()):
    """The last lines of a log, preferring those that hold one of the words ``only``."""
    try:
        text = path.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    chosen = [line for line in text if any(word in line for word in only)]
    return "\n".join("    " + line[:400] for line in (chosen or text)[-lines:])


def run(command, log, progress=None, check=True, **options):
    """Run ``command`` with its output in var/log; return its exit code.

    ``progress`` reads the log so far and returns a short word for the waiting person.
    """
    path = LOG / f"{log}.log"
    with path.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
        _running.add(process)
        try:
            _wait(process, path, progress)
        except BaseException:
            process.terminate()
            process.wait(20)
            raise
        finally:
            _running.discard(process)
    if check and process.returncode:
        last = tail(path, only=(" ERROR ", " CRITICAL ", "Error:", "error:", "E: "))
        raise Problem(
            f"{os.path.basename(str(command[0]))} failed; its log {path} ends with\n"
            f"{last}"
        )
    return process.returncode


def _wait(process, path, progress):
    while True:
        try:
            process.wait(PROGRESS_SECONDS if progress else None)
            return
        except subprocess.TimeoutExpired:
            word = progress(path)
            if word:
                say(f"  ...      {word}")


def succeeds(command, **options):
    """Does the command exist and end with 0?"""
    try:
        return not subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            **options,
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return False


def output_of(command, **options):
    """What the command prints, or an empty text when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            **options,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if not done.returncode else ""


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(first, count=20):
    for port in range(first, first + count):
        if is_free(port):
            return port
    raise Problem(f"the ports {first} to {first + count - 1} are all taken.")


@contextmanager
def lock(name, message):
    """One holder at a time, over processes; a second one waits and says so."""
    with (RUN / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  ...      waiting: {message}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Service:
    """A process that outlives the command that started it.

    The process inherits a lock on its pid file. As long as the lock is held the pid is
    true; a stale file, or a pid taken over by a stranger, can't deceive.
    """

    def __init__(self, name):
        self.name = name
        self.file = RUN / f"{name}.pid"
        self.log = LOG / f"{name}.log"
        self.process = None

    def pid(self):
        """The pid of the running process, or None."""
        try:
            with self.file.open() as handle:
                try:
                    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return int(handle.read() or 0) or None
        except OSError:
            pass
        return None

    def start(self, command, holding=(), **options):
        """Start it; it also keeps the locks of the files in ``holding``."""
        with self.file.open("w") as handle, self.log.open("ab") as log:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[file.fileno() for file in (handle, *holding)],
                **options,
            )
            handle.write(str(self.process.pid))

    def stop(self, patience=20):
        """End the process, politely first. True when there was one."""
        pid = self.pid()
        if not pid:
            return False
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(pid, sign)
            except ProcessLookupError:
                break
            if self._ended(patience):
                break
        self.file.unlink(missing_ok=True)
        return True

    def _ended(self, patience):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process:
                self.process.poll()
            if not self.pid():
                return True
            time.sleep(0.1)
        return False


def in_background(task):
    """Start ``task`` in a thread; the function returned waits, and raises for it."""
    problems = []

    def guarded():
        try:
            task()
        except BaseException as error:  # carried over to the waiting thread
            problems.append(error)

    thread = threading.Thread(target=guarded, daemon=True)
    thread.start()

    def wait():
        thread.join()
        if problems:
            raise problems[0]

    return wait
