import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CHAT = ".o-livechat-root:shadow";
const INPUT = `${CHAT} .o-mail-Composer-input`;

/** Write to the bot, once it has said something. */
function answer(said, text) {
    return [
        { trigger: `${CHAT} .o-mail-Message:contains(${said})` },
        { trigger: INPUT, run: `edit ${text}` },
        { trigger: INPUT, run: "press Enter" },
    ];
}

tours.add("intervia_chat_bot", {
    steps: () => [
        {
            trigger: `${CHAT} .o-livechat-LivechatButton`,
            run: "click",
        },
        ...answer("What happens", "The wifi goes out"),
        ...answer("Which address", "ana@chat.example"),
        {
            content: "the bot says the number of the ticket",
            trigger: `${CHAT} .o-mail-Message:contains(/\\d{6}/)`,
        },
    ],
});

tours.add("intervia_chat_command", {
    steps: () => [
        { trigger: ".o-mail-Message:contains(The wifi goes out)" },
        { trigger: ".o-mail-Composer-input", run: "edit /ticket Wifi of the shop" },
        { trigger: ".o-mail-Composer-input", run: "press Enter" },
        {
            content:
                "only the operator reads that the ticket is there, and can open it",
            trigger: ".o-mail-Message a[data-oe-model='intervia.ticket']",
        },
    ],
});
