"""panels.md tells the truth about the panels that there are."""


def checks(rendered, root):
    ours = {
        (d['title'].removeprefix('ASP.NET Core / '), p['title'])
        for d in rendered['defaults']['dashboards'] for p in d['panels'] if p['type'] != 'row'
    }
    rows = [
        [cell.strip() for cell in line.strip('|').split('|')]
        for line in (root / 'panels.md').read_text().splitlines() if line.startswith('| ')
    ]
    rows = [row for row in rows if row[0] not in ('django-mixin', 'dashboard', '---')]
    beside, besides = [row for row in rows if len(row) == 4], [row for row in rows if len(row) == 2]
    listed = {(row[2], row[3]) for row in beside} | {(row[0], row[1]) for row in besides}

    yield 'the 48 panels of the django-mixin are listed, each once', (
        [] if len({(row[0], row[1]) for row in beside}) == len(beside) == 48 else [str(len(beside))]
    )
    yield 'panels that are listed exist', [', '.join(pair) for pair in sorted(listed - ours)]
    yield 'every panel is listed', [', '.join(pair) for pair in sorted(ours - listed)]
