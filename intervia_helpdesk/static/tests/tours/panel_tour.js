import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.panel", {
    steps: () => [
        {
            content: "look at a week",
            trigger: ".o_intervia_panel button[data-period='week']",
            run: "click",
        },
        {
            trigger: ".o_intervia_panel button[data-period='week'].active",
        },
        {
            content: "one ticket is unassigned: list it",
            trigger: ".o_intervia_panel [data-tile='unassigned'][data-value='1']",
            run: "click",
        },
        {
            trigger: ".o_list_view:has(.o_data_row:eq(0):contains('No network'))",
        },
        {
            content: "back to the panel",
            trigger: ".o_back_button, .breadcrumb-item a:contains('Control panel')",
            run: "click",
        },
        {
            content: "which kept its period",
            trigger: ".o_intervia_panel button[data-period='week'].active",
        },
        {
            trigger: ".o_intervia_panel .o_intervia_panel_chart canvas",
        },
        {
            content: "the same in Excel",
            trigger: ".o_intervia_panel_workbook:visible",
            run: "click",
        },
        {
            trigger: "button[name='action_make']:visible",
            run: "click",
        },
        {
            content: "it was made",
            trigger: "button[name='action_download']:visible",
        },
    ],
});
