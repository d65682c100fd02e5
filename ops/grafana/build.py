"""Writes the Grafana dashboard: ``python -m ops.grafana.build``; ``--check`` compares, exit code 1 if stale.

Classic dashboard JSON made with grafana-foundation-sdk from the table in ops/grafana/panels.py.
"""

import sys
from pathlib import Path

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models import common as words
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    FieldColorModeId,
    GridPos,
    Threshold,
    ThresholdsMode,
)

from ops.grafana.panels import PER_SECOND, ROWS, Panel

FILE = Path(__file__).resolve().parent / "dashboards" / "slugline.json"
UID = "slugline"
DATASOURCE = "slugline-prometheus"
"""The uid in ops/grafana/provisioning/datasources/prometheus.yml."""
ROW_IDS = 100
"""Titles of rows are panels too; their ids start here, those of the panels at 1."""
HEIGHTS = {"number": 4, "text": 3, "lines": 8, "stacked": 8}


def build() -> str:
    """The dashboard's JSON text."""
    board = (
        dashboard.Dashboard("Slugline")
        .uid(UID)
        .description(
            "Wire stories in, events out: what gets done, how fast, what waits and what was refused."
        )
        .tags(["slugline"])
        .timezone("browser")
        .time("now-1h", "now")
        .refresh("10s")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .readonly()
    )
    number, top = 0, 0
    for place_in_order, row in enumerate(ROWS):
        board.with_row(
            dashboard.Row(row.title).id(ROW_IDS + place_in_order).grid_pos(GridPos(x=0, y=top, h=1, w=24))
        )
        top, left, tallest = top + 1, 0, 0
        for panel in row.panels:
            number += 1
            height = HEIGHTS[panel.kind]
            if left + panel.width > 24:
                top, left, tallest = top + tallest, 0, 0
            place = GridPos(x=left, y=top, w=panel.width, h=height)
            drawn = lines(panel) if panel.kind in ("lines", "stacked") else figure(panel)
            board.with_panel(drawn.id(number).grid_pos(place))
            left, tallest = left + panel.width, max(tallest, height)
        top += tallest
    return JSONEncoder(indent=2, sort_keys=True).encode(board.build()) + "\n"


def lines(panel: Panel) -> timeseries.Panel:
    """A panel of lines over time, stacked or not."""
    drawn = (
        timeseries.Panel()
        .title(panel.title)
        .description(panel.meaning)
        .datasource(_datasource())
        .targets(_targets(panel, instant=False))
        .unit(panel.unit)
        .min(0)
        .line_width(1)
        .fill_opacity(25 if panel.kind == "stacked" else 5)
        .show_points(words.VisibilityMode.NEVER)
        .legend(
            common.VizLegendOptions()
            .show_legend(True)
            .display_mode(words.LegendDisplayMode.LIST)
            .placement(words.LegendPlacement.BOTTOM)
        )
        .tooltip(
            common.VizTooltipOptions().mode(words.TooltipDisplayMode.MULTI).sort(words.SortOrder.DESCENDING)
        )
    )
    if panel.kind == "stacked":
        drawn.stacking(common.StackingConfig().mode(words.StackingMode.NORMAL))
    if panel.alarm is not None:
        drawn.thresholds(_thresholds(panel.alarm)).thresholds_style(
            common.GraphThresholdsStyleConfig().mode(words.GraphThresholdsStyleMode.DASHED)
        )
    return drawn


def figure(panel: Panel) -> stat.Panel:
    """A panel of one figure, or of one name per series."""
    is_number = panel.kind == "number"
    drawn = (
        stat.Panel()
        .title(panel.title)
        .description(panel.meaning)
        .datasource(_datasource())
        .targets(_targets(panel, instant=not is_number))
        .unit(panel.unit)
        .no_value("-")
        .graph_mode(words.BigValueGraphMode.AREA if is_number else words.BigValueGraphMode.NONE)
        .color_mode(words.BigValueColorMode.VALUE if is_number else words.BigValueColorMode.NONE)
        .text_mode(words.BigValueTextMode.VALUE if is_number else words.BigValueTextMode.NAME)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .color_scheme(dashboard.FieldColor().mode(FieldColorModeId.THRESHOLDS))
        .thresholds(_thresholds(panel.alarm))
    )
    return drawn.decimals(1) if panel.unit in (PER_SECOND, "s") else drawn


def _thresholds(alarm: float | None) -> dashboard.ThresholdsConfig:
    steps = [Threshold(value=None, color="green")]
    if alarm is not None:
        steps.append(Threshold(value=alarm, color="red"))
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)


def _targets(panel: Panel, *, instant: bool) -> list[Builder[Dataquery]]:
    made: list[Builder[Dataquery]] = []
    for letter, (expression, legend) in zip("ABCDEF", panel.queries, strict=False):
        query = prometheus.Dataquery().datasource(_datasource()).ref_id(letter)
        query.expr(expression).legend_format(legend)
        made.append(query.instant() if instant else query.range())
    return made


def _datasource() -> words.DataSourceRef:
    return words.DataSourceRef(type_val="prometheus", uid=DATASOURCE)


def main(arguments: list[str]) -> int:
    """Write the file, or with --check say whether it is the one that would be written."""
    made = build()
    if arguments == ["--check"]:
        if FILE.is_file() and FILE.read_text("utf-8") == made:
            return 0
        print(f"error: {FILE.name} is not in step; run python -m ops.grafana.build", file=sys.stderr)
        return 1
    FILE.write_text(made, "utf-8")
    print(f"wrote {FILE.name}: {made.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
