{
    "name": "Intervia Helpdesk Portal",
    "summary": "What the client sees: tickets, articles and chat on the web",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Intervia",
    "license": "LGPL-3",
    "depends": [
        "intervia_helpdesk",
        "portal",
        "website",
        "im_livechat",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "data/mail_template_data.xml",
        "data/website_menu_data.xml",
        "views/mail_layout.xml",
        "views/intervia_ticket_views.xml",
        "views/catalogue_views.xml",
        "views/support_centre.xml",
        "views/portal_ticket_list.xml",
        "views/portal_ticket_new.xml",
        "views/portal_ticket_page.xml",
        "views/portal_ticket_public.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "intervia_helpdesk_portal/static/src/support/**/*",
        ],
        "web.assets_tests": ["intervia_helpdesk_portal/static/tests/tours/**/*"],
    },
}
