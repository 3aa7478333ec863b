"""Pasted into Odoo's shell: the job that processes what was left behind."""

env.cr.execute(
    "UPDATE intervia_intake SET create_date = create_date - interval '1 hour',"
    " date_retry = date_retry - interval '1 day'"
)
env.cr.commit()
env["intervia.intake"]._retry_failed()
env.cr.commit()
