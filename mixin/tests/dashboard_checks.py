"""Dashboards: what Grafana needs, and what a reader needs."""
import re

COMMON = ['datasource', 'cluster', 'namespace', 'job', 'instance']


def duplicates(values):
    return sorted({value for value in values if values.count(value) > 1})


def overlap(one, other):
    return (one['x'] < other['x'] + other['w'] and other['x'] < one['x'] + one['w']
            and one['y'] < other['y'] + other['h'] and other['y'] < one['y'] + one['h'])


def checks(rendered, root):
    defaults = rendered['defaults']
    config, dashboards = defaults['config'], defaults['dashboards']
    titled = [(d['title'], p) for d in dashboards for p in d['panels'] if p['type'] != 'row']
    variables = {d['title']: [v['name'] for v in d['templating']['list']] for d in dashboards}
    text = {d['title']: ' '.join(t['expr'] for p in d['panels'] for t in p.get('targets', [])) for d in dashboards}
    source = {'type': 'prometheus', 'uid': '${datasource}'}

    yield 'uids are those of the configuration, short and unique', [
        d['uid'] for d in dashboards if d['uid'] not in config['dashboardIds'].values() or len(d['uid']) > 40
    ] + duplicates([d['uid'] for d in dashboards]) + duplicates([d['title'] for d in dashboards])
    yield 'the schema is one that Grafana 11 and 12 read', [d['title'] for d in dashboards if not 39 <= d['schemaVersion'] <= 41]
    yield 'dashboards have a description, tags and a link to the others', [
        d['title'] for d in dashboards
        if not d['description'] or d['tags'] != config['dashboardTags'] or not set(d['links'][0]['tags']) <= set(d['tags'])
    ]
    yield 'dashboards have the common variables', [
        f'{title}: {name}' for title in variables for name in COMMON if name not in variables[title]
    ]
    yield 'dashboards of requests have the variables of route and method', [
        f'{title}: {name}' for title in variables if ' / Requests / ' in title
        for name in ('route', 'method') if name not in variables[title]
    ]
    yield 'variables that expressions name exist', [
        f'{title}: {name}' for title in text for name in set(re.findall(r'\$\{?([A-Za-z_]+)', text[title]))
        if name not in variables[title] + ['__rate_interval']
    ]
    yield 'variables are used', [
        f'{title}: {name}' for title in variables for name in variables[title]
        if name != 'datasource' and f'"${name}"' not in text[title]
    ]
    yield 'variables are restricted by those in front of them', [
        f"{d['title']}: {one['name']} by {before['name']}" for d in dashboards
        for listed in [[v for v in d['templating']['list'] if v['type'] == 'query']]
        for index, one in enumerate(listed) for before in listed[:index]
        if f'=~"${before["name"]}"' not in one['definition']
    ]
    yield 'panels have numbers of their own', [
        d['title'] for d in dashboards if duplicates([p['id'] for p in d['panels']])
    ]
    yield 'panels have titles of their own', [
        f'{title}: {name}' for title in variables
        for name in duplicates([p['title'] for dashboard, p in titled if dashboard == title])
    ]
    yield 'panels lie on the grid and not over each other', [
        f"{d['title']}: {one['title']}" for d in dashboards for one in d['panels']
        if one['gridPos']['x'] + one['gridPos']['w'] > 24
        or any(one['id'] < other['id'] and overlap(one['gridPos'], other['gridPos']) for other in d['panels'])
    ]
    yield 'panels have a title, a description and a unit', [
        f"{title}: {p['title']}" for title, p in titled
        if not (p['title'] and p['description'] and p['fieldConfig']['defaults']['unit'])
    ]
    yield 'panels and their targets ask the chosen data source', [
        f"{title}: {p['title']}" for title, p in titled for asked in [p] + p['targets'] if asked['datasource'] != source
    ]
    yield 'panels have targets with expressions and letters of their own', [
        f"{title}: {p['title']}" for title, p in titled
        if not p['targets'] or duplicates([t['refId'] for t in p['targets']]) or not all(t['expr'] for t in p['targets'])
    ]
    yield 'graphs take the interval from Grafana', [
        f"{title}: {p['title']}" for title, p in titled for t in p['targets']
        if p['type'] == 'timeseries' and re.search(r'\b(rate|increase)\(', t['expr']) and '[$__rate_interval]' not in t['expr']
    ]
    yield 'quantiles of requests over time show exemplars', [
        f"{title}: {p['title']}" for title, p in titled for t in p['targets']
        if p['type'] in ('timeseries', 'heatmap') and 'http_server_request_duration_seconds_bucket' in t['expr']
        and not t.get('exemplar')
    ]
