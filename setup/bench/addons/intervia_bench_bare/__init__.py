from . import bare_ticket
