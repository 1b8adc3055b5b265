"""What fetching reaches: public addresses and nothing else, whatever way leads elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import quote

import pytest

from acquire.fetching.servers import HERE, Page, Site, allowing, served
from dateline.acquire.fetching import Fetcher, FetchRules, Reach, is_public
from dateline.errors import FetchError

# Ways to write loopback, private, link-local and other reserved hosts.
SPELLINGS = """127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 0 0.0.0.0 0.0 2130706433
017700000001 0x7f000001 0x7f.1 0x7F.0x0.0x0.0x1 0177.0.0.1 0177.0.0.01 127.0x0.0.1 127.000.000.001
00000177.1 localhost LOCALHOST localhost. LocalHost. 127.0.0.1. 127.1.
①②⑦.⓪.⓪.① １２７.0.0.1 127。0。0。1 127．0．0．1 ⓛocalhost ｌｏｃａｌｈｏｓｔ 0ⓧ7f.1 ②①③⓪⑦⓪⑥④③③
[::1] [::] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
[0:0:0:0:0:ffff:127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1]
[2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fe80::1%25lo] [fe80::1%25eth0] [::1%25lo]
[fd00:ec2::254] [fc00::1] [fec0::1] [ff02::1] [ff01::1] [100::1] [2001:db8::1] [::ffff:0:127.0.0.1]
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.1 3232235777 0xc0a80101
169.254.169.254 169.254.1.1 2852039166 0xa9fea9fe 0251.0376.0251.0376 100.64.0.1 100.100.100.200
192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.255 168.63.129.16 192.88.99.1""".split()
RESERVED = [
    *"""0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.20.0.1 192.0.0.8 192.168.3.4
    198.19.255.255 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 ::1 :: ::ffff:8.8.8.8
    ::8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1
    2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00::1 fe80::1 fe80::1%eth0 2600::1%eth0 fec0::1
    ff0e::1 localhost 4000::1""".split(),
    "",
    "1.2.3",
    "8.8.8.8 ",
    "8.8.8.8/32",
]
PUBLIC = "1.1.1.1 8.8.8.8 93.184.215.14 151.101.1.140 2600:1f18::1 2a00:1450:4001:80b::200e".split()


@pytest.fixture(name="canary")
def _canary() -> Iterator[Site]:
    """A server on this machine that nothing may reach."""
    with served({"/": Page(b"<p>secret</p>")}) as site:
        yield site


@pytest.mark.parametrize("number", RESERVED)
def test_a_number_in_a_reserved_network_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", PUBLIC)
def test_a_number_of_the_internet_is_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_a_private_host_reaches_a_server_on_this_machine(
    canary: Site, host: str
) -> None:
    fetcher = Fetcher(FetchRules(Reach(ports=[canary.port]), pace=0.0, retries=0))
    with pytest.raises(FetchError, match="expected"):
        fetcher.fetch(canary.at(host=host))
    assert not canary.asked


def test_the_spellings_are_many_and_the_canary_sings_when_it_is_allowed(canary: Site) -> None:
    """So that the test above cannot pass for want of cases or of a server."""
    assert len(set(SPELLINGS)) >= 60
    assert b"secret" in allowing(canary).fetch(canary.at()).body


@pytest.mark.parametrize("scheme", ["ftp", "file", "gopher", "data", "javascript", "HTTPX", ""])
def test_other_schemes_than_http_are_refused(canary: Site, scheme: str) -> None:
    with pytest.raises(FetchError, match="begins with http"):
        allowing(canary).fetch(f"{scheme}://{HERE}:{canary.port}/")
    assert not canary.asked


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://user:word@news.example/", "without a user name"),
        ("http://8.8.8.8@news.example/", "without a user name"),
        ("http://news.example:22/", "expected port 80 or 443, found 22"),
        ("http://news.example:0/", "expected port 80 or 443, found 0"),
        ("http://news.example:99999/", "expected a web address"),
        ("http://[::1/", "expected a web address"),
        ("http://news.example/" + "a" * 2_100, "expected an address of 2,083 characters"),
        ("http:///path", "begins with http"),
        ("//news.example/", "begins with http"),
        ("news.example", "begins with http"),
    ],
)
def test_an_address_of_another_form_is_refused_before_anything_is_looked_up(
    url: str, said: str
) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host, port)

    with pytest.raises(FetchError, match=said):
        Fetcher(FetchRules(Reach(resolve=resolve))).fetch(url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["localhost", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_a_redirect_is_checked_like_the_address_that_was_given(
    canary: Site, host: str, status: int
) -> None:
    leads = {"/": Page(status=status, headers={"Location": canary.at(host=host)})}
    with served(leads) as site:
        fetcher = allowing(site)
        reach = Reach(fetcher.rules.reach.allowed, ports=[canary.port])
        with pytest.raises(FetchError, match="expected a public address"):
            Fetcher(FetchRules(reach, pace=0.0, retries=0)).fetch(site.at())
        assert ["/"] == site.pages_asked
    assert not canary.asked


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://news.example/", "//127.0.0.1:1/", "http://a:b@127.0.0.1/", ""],
)
def test_a_redirect_to_something_else_than_a_page_is_refused(target: str) -> None:
    with served({"/": Page(status=302, headers={"Location": target})}) as site:
        with pytest.raises(FetchError, match="expected"):
            allowing(site).fetch(site.at())
        assert ["/"] == site.pages_asked


def test_a_chain_of_redirects_is_followed_five_times_and_no_more() -> None:
    pages = {
        f"/{n}": Page(status=302, headers={"Location": f"/{n + 1}#part"}) for n in range(1, 10)
    }
    with served({**pages, "/10": Page(b"<p>there</p>")}) as site:
        assert b"there" in allowing(site).fetch(site.at("/5")).body
        with pytest.raises(FetchError, match="expected at most 5 redirects, found more"):
            allowing(site).fetch(site.at("/4"))


def test_a_redirect_that_leads_to_itself_ends() -> None:
    with served({"/": Page(status=301, headers={"Location": "/"})}) as site:
        with pytest.raises(FetchError, match="at most 5 redirects"):
            allowing(site).fetch(site.at())
        assert 6 == len(site.pages_asked)


def test_a_name_that_stands_for_another_number_a_moment_later_reaches_nothing(
    canary: Site,
) -> None:
    """Each look-up answers otherwise than the one before; every second answer is a public one."""
    answers = itertools.cycle([["93.184.215.14"], [HERE]])
    reach = Reach(ports=[canary.port], resolve=lambda *_: next(answers))
    rules = FetchRules(reach, pace=0.0, retries=0, connect_seconds=0.05, total_seconds=0.5)
    for _ in range(6):
        with pytest.raises(FetchError, match="expected"):
            Fetcher(rules).fetch(canary.at(host="flips.example"))
    assert not canary.asked


def test_a_name_is_looked_up_once_for_each_connection(canary: Site) -> None:
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        del port
        looked_up.append(host)
        return [HERE]

    reach = Reach(allowed=[f"news.example:{canary.port}"], resolve=resolve)
    found = Fetcher(FetchRules(reach, pace=0.0)).fetch(canary.at(host="news.example"))
    assert 200 == found.status
    assert ["news.example"] * 2 == looked_up  # robots.txt and the page
    assert f"news.example:{canary.port}" == canary.headers[-1]["Host"]


@pytest.mark.parametrize("mixed", [["93.184.215.14", HERE], [HERE, "1.1.1.1"], ["::1", "1.1.1.1"]])
def test_a_name_with_one_private_number_among_public_ones_is_refused(
    canary: Site, mixed: list[str]
) -> None:
    reach = Reach(ports=[canary.port], resolve=lambda *_: mixed)
    with pytest.raises(FetchError, match="expected a public address"):
        Fetcher(FetchRules(reach, retries=0)).fetch(canary.at(host="mixed.example"))
    assert not canary.asked


def test_the_environment_names_no_proxy(canary: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with served() as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, canary.at())
        with pytest.raises(FetchError, match="404"):
            allowing(site).fetch(site.at())
        assert ["/"] == site.pages_asked
    assert not canary.asked


def test_every_allowed_server_is_fetched() -> None:
    paths = [f"/news/{quote(each)}" for each in ("one", "zwei & drei", "čtyři", "五")]
    with served({path: Page(path.encode()) for path in paths}) as one, served() as other:
        other.pages["/a?b=c&d=%20"] = Page(b"query")
        fetcher = allowing(one, other)
        assert [p.encode() for p in paths] == [fetcher.fetch(one.at(p)).body for p in paths]
        assert b"query" == fetcher.fetch(other.at("/a?b=c&d=%20#part")).body
