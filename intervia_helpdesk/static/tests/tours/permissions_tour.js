import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.permissions", {
    steps: () => [
        {
            content: "the board of areas counts",
            trigger: ".o_kanban_record:contains('Systems') button:contains('1')",
        },
        {
            trigger: ".o_menu_sections button:contains('Configuration')",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu .o-dropdown-item:contains('Employees and permissions')",
            run: "click",
        },
        {
            trigger: ".o_data_row td[name='login']:text('agent')",
        },
        {
            trigger:
                ".o_data_row:has(td[name='login']:text('agent')) button:contains('Permissions')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='can_assign'] input",
            run: "check",
        },
        {
            trigger: ".modal-footer button[name='action_apply']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
        {
            trigger:
                ".o_data_row:has(td[name='login']:text('agent')) button:contains('New password')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='kind'] label:contains('by hand')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='password'] input",
            run: "edit a typed password",
        },
        {
            trigger: ".modal-footer button[name='action_apply']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_notification:contains('sessions')",
        },
    ],
});
