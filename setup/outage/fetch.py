"""Pasted into Odoo's shell: fetch what is there, as the job does."""

servers = env["fetchmail.server"].search([("name", "in", ("imap", "pop"))])
for server in servers:
    server._fetch_mail(batch_limit=1000)
    env.cr.commit()
