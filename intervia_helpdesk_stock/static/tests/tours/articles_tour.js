import { registry } from "@web/core/registry";

const tab = {
    content: "open the articles of the ticket",
    trigger: ".o_notebook_headers a[name='supplies']",
    run: "click",
};
const scan = (code) => ({
    content: `scan ${code}`,
    trigger: ".modal .o_field_widget[name='barcode'] input",
    run: `edit ${code} && press Enter`,
});
const row = (state, unit) =>
    `.o_field_widget[name='supply_ids'] .o_data_row:contains('${unit}'):contains('${state}')`;

registry.category("web_tour.tours").add("intervia_helpdesk_stock.articles", {
    steps: () => [
        {
            content: "open the ticket",
            trigger: ".o_kanban_record:contains('The printer is on fire')",
            run: "click",
        },
        tab,
        {
            content: "use articles",
            trigger: "button[name='action_add_supplies']",
            run: "click",
        },
        scan("LP-01"),
        {
            content: "the unit is there, and available",
            trigger: ".modal .o_data_row:contains('LP-01'):contains('1.00')",
        },
        scan("TN-1"),
        {
            content: "five of the other one are available",
            trigger: ".modal .o_data_row:contains('Toner'):contains('5.00')",
        },
        {
            content: "use them",
            trigger: ".modal-footer button[name='action_use']",
            run: "click",
        },
        {
            content: "both were used",
            trigger: row("Used", "LP-01"),
        },
        {
            trigger: row("Used", "Toner"),
        },
        {
            content: "lend another one",
            trigger: "button[name='action_lend_supplies']",
            run: "click",
        },
        scan("LP-02"),
        {
            trigger: ".modal .o_data_row:contains('LP-02')",
        },
        {
            content: "until when",
            trigger:
                ".modal .o_field_widget[name='date_due'] button, .modal .o_field_widget[name='date_due'] input",
            run: "click",
        },
        {
            content: "choose the day",
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "lend it",
            trigger: ".modal-footer button[name='action_lend']",
            run: "click",
        },
        {
            content: "it is lent",
            trigger: row("Lent", "LP-02"),
        },
        {
            content: "take it back",
            trigger: `${row("Lent", "LP-02")} button[name='action_return']`,
            run: "click",
        },
        {
            content: "one of it",
            trigger: ".modal .o_data_row:contains('LP-02')",
        },
        {
            content: "in good condition",
            trigger: ".modal-footer button[name='action_apply']:contains('Take back')",
            run: "click",
        },
        {
            content: "it is back",
            trigger: row("Returned", "LP-02"),
        },
    ],
});
