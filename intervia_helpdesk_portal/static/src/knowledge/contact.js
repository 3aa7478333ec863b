import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

const MINUTE = 60000;

/** Keeps "available" and "closed" true while the page stays open. */
export class ContactPanel extends Interaction {
    static selector = ".o_intervia_contact";

    start() {
        const timer = setInterval(() => this.refresh(), MINUTE);
        this.registerCleanup(() => clearInterval(timer));
    }

    async refresh() {
        if (document.hidden) {
            return;
        }
        const points = await this.waitFor(
            rpc("/soporte/contacto/estado", {}, { silent: true }).catch(() => null)
        );
        const news = [];
        for (const [id, point] of Object.entries(points || {})) {
            const row = this.el.querySelector(`[data-point="${id}"]`);
            const status = row?.querySelector(".o_intervia_status");
            if (!status) {
                continue;
            }
            const wasOpen = status.dataset.open;
            status.dataset.open = point.is_open ? "1" : "0";
            status.querySelector(".o_intervia_status_text").textContent = point.status;
            const link = row.querySelector(".o_intervia_contact_link");
            link.setAttribute("href", point.href);
            if (wasOpen !== status.dataset.open) {
                news.push(`${link.textContent.trim()}: ${point.status}`);
            }
        }
        if (news.length) {
            this.el.querySelector("[data-contact-news]").textContent = news.join(". ");
        }
    }
}

registry
    .category("public.interactions")
    .add("intervia_helpdesk_portal.contact", ContactPanel);
