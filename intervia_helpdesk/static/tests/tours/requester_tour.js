import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("intervia_helpdesk.requester", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name'] input",
            run: "edit A second screen",
        },
        {
            trigger: ".o_field_widget[name='area_id'] input",
            run: "edit Systems",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Systems')",
            run: "click",
        },
        {
            trigger: ".o_form_statusbar button:contains('Send the request')",
            run: "click",
        },
        {
            content: "it has a number and a state",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Waiting')",
        },
        {
            content: "no tools of support",
            trigger:
                ".o-mail-Chatter:not(:has(.o-mail-Chatter-logNote:visible, .o-mail-Chatter-activity:visible))",
        },
        {
            trigger: ".o-mail-Chatter-sendMessage:enabled",
            run: "click",
        },
        {
            trigger: ".o-mail-Composer-input",
            run: "edit A big one, please",
        },
        {
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            trigger: ".o-mail-Message:contains('A big one, please')",
        },
    ],
});
