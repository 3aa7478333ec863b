{
    "name": "Intervia Helpdesk Billing",
    "summary": "Quotes, orders and invoices for the work done on tickets",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Intervia",
    "license": "LGPL-3",
    "depends": [
        "intervia_helpdesk",
        "sale_management",
        "account_payment",
    ],
    "data": [
        "security/ir_rule.xml",
        "views/intervia_helpdesk_billing_menus.xml",
    ],
}
