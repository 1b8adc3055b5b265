"""Make the gazetteer from a checkout: `python -m dateline.detect.gazetteer`."""

from dateline.detect.gazetteer.build import build

build()
