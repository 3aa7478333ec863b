# What a ticket was quoted, sold and charged
from . import sale_order
from . import sale_order_line
from . import intervia_ticket
