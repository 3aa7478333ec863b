# What a website offers
from . import intervia_area
from . import intervia_priority
from . import intervia_program
from . import intervia_ticket_type
from . import website

# The ticket, as its client sees it
from . import res_partner
from . import ticket
from . import intervia_ticket_opening
from . import intervia_opening

# The platform
from . import ir_attachment
from . import ir_http
from . import res_config_settings
