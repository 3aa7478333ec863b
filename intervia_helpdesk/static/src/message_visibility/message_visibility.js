import { Message } from "@mail/core/common/message";
import { registerMessageAction } from "@mail/core/common/message_actions";
import { Message as MessageModel } from "@mail/core/common/message_model";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const TICKET = "intervia.ticket";

patch(MessageModel.prototype, {
    setup() {
        super.setup(...arguments);
        /** @type {boolean|undefined} kept from the client; undefined: not for us to say */
        this.intervia_is_hidden = undefined;
    },
});

patch(Message.prototype, {
    get isHiddenFromClient() {
        return this.message.thread?.model === TICKET && this.message.intervia_is_hidden;
    },
});

/** Staff only: the server tells nobody else whether a message is hidden. */
function canSwitch({ message, thread }) {
    return (
        thread?.model === TICKET &&
        message.intervia_is_hidden !== undefined &&
        message.isDiscussion &&
        ["comment", "email"].includes(message.message_type)
    );
}

async function switchVisibility({ message, thread, store }, method) {
    await store.env.services.orm.call(TICKET, method, [[thread.id], message.id]);
    message.intervia_is_hidden = !message.intervia_is_hidden;
}

registerMessageAction("intervia-hide", {
    condition: (params) => canSwitch(params) && !params.message.intervia_is_hidden,
    icon: "fa fa-eye-slash",
    name: _t("Hide from the client"),
    onSelected: (params) => switchVisibility(params, "action_hide_message"),
    sequence: 65,
});

registerMessageAction("intervia-show", {
    condition: (params) => canSwitch(params) && params.message.intervia_is_hidden,
    icon: "fa fa-eye",
    name: _t("Show to the client"),
    onSelected: (params) => switchVisibility(params, "action_show_message"),
    sequence: 65,
});
