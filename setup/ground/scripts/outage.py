# Odoo shell: fetch what waits in one mailbox, again and again, as the job does.
import os
import time
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, api

name, stop = os.environ["MAILBOX"], Path(os.environ["STOP"])
registry = env.registry
while not stop.exists():
    try:
        with registry.cursor() as cr:
            servers = api.Environment(cr, SUPERUSER_ID, {})["fetchmail.server"]
            servers.search([("name", "=", name)])._fetch_mail(batch_limit=1000)
    except psycopg2.Error:
        pass
    time.sleep(0.3)
if name == "imap":
    # The job that processes what was left behind, as if time had passed.
    with registry.cursor() as cr:
        cr.execute(
            "UPDATE intervia_intake SET create_date = create_date - interval '1 hour',"
            " date_retry = date_retry - interval '1 day'"
        )
    with registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["intervia.intake"]._retry_failed()
