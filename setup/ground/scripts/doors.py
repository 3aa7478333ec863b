# Odoo shell: somebody with every kind of credential; OUTPUT gets them all.
import base64
import json
import os
import secrets
from datetime import timedelta
from pathlib import Path

from odoo import fields

from odoo.addons.base.models.res_users import CryptContext

users = env["res.users"].with_context(no_reset_password=True)
employee = env.ref("base.group_user").ids
password = secrets.token_hex(8)
people = {
    name: users.create(
        {"name": name, "login": name, "password": password, "group_ids": employee}
    )
    for name in ("doors_person", "doors_factor")
}
person = people["doors_person"]
# A cheap hash: what is measured is who is let in, not how long a hash takes.
cheap = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1000).hash(password)
for user in people.values():
    user._set_encrypted_password(user.id, cheap)
secret = secrets.token_bytes(20)
people["doors_factor"].totp_secret = base64.b32encode(secret).decode()
until = fields.Datetime.now() + timedelta(days=1)
keys = env["res.users.apikeys"].with_user(person).sudo()
ticket = env["intervia.ticket"].search([], limit=1)
if "public_token" in ticket:
    ticket.action_open_public_page()
if "website" in env:
    env["website"].search([]).auth_signup_uninvited = "b2c"
state = {
    "login": person.login,
    "uid": person.id,
    "password": password,
    "key": keys._generate(None, "doors", until),
    "factor_login": people["doors_factor"].login,
    "factor_secret": secret.hex(),
    "link": ticket.public_token if "public_token" in ticket else None,
}
env.cr.commit()
target = Path(os.environ["OUTPUT"])
target.touch(mode=0o600)
target.write_text(json.dumps(state))
