from . import intervia_staff_permission
from . import intervia_ticket_answer
from . import intervia_ticket_assign
from . import intervia_ticket_cancel
from . import intervia_ticket_register
