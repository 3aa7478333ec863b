from . import (
    articles,
    contact,
    new_ticket,
    public_ticket,
    suggestions,
    support_centre,
    surveys,
    ticket_list,
    tickets,
)
