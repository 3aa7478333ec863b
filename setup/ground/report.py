"""What the person sees: one line per step with its seconds, one sentence per error."""

import signal
import sys
import threading
import time
from contextlib import contextmanager

_print_lock = threading.Lock()
interrupts = []  # functions that end what must not outlive an interrupted command


class Problem(Exception):
    """Something went wrong that the person can mend; the text says how."""


def say(text=""):
    with _print_lock:
        print(text, flush=True)


@contextmanager
def step(title):
    """Announce a step, and close it with the seconds it took."""
    say(f"  ...      {title}")
    start = time.monotonic()
    yield
    say(f"  {time.monotonic() - start:6.1f} s {title}")


def together(*tasks):
    """Run tasks at the same time; the first problem among them is raised at the end."""
    problems = []

    def guarded(task):
        try:
            task()
        except BaseException as error:  # carried over to the caller's thread
            problems.append(error)

    threads = [threading.Thread(target=guarded, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def _interrupt(_signal, _frame):
    """Whoever kills this process reaches it alone, unlike the keys of a terminal."""
    for end in interrupts:
        end()
    raise KeyboardInterrupt


def main(command):
    """Run a command: expected errors are one sentence, without a traceback."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        sys.exit(command(sys.argv[1:]))
    except Problem as problem:
        say(f"\nStopped: {problem}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nInterrupted.")
        sys.exit(130)
    except OSError as error:
        if error.errno == 28:
            say("\nStopped: the disk is full; about 2.5 GB are needed.")
            sys.exit(1)
        raise
