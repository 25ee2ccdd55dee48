"""Reads names out of PromQL: series with the labels of their matchers, and labels of aggregations."""
import re

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SERIES = re.compile(r'([A-Za-z_:][A-Za-z0-9_:]*)\{([^}]*)\}')
GROUPED = re.compile(r'\b(?:by|on|ignoring|without) \(([^)]*)\)')


def series(expression):
    """Every series, as its name and the labels of its matchers."""
    bare = STRING.sub('""', expression)
    return [(name, re.findall(r'(\w+)\s*[=!]', matchers)) for name, matchers in SERIES.findall(bare)]


def grouped(expression):
    """Every label that an aggregation or a join names."""
    bare = STRING.sub('""', expression)
    return {label.strip() for labels in GROUPED.findall(bare) for label in labels.split(',')}
