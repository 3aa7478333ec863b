"""setup/ctl: look at the demo, stop it, wipe it, and exchange mail with it."""

import argparse
import json
import os
import shutil
import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from . import (
    addons,
    bench,
    corpus,
    demo,
    kit,
    mailboxes,
    postgres,
    report,
    run,
    template,
    translations,
    wheels,
)
from .paths import CACHE, LOG, MAIL, ROOT, RUN, SETUP, VAR
from .process import output_of
from .report import Problem, say, step


def parser():
    top = argparse.ArgumentParser(prog="setup/ctl", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    def verb(function, **options):
        name = function.__name__.removeprefix("make_")
        added = verbs.add_parser(name, help=function.__doc__.splitlines()[0], **options)
        added.set_defaults(function=function)
        return added

    verb(status)
    verb(stop)
    wipe = verb(clean)
    wipe.add_argument("--all", action="store_true", help="the downloads too")
    read = verb(mail)
    read.add_argument("address", nargs="?", help="of one mailbox; default: all")
    read.add_argument("position", nargs="?", type=int, default=1, help="1: the last")
    read.add_argument("--list", action="store_true", help="list the mailboxes")
    write = verb(send)
    write.add_argument("--from", dest="sender", required=True)
    write.add_argument("--to", required=True, action="append")
    write.add_argument("--subject", default="")
    write.add_argument("--text", default="")
    write.add_argument("--reply", action="store_true", help="to his last mail received")
    write.add_argument("--attach", action="append", default=[], type=Path)
    verb(shell)
    query = verb(psql)
    query.add_argument("database", nargs="?", default=demo.DATABASE)
    verb(logs)
    free = verb(unblock)
    free.add_argument("addresses", nargs="*", metavar="ADDRESS", help="default: all")
    measured = verb(spam)
    measured.add_argument("corpus", nargs="?", type=Path, help="default: a public one")
    measured.add_argument("--labels", default="50 200 1000", help="counts to learn")
    measured.add_argument("--seeds", type=int, default=5)
    measured.add_argument("--share", type=float, default=0.3, help="spam in the labels")
    verb(make_wheels)
    speed = verb(make_bench)
    speed.add_argument("--sizes", default="1000,100000", help="tickets of each model")
    speed.add_argument("--mails", type=int, default=60, help="of each kind")
    texts = verb(i18n)
    texts.add_argument("addons", nargs="*", metavar="ADDON")
    return top


def command(argv):
    options = parser().parse_args(argv)
    return options.function(options) or 0


def running_cluster():
    """The cluster of the running demo, or a sentence."""
    if not run.ODOO.pid():
        raise Problem("the demo is not running; setup/run starts it.")
    return postgres.Cluster()


def status(_options):
    """what is running"""
    for service in (run.ODOO, run.EXCHANGE):
        pid = service.pid()
        say(f"{service.name:<9} {f'runs, pid {pid}' if pid else 'is stopped'}")
    if run.ODOO.pid():
        say(f"address   {run.address()}")
    waiting = [MAIL / name / "new" for name in (mailboxes.QUEUE, mailboxes.FAILED)]
    count = sum(len(list(folder.glob("*"))) for folder in waiting if folder.exists())
    say(f"mail      {count} waiting for Odoo")


def stop(_options):
    """end the demo"""
    ended = [service.name for service in (run.EXCHANGE, run.ODOO) if service.stop()]
    if ended:
        with postgres.Cluster().in_use():
            pass  # the last one to use it stops it
    say(f"Stopped: {', '.join(ended) or 'nothing was running'}.")


def stop_database():
    """Stop a server that an interrupted command left behind."""
    if any(postgres.data_folders()):
        postgres.Cluster().stop()


def clean(options):
    """end the demo and remove all that was made, but for downloads"""
    stop(options)
    stop_database()
    elsewhere = VAR / "elsewhere"
    if elsewhere.exists():
        shutil.rmtree(elsewhere.read_text(), ignore_errors=True)
    for path in VAR.glob("*"):
        if path == CACHE and not options.all:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    say(f"Removed what was made in {VAR}.")


def mail(options):
    """print the last mail that was delivered"""
    if options.list:
        for name in mailboxes.boxes(MAIL):
            say(f"{len(list((MAIL / name).glob('[nc]*/*'))):5} {name}")
        return 0
    path = mailboxes.last(MAIL, options.address, options.position)
    if not path:
        raise Problem(f"no mail for {options.address or 'anybody'} yet.")
    say(f"mailbox: {path.parents[1].name}\n{mailboxes.readable(path)}")
    return 0


def send(options):
    """send a mail to the demo, as a client would"""
    if not run.EXCHANGE.pid():
        raise Problem("the mail exchange is not running; setup/run starts it.")
    message = EmailMessage()
    message["From"] = options.sender
    message["To"] = ", ".join(options.to)
    message["Subject"] = options.subject
    message["Message-Id"] = make_msgid(domain=options.sender.rpartition("@")[2])
    if options.reply:
        refer_to_last(message, options.sender)
    message.set_content(options.text or options.subject)
    for path in options.attach:
        message.add_attachment(
            path.read_bytes(), "application", "octet-stream", filename=path.name
        )
    port = json.loads(run.MAIL_SETTINGS.read_text())["port"]
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(message)
    say(f"Sent to {message['To']}.")


def refer_to_last(message, sender):
    """Make the message an answer to the newest one in the sender's mailbox."""
    path = mailboxes.last(MAIL, sender)
    if not path:
        raise Problem(f"{sender} has received no mail to reply to.")
    received = mailboxes.parsed(path)
    message["In-Reply-To"] = received["Message-Id"]
    earlier = received["References"] or ""
    message["References"] = f"{earlier} {received['Message-Id']}".strip()
    if not message["Subject"]:
        message.replace_header("Subject", f"Re: {received['Subject']}")


def shell(_options):
    """open Odoo's shell on the demo"""
    running_cluster()
    workbench = kit.obtain()
    line = workbench.server.command(
        "-d", demo.DATABASE, "--no-http", subcommand=["shell"]
    )
    parts = [str(part) for part in line]
    os.execvpe(parts[0], parts, workbench.server.environment())


def psql(options):
    """open psql on the demo, or on another of its databases"""
    cluster = running_cluster()
    program = cluster.programs / "psql"
    program = program if program.exists() else "psql"
    if not output_of([program, "--version"]):
        raise Problem("there is no psql here; install PostgreSQL's client.")
    connection = [
        "-h",
        str(cluster.socket),
        "-U",
        postgres.USER,
        "-d",
        options.database,
    ]
    os.execvp(str(program), [str(program), *connection])


def logs(_options):
    """follow the demo's logs"""
    files = [str(service.log) for service in (run.ODOO, run.EXCHANGE)]
    os.execvp("tail", ["tail", "-n", "40", "-F", *files])


def unblock(options):
    """let in again whom failed log-ins blocked"""
    running_cluster()
    kit.obtain().server.script(
        "unblock", demo.DATABASE, "unblock.py", ADDRESSES=" ".join(options.addresses)
    )
    say((LOG / "unblock.log").read_text().strip().splitlines()[-1])


def spam(options):
    """measure the spam filter on folders of mails named "…spam…" and "…ham…" """
    running_cluster()
    workbench = kit.obtain()
    folder = options.corpus or corpus.obtain()
    workbench.server.script(
        "spam",
        demo.DATABASE,
        SETUP / "bench" / "spam.py",
        CORPUS=folder.resolve(),
        LABELS=options.labels,
        SEEDS=options.seeds,
        SHARE=options.share,
    )
    measured = (LOG / "spam.log").read_text().rpartition(" other mails\n")
    say((measured[0].splitlines() or [""])[-1] + measured[1].rstrip())
    say(measured[2].rstrip())


def make_wheels(_options):
    """build the addons' wheels into dist/"""
    wheels.build(addons.chosen([]), ROOT / "dist")
    say(f"The wheels are in {ROOT / 'dist'}.")


def make_bench(options):
    """mails per second, beside a bare mail.thread model"""
    bench.run(kit.obtain(), options.sizes, options.mails)


def i18n(options):
    """bring each i18n/es.po up to the source's terms and list what lacks"""
    names = addons.chosen(options.addons)
    workbench = kit.obtain()
    with workbench.cluster.in_use():
        templates = template.Templates(workbench.server, list(addons.manifests()))
        templates.obtain()
        database = f"terms_{os.getpid()}"
        template.clone(workbench.cluster, templates.full, database)
        try:
            with step("terms of the source"):
                translations.export(workbench.server, database, names)
        finally:
            template.drop(workbench.cluster, database)
    for name in names:
        for line in translations.compare(name, merge=True):
            say(f"{name}: {line}")


if __name__ == "__main__":
    for folder in (RUN, LOG, MAIL):
        folder.mkdir(parents=True, exist_ok=True)
    report.main(command)
