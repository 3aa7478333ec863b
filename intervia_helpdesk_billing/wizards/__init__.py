from . import (
    intervia_ticket_quote,
    intervia_ticket_quote_item,
    intervia_ticket_quote_line,
)
