import { registry } from "@web/core/registry";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";
import { PivotRenderer } from "@web/views/pivot/pivot_renderer";
import { pivotView } from "@web/views/pivot/pivot_view";
import { MetricHelp } from "@intervia_helpdesk/metric/metric_help";

class MetricGraphRenderer extends GraphRenderer {
    static components = { ...GraphRenderer.components, MetricHelp };
}

class MetricPivotRenderer extends PivotRenderer {
    static components = { ...PivotRenderer.components, MetricHelp };
}

const views = registry.category("views");
views.add("intervia_metric_graph", {
    ...graphView,
    Renderer: MetricGraphRenderer,
    buttonTemplate: "intervia_helpdesk.MetricGraphButtons",
});
views.add("intervia_metric_pivot", {
    ...pivotView,
    Renderer: MetricPivotRenderer,
    buttonTemplate: "intervia_helpdesk.MetricPivotButtons",
});
