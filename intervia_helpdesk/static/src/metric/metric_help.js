import { Component, onWillStart } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

const MODEL = "intervia.metric";

/** Every figure of the metrics and what it counts, as the fields say. */
export class MetricDefinitions extends Component {
    static template = "intervia_helpdesk.MetricDefinitions";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        const orm = useService("orm");
        onWillStart(async () => {
            const attributes = ["string", "help", "aggregator", "type"];
            const fields = await orm.call(MODEL, "fields_get", [], { attributes });
            const told = Object.entries(fields)
                .filter(([, field]) => field.help)
                .map(([name, field]) => ({ name, ...field }));
            this.figures = told.filter((field) => field.aggregator);
            this.others = told.filter((field) => !field.aggregator);
        });
    }
}

/** Where the menu of measures has no room for what they mean. */
export class MetricHelp extends Component {
    static template = "intervia_helpdesk.MetricHelp";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
    }

    onClick() {
        this.dialog.add(MetricDefinitions);
    }
}

class MetricListController extends ListController {
    static components = { ...ListController.components, MetricHelp };
}

registry.category("views").add("intervia_metric_list", {
    ...listView,
    Controller: MetricListController,
    buttonTemplate: "intervia_helpdesk.MetricListButtons",
});
