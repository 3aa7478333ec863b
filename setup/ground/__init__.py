"""What stands under the product: a private Odoo, PostgreSQL, browser and mail exchange.

Standard library only, because it runs before anything is installed. One file per
concern; ``run``, ``suite`` and ``ctl`` are the three commands.
"""
