from . import (
    intervia_error_send,
    intervia_intake_move,
    intervia_person_rights,
    intervia_staff_permission,
    intervia_ticket_answer,
    intervia_ticket_assign,
    intervia_ticket_cancel,
    intervia_ticket_macro,
    intervia_ticket_merge_wizard,
    intervia_ticket_register,
    intervia_ticket_send,
    intervia_ticket_split,
)
