import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.reminder", {
    steps: () => [
        {
            trigger: "button[name='action_view_reminders']",
            run: "click",
        },
        {
            content: "nothing yet",
            trigger: ".o_view_nocontent",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name'] input",
            run: "edit Call Carmen back",
        },
        {
            trigger: ".o_field_widget[name='date'] input",
            run: "edit 01/31/2100 09:00:00",
        },
        {
            content: "the client, too, is said clearly",
            trigger: ".o_field_widget[name='tells_client'] input",
            run: "click",
        },
        {
            trigger: ".alert-warning:contains('The client receives this text')",
        },
        {
            trigger: ".o_field_widget[name='tells_client'] input",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "when it goes out is known",
            trigger: ".o_form_saved .o_field_widget[name='date_next']:contains('2100')",
        },
    ],
});
