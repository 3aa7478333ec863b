from . import (
    articles,
    contact,
    error_report,
    new_ticket,
    public_ticket,
    suggestions,
    support_centre,
    surveys,
    ticket_list,
    tickets,
)
