"""The throughput of mail: the helpdesk beside a bare ``mail.thread`` model."""

import json
import os

from . import addons, paths, process, server, template
from .report import say, step

FOLDER = paths.SETUP / "bench"
BARE = "intervia_bench_bare"


def run(workbench, sizes, mails):
    """Measure on a database of its own, and print mails per second and their ratio."""
    names = list(addons.manifests())
    cluster = workbench.cluster
    with cluster.in_use():
        templates = template.Templates(workbench.server, names)
        templates.obtain()
        database = f"bench_{os.getpid()}"
        template.clone(cluster, templates.full, database)
        try:
            results = _measure(workbench, database, sizes, mails)
        finally:
            template.drop(cluster, database)
    return _show(results)


def _measure(workbench, database, sizes, mails):
    paths_ = f"{paths.ROOT},{FOLDER / 'addons'}"
    odoo = server.Server(workbench.odoo, workbench.cluster, addons_path=paths_)
    with step("bench: the bare model"):
        odoo.run("bench", "-d", database, "-i", BARE, "--no-http", "--stop-after-init")
    output = paths.RUN / "bench.json"
    variables = {"SIZES": sizes, "MAILS": str(mails), "OUTPUT": str(output)}
    with (
        step(f"bench: {mails} mails of each kind, at {sizes} tickets"),
        (FOLDER / "throughput.py").open("rb") as source,
    ):
        process.run(
            odoo.command("-d", database, "--no-http", subcommand=["shell"]),
            "bench",
            stdin=source,
            env={**odoo.environment(), **variables},
        )
    return json.loads(output.read_text())


def _show(results):
    say(f"{'tickets':>8}  {'bare/s':>7} {'ours/s':>7} {'ratio':>6} {'cpu':>5}  mail")
    for row in results:
        say(
            f"{row['size']:>8}  {row['bare']:7.1f} {row['ours']:7.1f}"
            f" {row['ratio']:6.2f} {row['cpu_ratio']:5.2f}  {row['kind']}"
        )
    return results
