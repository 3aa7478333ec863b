import { Message } from "@mail/core/common/message";
import { registerMessageAction } from "@mail/core/common/message_actions";
import { Message as MessageModel } from "@mail/core/common/message_model";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const TICKET = "intervia.ticket";

patch(MessageModel.prototype, {
    setup() {
        super.setup(...arguments);
        /** Kept from the client; undefined where it is not for the user to know. */
        this.intervia_is_hidden = undefined;
    },
});

patch(Message.prototype, {
    /** @returns {"note"|"hidden"|false} why the client does not see the message */
    get interviaHiddenReason() {
        const { message } = this;
        if (message.thread?.model !== TICKET || !message.intervia_is_hidden) {
            return false;
        }
        if (!["comment", "email"].includes(message.message_type)) {
            return false;
        }
        return message.isNote ? "note" : "hidden";
    },
});

/** Only what people wrote, and only for support: the server tells nobody else. */
function isSwitchable({ message, thread }) {
    return (
        thread?.model === TICKET &&
        message.intervia_is_hidden !== undefined &&
        ["comment", "email"].includes(message.message_type)
    );
}

async function switchVisibility({ message, thread, store }, method) {
    await store.env.services.orm.call(TICKET, method, [[thread.id], message.id]);
    await thread.fetchMessages({ around: message.id });
    await thread.fetchNewMessages();
}

registerMessageAction("intervia-hide", {
    condition: (params) => isSwitchable(params) && !params.message.intervia_is_hidden,
    icon: "fa fa-eye-slash",
    name: _t("Hide from the client"),
    onSelected: (params) => switchVisibility(params, "action_hide_message"),
    sequence: 65,
});

registerMessageAction("intervia-show", {
    condition: (params) => isSwitchable(params) && params.message.intervia_is_hidden,
    icon: "fa fa-eye",
    name: _t("Show to the client"),
    onSelected: (params) =>
        params.store.env.services.dialog.add(ConfirmationDialog, {
            title: _t("Show to the client"),
            body: _t(
                "The client will read this message, and its files, in his ticket."
            ),
            confirmLabel: _t("Show"),
            confirm: () => switchVisibility(params, "action_show_message"),
            cancel: () => {},
        }),
    sequence: 65,
});
