import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.merge", {
    steps: () => [
        {
            trigger: ".o_notebook .nav-link[name='related']",
            run: "click",
        },
        {
            trigger: ".o_intervia_merge",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='survivor_id'] input",
            run: "edit No paper",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('No paper')",
            run: "click",
        },
        {
            trigger: ".modal-footer button[name='action_merge']",
            run: "click",
        },
        {
            content: "the ticket in which all goes on opens",
            trigger: ".o_field_widget[name='name'] :value(No paper)",
        },
        {
            trigger: ".o_notebook .nav-link[name='related']",
            run: "click",
        },
        {
            content: "back to the one that went",
            trigger: ".o_intervia_related a:contains('The printer is on fire')",
            run: "click",
        },
        {
            trigger: "button[name='action_undo_merge']",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "it is itself again",
            trigger:
                "body:not(:has(button[name='action_undo_merge'])) .o_statusbar_status .o_arrow_button_current:contains('Assigned')",
        },
    ],
});
