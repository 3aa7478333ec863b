import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.macro", {
    steps: () => [
        {
            content: "write to the client",
            trigger: ".o-mail-Chatter-sendMessage",
            run: "click",
        },
        {
            content: "look a macro up by its shortcut",
            trigger: ".o-mail-Composer-input",
            run: "edit Good morning! ::pic",
        },
        {
            trigger: ".o-mail-NavigableList-item:contains('Ask for a picture')",
            run: "click",
        },
        {
            content: "its words are there, filled in, and what sending changes",
            trigger: ".o-mail-Composer-input:value(/Good morning! Hello Customer/)",
        },
        {
            trigger: ".o_intervia_composer_macro:contains('Wait for the client')",
        },
        {
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            content: "answered and moved in one act",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('Waiting for the client')",
        },
        {
            trigger: ".o-mail-Message:contains('Hello Customer')",
        },
        {
            content: "the next answer is words alone",
            trigger: "body:not(:has(.o_intervia_composer_macro))",
        },
    ],
});
