# Odoo shell: the company is at home in COUNTRY before any accounting is installed, so
# that Odoo chooses that country's chart of accounts, taxes and currency by itself.
import os

country = env["res.country"].search([("code", "=", os.environ["COUNTRY"])])
company = env.ref("base.main_company")
company.write({"country_id": country.id, "currency_id": country.currency_id.id})
env.cr.commit()
