{
    "name": "Intervia Helpdesk Stock",
    "summary": "Support articles, loans and returns moved for a ticket",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Intervia",
    "license": "LGPL-3",
    "depends": [
        "intervia_helpdesk",
        "stock",
    ],
}
