"""The score of a test run: what passed, failed and was skipped, over all its parts."""

from dataclasses import dataclass, field

from .report import say


@dataclass
class Tally:
    passed: int = 0
    failed: list = field(default_factory=list)
    skipped: list = field(default_factory=list)

    def check(self, name, complaints):
        """Count one check; it passes when nobody complains."""
        if complaints:
            self.failed.append("\n      ".join([name, *complaints]))
        else:
            self.passed += 1

    def add(self, outcome, part):
        """Count the tests of a log, and the silence of the log as one more check."""
        self.passed += len(outcome.passed)
        self.failed += [f"{part}: {name}" for name in outcome.failed]
        self.skipped += [f"{part}: {name}" for name in outcome.skipped]
        loud = [
            f"{record['level']} {record['logger']}: {shortened(record['text'])}"
            for record in outcome.loud
        ]
        self.check(f"{part}: warnings and errors in Odoo's log", loud)

    def close(self, allow_skips):
        """Print the score, its line last, and return the exit code."""
        for title, names in (("Skipped", self.skipped), ("Failed", self.failed)):
            if names:
                say(f"\n{title}:")
            for name in names:
                say(f"  - {name}")
        if self.skipped and not allow_skips:
            say("\nA skipped test fails the run (--allow-skips lets it pass).")
        if not self.passed and not self.failed:
            self.failed.append("nothing ran")
            say("\nNo test was found.")
        say()
        say(
            f"{self.passed} passed, {len(self.failed)} failed, "
            f"{len(self.skipped)} skipped"
        )
        return int(bool(self.failed or (self.skipped and not allow_skips)))


def shortened(text, first=2, last=4):
    """A record's beginning and, of a traceback, its end, where the reason is.

    >>> shortened("a\\nb\\nc\\nd", first=1, last=1)
    'a\\n...\\nd'
    """
    lines = [line[:400] for line in text.strip().splitlines()]
    if len(lines) > first + last + 1:
        lines[first:-last] = ["..."]
    return "\n".join(lines)
