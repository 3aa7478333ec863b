"""setup/run: the demo, from nothing to a page in the browser."""

import argparse
import http.client
import json
import os
import time
import webbrowser

from . import demo, kit, libraries, logins, paths, report, template
from .addons import manifests
from .gateway import Gateway
from .paths import MAIL, RUN, SETUP
from .process import Service, free_port, is_free, tail
from .report import Problem, say, step

FIRST_PORT, FIRST_MAIL_PORT = 8069, 2525
MAIL_SETTINGS = RUN / "exchange.json"
ODOO, EXCHANGE = Service("odoo"), Service("exchange")


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="setup/run",
        description="Start the demo: PostgreSQL, Odoo with the addons and a Spanish "
        "company, and a local mail exchange. All that is made lies in var/. "
        "The database's settings suit throw-away data only.",
    )
    parser.add_argument(
        "--port", type=int, help=f"default: {FIRST_PORT} or the next free"
    )
    parser.add_argument("--no-browser", action="store_true", help="open no page")
    parser.add_argument("--detach", action="store_true", help="leave it running")
    parser.add_argument("--reset", action="store_true", help="make the demo data anew")
    return parser.parse_args(argv)


def command(argv):
    options = arguments(argv)
    if ODOO.pid():
        return already_running(options)
    workbench = kit.obtain()
    with workbench.cluster.in_use():
        templates = template.Templates(workbench.server, list(manifests()))
        templates.obtain()
        demo.obtain(workbench, templates, options.reset)
        port = choose_port(options.port)
        try:
            start(workbench, port)
            show(workbench.cluster)
            open_page(options)
            if not options.detach:
                say("\nCtrl-C ends it.")
                wait()
        except BaseException:
            EXCHANGE.stop()
            ODOO.stop()
            raise
    return 0


def already_running(options):
    if options.reset or options.port:
        raise Problem("the demo is running; end it first with setup/ctl stop.")
    say(f"The demo is running already: {address()}")
    return 0


def choose_port(wanted):
    if wanted and not is_free(wanted):
        raise Problem(
            f"the port {wanted} is taken; leave --port out to find a free one."
        )
    port = wanted or free_port(FIRST_PORT)
    if port != (wanted or FIRST_PORT):
        say(f"  !        the port {FIRST_PORT} is taken, using {port}")
    return port


def address():
    return json.loads(MAIL_SETTINGS.read_text())["url"]


def start(workbench, port):
    """Start the exchange and Odoo, and wait until Odoo answers."""
    EXCHANGE.stop()  # one may have outlived its Odoo
    mail_port = free_port(FIRST_MAIL_PORT)
    state = demo.state()
    settings = {
        "url": f"http://127.0.0.1:{port}",
        "database": demo.DATABASE,
        "user": state["user"],
        "key": state["key"],
        "folder": str(MAIL),
        "port": mail_port,
    }
    MAIL_SETTINGS.touch(mode=0o600)
    MAIL_SETTINGS.write_text(json.dumps(settings))
    with step("Odoo and the mail exchange"):
        EXCHANGE.start(
            [libraries.python(), "-m", "ground.exchange", MAIL_SETTINGS],
            env={**os.environ, "PYTHONPATH": str(SETUP)},
        )
        with workbench.cluster.user() as handle:
            # Odoo holds on to the database for as long as it lives.
            ODOO.start(
                odoo_command(workbench, port, mail_port),
                env=workbench.server.environment(),
                holding=[handle],
            )
        wait_for_answer(port)
        access = (settings[key] for key in ("url", "database", "user", "key"))
        Gateway(*access).move_to(settings["url"])
    if not EXCHANGE.pid():
        raise Problem(f"the mail exchange ended; see {EXCHANGE.log}")


def odoo_command(workbench, port, mail_port):
    return workbench.server.command(
        *(
            "-d",
            demo.DATABASE,
            "--db-filter",
            f"^{demo.DATABASE}$",
            "--no-database-list",
        ),
        *("--http-interface", "127.0.0.1", "--http-port", port),
        *("--smtp", "127.0.0.1", "--smtp-port", mail_port, "--max-cron-threads", "1"),
    )


def wait_for_answer(port, patience=120):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not ODOO.pid():
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/web/login")
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.3)
    raise Problem(
        f"Odoo does not answer; its log {ODOO.log} ends with\n"
        + tail(ODOO.log, only=(" ERROR ", " CRITICAL "))
    )


def show(cluster):
    present = cluster.query("SELECT login FROM res_users WHERE active", demo.DATABASE)
    areas = cluster.query(
        "SELECT alias_full_name FROM mail_alias JOIN ir_model"
        " ON ir_model.id = alias_model_id AND model = 'intervia.ticket'"
        " WHERE alias_name IS NOT NULL AND alias_domain_id IS NOT NULL"
        " ORDER BY alias_full_name DESC",
        demo.DATABASE,
    )
    port = json.loads(MAIL_SETTINGS.read_text())["port"]
    say(f"\nThe demo is at {address()}\n\nLogins (login / password):")
    for line in logins.table({login for (login,) in present}):
        say(line)
    say(f"\nMail: SMTP at 127.0.0.1:{port}, nothing leaves this machine.")
    for (name,) in areas:
        say(f"  {name}")
    example = areas[0][0] if areas else "AREA@DOMAIN"
    sender = "carmen@laespiga.example"
    say(f'  setup/ctl send --from {sender} --to {example} --subject "..."')
    say(f"  setup/ctl mail prints the last mail that was delivered (all: {MAIL})")
    say("\nsetup/ctl stop ends the demo, setup/ctl clean removes all that was made.")


def open_page(options):
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if display and not options.no_browser and not os.environ.get("CI"):
        webbrowser.open(address())


def wait():
    """Stay until Odoo ends."""
    while ODOO.pid():
        if ODOO.process.poll() is not None:
            raise Problem(f"Odoo ended; its log is {ODOO.log}")
        time.sleep(0.5)
    EXCHANGE.stop()


if __name__ == "__main__":
    paths.RUN.mkdir(parents=True, exist_ok=True)
    report.main(command)
