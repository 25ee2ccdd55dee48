"""Panels tell clusters apart where there are several (configurations/other.libsonnet), and jobs of one name by their namespace."""
import re

AGGREGATION = re.compile(r'\b(?:sum|max|min|avg|count|quantile|stddev)(?: (?:by|without) \(([^)]*)\))? ?\(')
BY = re.compile(r'\bby \(([^)]*)\)')


def grouped(expression):
    """The labels of each aggregation; none for one without labels. topk keeps every label, and is left out."""
    return [[label.strip() for label in labels.split(',') if label] for labels in AGGREGATION.findall(expression)]


def asked(dashboards):
    for dashboard in dashboards:
        for panel in dashboard['panels']:
            # Buckets of one heatmap are one series each: it is of all that is chosen.
            if panel['type'] not in ('row', 'heatmap'):
                for target in panel['targets']:
                    yield f"{dashboard['title']}: {panel['title']}", panel, target


def named(panel, target):
    """The labels that a legend or the columns of a table name."""
    if panel['type'] == 'table':
        return set(panel['transformations'][1]['options']['renameByName'])
    return set(re.findall(r'{{(\w+)}}', target['legendFormat']))


def checks(rendered, root):
    several, one = list(asked(rendered['other']['dashboards'])), list(asked(rendered['defaults']['dashboards']))
    aggregations = [(where, labels) for where, _, target in several for labels in grouped(target['expr'])]
    ambiguous = lambda labels, namespace: {'job', 'instance'} & set(labels) and not {namespace, 'job'} <= set(labels)  # noqa: E731

    yield 'panels aggregate', [] if len(aggregations) > 100 else [f'only {len(aggregations)}']
    yield 'aggregations of panels keep the cluster', [f'{where}: {labels}' for where, labels in aggregations if 'site' not in labels]
    yield 'aggregations by job or instance keep the namespace and the job', [
        f'{where}: {labels}' for where, labels in aggregations if ambiguous(labels, 'team')
    ] + [
        f'{where}: {labels}' for where, _, target in one for labels in grouped(target['expr']) if ambiguous(labels, 'namespace')
    ]
    yield 'legends and tables name the cluster', [where for where, panel, target in several if 'site' not in named(panel, target)]
    yield 'legends and tables with a job name its namespace', [
        where for where, panel, target in several if 'job' in named(panel, target) and 'team' not in named(panel, target)
    ] + [
        where for where, panel, target in one if 'job' in named(panel, target) and 'namespace' not in named(panel, target)
    ]
    yield 'alerts and recording rules keep the cluster, the namespace and the job', [
        f'{name}: {labels}' for kind in ('alerts', 'records') for rule in rendered['other'][kind]
        for name in [rule.get('alert', rule.get('record'))] for labels in BY.findall(rule['expr'])
        if not labels.startswith('site, team, job')
    ]
