import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { FormController } from "@web/views/form/form_controller";
import { FormRenderer } from "@web/views/form/form_renderer";
import { formView } from "@web/views/form/form_view";

/**
 * Agents read the conversation all day: it stays beside the ticket from 1200 px on,
 * where the platform would push it below the form until 1534 px.
 */
function withWideScreen(ui) {
    return new Proxy(ui, {
        get(target, key) {
            const value = target[key];
            return key === "size" && value === SIZES.XL ? SIZES.XXL : value;
        },
    });
}

export class TicketFormRenderer extends FormRenderer {
    setup() {
        super.setup();
        this.uiService = withWideScreen(this.uiService);
    }
}

export class TicketFormController extends FormController {
    setup() {
        super.setup();
        this.ui = withWideScreen(this.ui);
    }
}

export const ticketFormView = {
    ...formView,
    Controller: TicketFormController,
    Renderer: TicketFormRenderer,
};

registry.category("views").add("intervia_ticket_form", ticketFormView);
