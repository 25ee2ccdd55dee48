"""With every setting changed (configurations/other.libsonnet) nothing of the defaults is left."""
import names

OWN = {'up', 'scrape_duration_seconds', 'scrape_samples_scraped'}


def prefixed(name):
    return (name.split(':')[1] if ':' in name else name).startswith('shop_')


def checks(rendered, root):
    defaults, other = rendered['defaults'], rendered['other']
    asked = [(f"{e['place']}, {e['name']}", e['expr']) for e in other['expressions']]
    series = [(where, name, labels) for where, expression in asked for name, labels in names.series(expression)]
    text = '\n'.join(expression for _, expression in asked)
    failing = next(alert for alert in other['alerts'] if alert['alert'] == 'AspNetCoreHighHttp5xxErrorRate')
    shown = lambda dashboards, hidden: [  # noqa: E731
        d['title'] for d in dashboards for v in d['templating']['list'] if v['name'] == 'cluster' and v['hide'] != hidden
    ]
    missing = lambda parts, expression: [part for part in parts if part not in expression]  # noqa: E731

    yield 'every series has the prefix', sorted({f'{where}: {name}' for where, name, _ in series if not prefixed(name) and name not in OWN})
    yield 'every series has the selector', sorted({f'{where}: {name}' for where, name, labels in series if 'env' not in labels})
    yield 'cluster and namespace have their labels', [
        part for part in ('{cluster=', ' cluster=', '{namespace=', ' namespace=', '(cluster', ' namespace,') if part in text
    ] + missing(('site=~', 'team=~', 'by (site, team, job'), text)
    yield 'the variable of the cluster shows with several clusters only', shown(other['dashboards'], 0) + shown(defaults['dashboards'], 2)
    yield 'descriptions name the cluster with several clusters only', [
        alert['alert'] for alert in other['alerts'] if '$labels.site' not in alert['annotations']['description']
    ] + [alert['alert'] for alert in defaults['alerts'] if '$labels.cluster' in alert['annotations']['description']]
    yield 'an alert that is switched off is left out', [
        alert['alert'] for alert in other['alerts'] if alert['alert'] == 'AspNetCoreHighHttp4xxErrorRate'
    ]
    yield 'threshold, interval, minRequests, for and severity are those that are set', missing(
        ('> 7.5', '[3m]', '>= 33'), failing['expr']
    ) + ([] if (failing['for'], failing['labels']['severity']) == ('4m', 'critical') else ['for, severity'])
    yield 'alerts have the further labels and annotations, and no links without an address', [
        alert['alert'] for alert in other['alerts']
        if alert['labels'].get('team') != 'shop' or alert['annotations'].get('owner') != 'shop'
        or {'dashboard_url', 'runbook_url'} & set(alert['annotations'])
    ]
    yield 'routes, views and exceptions are those that are set', missing((
        'http_route!~"/status|/internal/.*"', 'aspnetcore_view!~"/Views/Health/.*"', 'http_route=~"/backoffice/.*"',
        'http_route!~"/events"', r'error_type!~"Shop\\.Gone"',
    ), text)
    yield 'empty patterns leave their matchers out', [
        alert['alert'] for alert in rendered['unset']['alerts'] if '!~' in alert['expr']
    ]
    yield 'new series do not count if they should not', ['offset'] if 'offset' in failing['expr'] else []
    yield 'the target of the error budget is the one that is set', [
        alert['expr'] for alert in other['alerts']
        if alert['alert'] == 'AspNetCoreErrorBudgetBurn' and '* 0.0005' not in alert['expr']
    ]
    yield 'jobs that must exist are looked for', missing(
        [f'absent({name}{{job=~"shop|billing", env="prod", job="{job}"}})'
         for name in ('up', 'shop_aspnetcore_prometheus_build_info') for job in ('shop', 'billing.eu')], text
    )
    yield 'processes of jobs with a range of ports are counted, and nobody else looks at their targets', missing(
        ['sum by (site, team, job) (up{job=~"shop|billing", env="prod", job="till.eu"}) < 3', r'up{job=~"shop|billing", env="prod", job!~"till\\.eu"}'], text
    )
    yield 'names of jobs are no patterns', missing([r'up{job=~"shop|billing", env="prod", job=~"shop|billing\\.eu"}'], text)
    yield 'dashboards are refreshed as it is set, those that look at a week seldom', [
        f"{d['title']}: {d['refresh']}" for dashboards, often, seldom in (
            (defaults['dashboards'], '1m', '5m'), (other['dashboards'], '2m', '1h')
        ) for d in dashboards if d['refresh'] != (seldom if any('(1w)' in p['title'] for p in d['panels']) else often)
    ]
    yield 'dashboards show the events of the annotation', [
        d['title'] for d in other['dashboards'] if len(d['annotations']['list']) != 2
    ] + [d['title'] for d in defaults['dashboards'] if len(d['annotations']['list']) != 1]
