"""Names and labels in expressions are those of docs/metrics.md, which is compared with the page by tests of its own."""
import re

import names

TARGET = {'cluster', 'namespace', 'job', 'instance'}
POOL = {'db_client_connection_pool_name', 'db_system_name', 'server_address', 'server_port'}
# What no row of the document has: meters of drivers, which a sentence names, the cache meter of .NET 11, and what
# Prometheus writes about a target.
OTHERS = {
    'db_client_connection_count': POOL | {'db_client_connection_state'},
    'db_client_connection_max': POOL,
    'db_client_connection_pending_requests': POOL,
    'db_client_connection_timeouts_total': POOL,
    # A chosen database leaves out what has none, here as in the duration of the same commands.
    'db_client_operation_failed_total': POOL | {'db_namespace'},
    'dotnet_cache_evictions_total': set(),
    'up': set(),
    'scrape_duration_seconds': set(),
    'scrape_samples_scraped': set(),
}


def documented(root):
    """Sample names of the document's tables, with their labels."""
    samples = {}
    for line in (root.parent / 'docs' / 'metrics.md').read_text().splitlines():
        cells = [cell.strip() for cell in line.split('|')]
        if len(cells) < 7 or not cells[1].startswith('`') or not cells[2].startswith('`'):
            continue
        family, labels = cells[2].strip('`'), set(re.findall(r'`([^`]+)`', cells[5]))
        if cells[3] == 'histogram':
            samples.update({family + '_bucket': labels | {'le'}, family + '_sum': labels, family + '_count': labels})
        else:
            samples[family] = labels
    return samples


def checks(rendered, root):
    defaults = rendered['defaults']
    page = documented(root)
    recorded = {rule['record']: names.grouped(rule['expr']) - {'le'} for rule in defaults['records']}
    labels = {**page, **OTHERS, **recorded}
    # Labels that label_replace() makes.
    every = set().union(*labels.values()) | TARGET | {'status_class', 'kind'}
    asked = [(f"{e['place']}, {e['name']}", e['expr']) for e in defaults['expressions']]

    yield 'the document has families', [] if len(page) > 100 else [f'only {len(page)}']
    yield 'expressions have series', [where for where, expression in asked if not names.series(expression)]
    yield 'series are in docs/metrics.md or recorded', sorted({
        f'{where}: {name}' for where, expression in asked for name, _ in names.series(expression) if name not in labels
    })
    yield 'matchers have labels of their series', sorted({
        f'{where}: {name}{{{label}}}' for where, expression in asked for name, matched in names.series(expression)
        for label in matched if name in labels and label not in labels[name] | TARGET
    })
    yield 'groups have labels that exist', sorted({
        f'{where}: {label}' for where, expression in asked for label in names.grouped(expression) - every
    })
    yield 'recorded series are used', [
        name for name in recorded if not any(name + '{' in expression for _, expression in asked)
    ]
    yield 'recorded series are named level:metric:operations', [name for name in recorded if name.count(':') != 2]
