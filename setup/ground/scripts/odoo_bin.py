"""Odoo's command line as a file: a server with workers starts one more of itself."""

import odoo.cli

odoo.cli.main()
