"""Pasted into Odoo's shell: an area with an address, and two mailboxes to fetch."""

import os

company = env.company
if not company.alias_domain_id:
    company.alias_domain_id = env["mail.alias.domain"].create({"name": "us.example"})
env["intervia.area"].create({"name": "Outage", "alias_name": "outage"})
for kind, port in (("imap", os.environ["IMAP"]), ("pop", os.environ["POP"])):
    env["fetchmail.server"].create(
        {
            "name": kind,
            "server_type": kind,
            "server": "127.0.0.1",
            "port": int(port),
            "user": kind,
            "password": "secret",
            "state": "done",
        }
    )
env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "100000")
env.cr.commit()
