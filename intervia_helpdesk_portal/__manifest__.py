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
}
