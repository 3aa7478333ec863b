from . import (
    intervia_intake_move,
    intervia_staff_permission,
    intervia_ticket_answer,
    intervia_ticket_assign,
    intervia_ticket_cancel,
    intervia_ticket_macro,
    intervia_ticket_register,
)
