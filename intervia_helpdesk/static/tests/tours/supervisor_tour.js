import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.supervisor", {
    steps: () => [
        {
            content: "assign from the row",
            trigger:
                ".o_data_row:contains('No network') button[name='action_open_assign']",
            run: "click",
        },
        {
            content: "choose one of the candidates",
            trigger: ".modal .o_intervia_candidates button:contains('Agent')",
            run: "click",
        },
        {
            trigger: ".modal .o_intervia_candidates button.active:contains('Agent')",
        },
        {
            trigger: ".modal-footer button[name='action_assign']",
            run: "click",
        },
        {
            content: "it left the list of the unassigned",
            trigger: ".o_list_view:not(:has(.o_data_row:contains('No network')))",
        },
        {
            content: "look at everything",
            trigger: ".o_facet_remove:eq(0)",
            run: "click",
        },
        {
            content: "cancel from the row",
            trigger: ".o_data_row:contains('No network') button:has(.fa-ban)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit It repeats another one",
        },
        {
            trigger: ".modal-footer button[name='action_cancel']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
    ],
});
