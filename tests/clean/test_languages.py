"""Sections in other languages than English are kept apart, and told by what they surely are."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.clean.language import is_foreign
from dateline.errors import UnreadableError
from dateline.types import BlockKind, Document, Report

ENGLISH = (
    "A car bomb killed three people and wounded nine near the market on Tuesday, police said. "
    "Nobody has claimed responsibility for the attack, which was the third there in a month."
)
FOREIGN = {
    "Arabic": "قتل ثلاثة أشخاص وأصيب تسعة آخرون في انفجار سيارة مفخخة قرب السوق يوم الثلاثاء، "
    "حسبما أعلنت الشرطة. ولم تعلن أي جهة مسؤوليتها عن الهجوم.",
    "Russian": "Три человека погибли и девять получили ранения при взрыве заминированного "
    "автомобиля у рынка во вторник, сообщила полиция.",
    "Chinese": "警方说，星期二市场附近发生汽车炸弹爆炸，造成三人死亡，"
    "九人受伤。目前没有人声称对此负责。",
    "Spanish": "Tres personas murieron y nueve resultaron heridas el martes por la explosión de un "
    "coche bomba cerca del mercado, según informó la policía. Nadie ha reivindicado el ataque, que "
    "es el tercero en un mes en la ciudad, donde los vecinos piden más seguridad.",
    "French": "Trois personnes ont été tuées et neuf autres blessées mardi dans l'explosion d'une "
    "voiture piégée près du marché, a indiqué la police. Personne n'a revendiqué l'attaque, la "
    "troisième en un mois dans cette ville où les habitants demandent plus de sécurité.",
    "Turkish": "Salı günü pazarın yakınında bomba yüklü bir aracın patlaması sonucu üç kişi öldü, "
    "dokuz kişi yaralandı, polis açıkladı. Saldırıyı henüz üstlenen olmadı; bu, kentte bir ay "
    "içindeki üçüncü saldırı oldu ve kent sakinleri daha fazla güvenlik istiyor.",
}
ENGLISH_AFTER_ALL = (
    ENGLISH,
    "Ahmad al-Khalidi, Hassan Abdullah Mahmoud, Omar Saleh, Fatima Zahra and Yusuf Ibrahim died.",
    "Ahmad al-Khalidi, Hassan Abdullah, Omar Saleh, Fatima Zahra, Yusuf Ibrahim, Layla Hussein",
    "“Allahu akbar,” the attackers shouted.",
    "The group Jama'at Nusrat al-Islam wal-Muslimin claimed the attack in Djibo, Burkina Faso.",
    "القاعدة, or al-Qaeda, said on Friday that it had carried out the attack on the base.",
    "قتل",
    "12:45, 17.3.2021",
    "",
)


def cleaned(text: str) -> Document:
    """A report of this text."""
    data = text.encode()
    return clean_report(Report(hashlib.sha256(data).hexdigest(), "a.txt", data, "text/plain"))


def words_of(document: Document, kind: BlockKind) -> str:
    """The words of the blocks of a kind."""
    spans = [block.span for block in document.blocks if block.kind is kind]
    return " ".join(document.text[span.start : span.end] for span in spans)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_section_in_another_language_is_told(language: str) -> None:
    assert is_foreign(FOREIGN[language])


@pytest.mark.parametrize("section", ENGLISH_AFTER_ALL)
def test_english_with_foreign_names_and_words_is_english(section: str) -> None:
    assert not is_foreign(section)


@pytest.mark.parametrize("language", FOREIGN)
def test_of_a_report_in_two_languages_the_english_is_read_and_the_other_kept(
    language: str,
) -> None:
    document = cleaned(f"{ENGLISH}\n\n{FOREIGN[language]}\n")
    assert ENGLISH == words_of(document, BlockKind.BODY)
    assert FOREIGN[language] == words_of(document, BlockKind.FOREIGN)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_report_in_another_language_is_refused_with_the_language(language: str) -> None:
    with pytest.raises(UnreadableError, match=r"expected English, found a text in '[a-z]{2}'"):
        cleaned(FOREIGN[language])


@pytest.mark.parametrize("language", FOREIGN)
def test_a_few_english_words_do_not_make_a_report_english(language: str) -> None:
    with pytest.raises(UnreadableError, match="expected English"):
        cleaned("\n\n".join([FOREIGN[language]] * 3 + ["He said that it was the worst of days."]))
