"""The texts that the gate learns from: development parts of public data sets, and what they are."""

from __future__ import annotations

import csv
import gzip
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

# Snippets of these types tell of no attack; the gate may do with them what it likes.
PEACEFUL = frozenset(
    """AGREEMENT ATTRIB CHANGE_TO_GROUP_ACT DIPLO HQ_ESTABLISHED MAN_MADE_DISASTER
    NATURAL_DISASTER NON_VIOL_TERRIT_TRANSFER ORG_CRIME OTHER PEACE_PROTEST SEX_VIOL""".split()
)
ECB_TRAIN = frozenset({*map(str, (1, 3, 4, *range(6, 12), 13, 14, 16, 19, 20, 22, *range(24, 34)))})
MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4}).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the set it comes from; `group` never stands in two folds."""

    source: str
    name: str
    group: str
    text: str


def reports(data: Path) -> Iterator[Text]:
    """Texts that tell of incidents: shootings, MUC-4 with templates, violent snippets."""
    for line in _lines(data / "gvc/tolls/docs.jsonl.gz"):
        row = json.loads(line)
        text = f"{row['title']}\n\n{row['content']}"
        yield Text("gva", row["doc_id"], row["incident"], text)
    for line in (data / "muc4/gtt_processed/train.json").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["templates"]:
            yield Text("muc4", row["docid"], row["docid"], row["doctext"])
    with (data / "case2021_task2/dev.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["SubType"] not in PEACEFUL:
                yield Text("case", row["id"], row["id"], row["EventSnippet"])


def mixed(data: Path) -> Iterator[Text]:
    """News of all kinds: local (LGL), epidemics (GeoVirus), web pages, ECB+ by topic."""
    for source, file in (("lgl", "lgl.xml"), ("geovirus", "GeoVirus.xml")):
        root = ET.parse(data / "geoparsing" / file).getroot()  # noqa: S314  a data set, as published
        for number, article in enumerate(root.iter("article")):
            text = "\n\n".join(filter(None, (article.findtext(k) for k in ("title", "text"))))
            yield Text(source, f"{source}{number}", f"{source}{number}", text)
    truth = json.loads((data / "article_extraction/ground-truth.json").read_text("utf-8"))
    for name, page in truth.items():
        yield Text("pages", name, name, page["articleBody"])
    yield from _ecb(data / "ecbplus/ECB+_train_dev.zip")


def _ecb(path: Path) -> Iterator[Text]:
    """The training topics of ECB+, a topic a group."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(n for n in archive.namelist() if n.endswith(".xml")):
            topic = Path(name).name.split("_")[0]
            if topic not in ECB_TRAIN:
                continue
            sentences: dict[str, list[str]] = defaultdict(list)
            for token in ET.fromstring(archive.read(name)).iter("token"):  # noqa: S314
                sentences[token.get("sentence", "")].append(token.text or "")
            text = "\n".join(" ".join(words) for words in sentences.values())
            yield Text("ecb", Path(name).stem, f"ecb{topic}", text)


def _lines(path: Path) -> list[str]:
    """The lines of a packed file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return stream.read().splitlines()
