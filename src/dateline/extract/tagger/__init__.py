"""A small trained encoder that tags fillers of roles and types of incident."""

from dateline.extract.tagger.decode import Tagged, Tagging
from dateline.extract.tagger.read import tag

__all__ = ["Tagged", "Tagging", "tag"]
