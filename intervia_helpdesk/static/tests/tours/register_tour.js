import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.register", {
    steps: () => [
        {
            trigger: ".o_menu_sections .o_nav_entry:contains('Register')",
            run: "click",
        },
        {
            content: "the category of the agent's only area",
            trigger: ".modal .o_field_widget[name='category_id'] input",
            run: "edit Printers",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Printers')",
            run: "click",
        },
        {
            content: "the client is found by his phone",
            trigger: ".modal .o_field_widget[name='partner_id'] input",
            run: "edit 600 111 222",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Customer')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='name'] input",
            run: "edit Paper jam",
        },
        {
            trigger: ".modal-footer button[name='action_register']",
            run: "click",
        },
        {
            content: "the ticket opens with its number",
            trigger: ".o_intervia_ticket_form .o_intervia_number_copy",
        },
    ],
});
