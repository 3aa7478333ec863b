# Odoo shell: write the translatable terms of each addon to OUTPUT/<addon>.pot.
import os
from pathlib import Path

from odoo.tools.translate import trans_export

for name in os.environ["ADDONS"].split(","):
    with (Path(os.environ["OUTPUT"]) / f"{name}.pot").open("wb") as target:
        trans_export(None, [name], target, "po", env)
