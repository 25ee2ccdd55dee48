"""Alerts: what they tell, where they lead, and that each has tests in which it fires and in which it does not."""
import re


def outcomes(text):
    """Pairs of an alert and whether it fires at any time, of each test of a file: before its fault every alert is silent."""
    for test in re.split(r'\n  - interval: ', text)[1:]:
        asked = re.findall(r'alertname: (\w+)\n\s+exp_alerts:( \[\])?', test)
        firing = {name for name, none in asked if not none}
        yield from ((name, name in firing) for name, _ in asked)


def tested(root):
    """The outcomes of the alerts in the files of tests."""
    return {one for file in (root / 'tests').glob('*.test.yaml') for one in outcomes(file.read_text())}


def checks(rendered, root):
    defaults = rendered['defaults']
    config, alerts = defaults['config'], defaults['alerts']
    settings, there = config['alerts'], {alert['alert'] for alert in alerts}
    headings = re.findall(r'^## (.+)$', (root / 'runbook.md').read_text(), re.MULTILINE)
    runs = tested(root)
    variables = {
        f"{config['grafanaUrl']}/d/{d['uid']}": ['var-' + v['name'] for v in d['templating']['list']]
        for d in defaults['dashboards']
    }

    silent, late = '\n  - interval: 1m\n  alertname: A\n  exp_alerts: []\n', '  alertname: A\n  exp_alerts:\n    - x\n'
    yield 'what is silent before it fires is no test of silence', (
        [] if (set(outcomes(silent)), set(outcomes(silent + late))) == ({('A', False)}, {('A', True)}) else ['A']
    )
    yield 'alerts and their settings agree', sorted(set(settings) ^ there)
    yield 'alerts have a summary, a description, a dashboard and a runbook', [
        f"{alert['alert']}: {name}" for alert in alerts
        for name in ('summary', 'description', 'dashboard_url', 'runbook_url') if not alert['annotations'].get(name)
    ]
    yield 'alerts have a known severity', [
        alert['alert'] for alert in alerts if alert['labels']['severity'] not in ('critical', 'warning', 'info')
    ]
    yield 'alerts hold for a while, but for counts over a window', [
        alert['alert'] for alert in alerts if 'for' not in alert and 'interval' not in settings[alert['alert']]
    ]
    yield 'alerts keep the cluster, the namespace and the job', [
        alert['alert'] for alert in alerts
        if 'by (cluster, namespace, job' not in alert['expr'] and not re.search(r'\w:\w+:\w', alert['expr'])
    ]
    yield 'alerts lead to dashboards, and to variables, that exist', [
        alert['alert'] for alert in alerts for url, _, query in [alert['annotations']['dashboard_url'].partition('?')]
        if any(pair.split('=')[0] not in variables.get(url, []) for pair in query.split('&'))
    ]
    yield 'runbook links lead to a heading', [
        alert['alert'] for alert in alerts
        if alert['annotations']['runbook_url'] != f"{config['runbookUrl']}#{alert['alert'].lower()}"
        or alert['alert'] not in headings
    ]
    yield 'headings of the runbook are alerts', [heading for heading in headings if heading not in there]
    yield 'alerts have a test in which they fire', sorted(name for name in there if (name, True) not in runs)
    yield 'alerts have a test in which they never fire', sorted(name for name in there if (name, False) not in runs)
