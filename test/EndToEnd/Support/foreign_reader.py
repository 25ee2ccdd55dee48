"""Reads pages with Prometheus' client library for Python, and tells what it found in each or why it refused it.

Standard input is a JSON list of pages, each a list of its syntax ("openmetrics" or "text") and its text. Standard output is a JSON
list of answers: {"error": why} or {"samples": [[name, labels, value as text], ...]}.
"""
import json
import sys

from prometheus_client import parser as text
from prometheus_client.openmetrics import parser as openmetrics

READERS = {
    "openmetrics": openmetrics.text_string_to_metric_families,
    "text": text.text_string_to_metric_families,
}


def answer(syntax, page):
    # What it makes of a page that it does not understand need not be a ValueError.
    try:
        families = list(READERS[syntax](page))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:1000]}
    return {
        "samples": [
            [sample.name, sample.labels, json.dumps(float(sample.value))]
            for family in families
            for sample in family.samples
        ]
    }


json.dump([answer(*page) for page in json.load(sys.stdin.buffer)], sys.stdout)
