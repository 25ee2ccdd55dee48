#!/usr/bin/env python3
"""What dashboards, alerts and documents owe each other. Reads the rendered mixin (render/checked.jsonnet) as JSON."""
import json
import sys
from pathlib import Path

import alert_checks
import configuration_checks
import dashboard_checks
import fleet_checks
import metric_checks
import panel_checks

rendered = json.load(sys.stdin)
root = Path(__file__).resolve().parent.parent
count = 0
failures = []
for module in (dashboard_checks, metric_checks, alert_checks, fleet_checks, configuration_checks, panel_checks):
    for name, found in module.checks(rendered, root):
        count += 1
        failures += [f'{name}: {one}' for one in found]
for failure in failures:
    print(failure, file=sys.stderr)
print(f'{count} checks of conventions, {len(failures)} findings')
sys.exit(1 if failures or count == 0 else 0)
