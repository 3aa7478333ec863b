import { Component, onMounted, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TYPE = "intervia_helpdesk/presence";
const COMPOSERS = ".o-mail-Composer, .o_intervia_answer_form";
const WRITING_FOR = 20000; // a pause longer than this is no writing any more
const GONE_AFTER = 10 * 60000; // of whose browser died without a word
const RENEW_AFTER = 4 * 60000; // told again by whoever moves, nothing else is sent

/** Who else has the ticket open, and who is writing on it. Nobody is locked out. */
export class Presence extends Component {
    static template = "intervia_helpdesk.Presence";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.state = useState({ people: {} });
        this.said = { state: "", at: 0 };
        this.onNotice = this.onNotice.bind(this);
        this.onInput = this.onInput.bind(this);
        this.onMove = this.onMove.bind(this);
        this.onHide = this.onHide.bind(this);
        onMounted(() => {
            this.bus.subscribe(TYPE, this.onNotice);
            document.addEventListener("input", this.onInput);
            document.addEventListener("pointerdown", this.onMove);
            browser.addEventListener("pagehide", this.onHide);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe(TYPE, this.onNotice);
            document.removeEventListener("input", this.onInput);
            document.removeEventListener("pointerdown", this.onMove);
            browser.removeEventListener("pagehide", this.onHide);
            browser.clearTimeout(this.pause);
        });
        useEffect(
            (id) => {
                if (!id) {
                    return;
                }
                this.id = id;
                this.state.people = {};
                this.bus.addChannel(`intervia_ticket_${id}`);
                this.announce("viewing");
                return () => {
                    this.bus.deleteChannel(`intervia_ticket_${id}`);
                    this.announce("left");
                };
            },
            () => [this.props.record.resId]
        );
        useBus(this.bus, "BUS:RECONNECT", () => this.announce("viewing"));
    }

    get people() {
        return Object.values(this.state.people);
    }

    label(person) {
        return person.state === "writing"
            ? _t("%s is writing", person.name)
            : _t("%s is looking at it", person.name);
    }

    avatar(person) {
        return `/web/image/res.users/${person.user_id}/avatar_128`;
    }

    /** Silent: a presence that is not told spoils nothing. */
    async announce(state, isReply = false) {
        this.said = { state, at: Date.now() };
        try {
            await this.orm.silent.call("intervia.ticket", "announce_presence", [
                [this.id],
                state,
                isReply,
            ]);
        } catch {
            // no longer allowed, or gone: nobody needs to know
        }
    }

    /** The page goes away: only a request that outlives it arrives. */
    onHide() {
        if (!this.id) {
            return;
        }
        const model = "intervia.ticket";
        const method = "announce_presence";
        const params = { model, method, args: [[this.id], "left"], kwargs: {} };
        browser.fetch(`/web/dataset/call_kw/${model}/${method}`, {
            method: "POST",
            keepalive: true,
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
        });
    }

    onNotice(person) {
        if (person.ticket_id !== this.id || person.user_id === user.userId) {
            return;
        }
        this.forget(person.user_id);
        if (person.state !== "left") {
            const gone = browser.setTimeout(
                () => this.forget(person.user_id),
                GONE_AFTER
            );
            this.state.people[person.user_id] = { ...person, gone };
            if (!person.is_reply && person.state === "viewing") {
                this.announce(this.said.state || "viewing", true);
            }
        }
    }

    forget(userId) {
        browser.clearTimeout(this.state.people[userId]?.gone);
        delete this.state.people[userId];
    }

    onInput({ target }) {
        if (!target.closest?.(COMPOSERS)) {
            return;
        }
        if (this.said.state !== "writing" || Date.now() - this.said.at > RENEW_AFTER) {
            this.announce("writing", true);
        }
        browser.clearTimeout(this.pause);
        this.pause = browser.setTimeout(
            () => this.announce("viewing", true),
            WRITING_FOR
        );
    }

    onMove() {
        if (this.id && Date.now() - this.said.at > RENEW_AFTER) {
            this.announce(this.said.state || "viewing", true);
        }
    }
}

registry.category("view_widgets").add("intervia_presence", { component: Presence });
