# Odoo shell: make the web bundles, so that no test and no first page has to.
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
