from . import controllers, models, report, wizards


def _count_unbilled(env):
    """The article of an hour exists now: what waits to be invoiced has its price."""
    env["intervia.ticket"]._refresh_unbilled()
