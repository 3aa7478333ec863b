import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.agent", {
    steps: () => [
        {
            content: "open the ticket",
            trigger: ".o_kanban_record:contains('The printer is on fire')",
            run: "click",
        },
        {
            content: "start the timer",
            trigger: ".o_intervia_timer.btn-outline-secondary",
            run: "click",
        },
        {
            content: "it runs",
            trigger: ".o_intervia_timer_elapsed:contains('00:00:0')",
        },
        {
            content: "answer",
            trigger: ".o_form_statusbar button:contains('Answer')",
            run: "click",
        },
        {
            content: "write",
            trigger: ".modal .o_field_html[name='body'] .odoo-editor-editable",
            run: "editor We have ordered a new toner.",
        },
        {
            content: "send and wait",
            trigger: ".modal-footer button:contains('Send and wait')",
            run: "click",
        },
        {
            content: "the client is waited for",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('Waiting for the client')",
        },
        {
            content: "hide the answer again",
            trigger: ".o-mail-Message:contains('new toner') .o-mail-Message-body",
            run: "hover && click .o-mail-Message:contains('new toner') .o-mail-Message-actions button[title='Expand']",
        },
        {
            trigger:
                ".o-dropdown--menu .o-dropdown-item:contains('Hide from the client')",
            run: "click",
        },
        {
            trigger: ".o-mail-Message:contains('new toner') .o_intervia_hidden",
        },
        {
            content: "stop the timer",
            trigger: ".o_intervia_timer.btn-danger",
            run: "click",
        },
        {
            content: "say what was done",
            trigger: ".modal .o_field_widget[name='name'] input",
            run: "edit Ordered a new toner",
        },
        {
            trigger: ".modal-footer .o_form_button_save",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_intervia_timer.btn-outline-secondary",
        },
    ],
});
