# Places and operations
from . import res_company
from . import stock_warehouse
from . import intervia_area

# Articles
from . import product_template
from . import product_product
from . import stock_lot
from . import intervia_supply_stock

# What is moved for a ticket
from . import intervia_ticket_supply
from . import intervia_ticket_supply_transfer
from . import intervia_ticket
from . import intervia_ticket_supply_client
from . import intervia_ticket_client
from . import stock_move
from . import stock_move_order
from . import stock_rule
from . import mail_activity
from . import res_partner

# What goes on
from . import intervia_panel
from . import intervia_workbook

# What a person may ask for
from . import res_partner_rights
