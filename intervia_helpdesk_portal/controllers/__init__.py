from . import (
    account,
    articles,
    contact,
    error_report,
    new_ticket,
    public_ticket,
    sign_up,
    suggestions,
    support_centre,
    surveys,
    ticket_list,
    tickets,
)
