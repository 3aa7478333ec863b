from . import support_centre
from . import new_ticket
from . import ticket_list
from . import tickets
from . import public_ticket
