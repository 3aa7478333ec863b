import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** A video is asked of its provider when somebody plays it, not before. */
export class Video extends Interaction {
    static selector = ".o_intervia_video";
    dynamicContent = {
        ".o_intervia_video_play": { "t-on-click.prevent": this.play },
    };

    play() {
        const frame = document.createElement("iframe");
        frame.src = this.el.dataset.player;
        frame.title = this.el.textContent.trim();
        frame.allow = "autoplay; fullscreen; picture-in-picture";
        frame.referrerPolicy = "strict-origin-when-cross-origin";
        frame.allowFullscreen = true;
        this.el.replaceChildren(frame);
        frame.focus();
    }
}

registry.category("public.interactions").add("intervia_helpdesk_portal.video", Video);
