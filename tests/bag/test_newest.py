import datetime
import shutil
from pathlib import Path

import pytest

from haqiba.bag import verify
from haqiba.bag.keys import Key
from haqiba.bag.newest import Memory, Standing, standing, told_at
from haqiba.bag.publish import News
from haqiba.bag.sign import sign
from haqiba.bag.versions import Unlistable, read, write
from tests.bag.seals import DAY, Seal, published, seal, signed_bag

REASON = {"ar": "رقم خاطئ", "fr": "mauvais numéro"}


class Office:
    """An office that publishes, and a partner elsewhere who verifies."""

    def __init__(self, home: Path) -> None:
        self.home, self.site = home, home / "site"
        self.seal = seal(home / "keys", "office")
        self.successor = seal(home / "keys", "office-successor", self.seal.key.id)
        self.ring: tuple[Key, ...] = (self.seal.key, self.successor.key)
        self.desk, self.partner = Memory(home / "desk"), Memory(home / "partner")
        self.bags = {version: signed_bag(home, version, self.seal) for version in ("1", "2", "3")}

    def publish(self, version: str = "", by: Seal | None = None, day: datetime.date = DAY, **news: object) -> None:
        bag = self.bags[version] if version else None
        published(self.site, by or self.seal, News(bag, **news), self.desk, *self.ring, day=day)  # type: ignore[arg-type]

    def stands(self, version: str, *, site: Path | None = None, day: datetime.date = DAY) -> Standing:
        verdict = verify(self.bags[version])
        return standing(verdict, self.seal.key, told_at(str(site or self.site)), self.partner, self.ring, day)

    def told(self, version: str, **at: object) -> tuple[str, set[str]]:
        found = self.stands(version, **at)  # type: ignore[arg-type]
        assert found.newest == {"newest": True, "unknown": None}.get(found.state, False)
        return found.state, {finding.code for finding in found.findings}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


NEWEST: tuple[str, set[str]] = ("newest", set())


def test_newest_superseded_recalled(office: Office) -> None:
    office.publish("1")
    assert office.told("1") == NEWEST
    office.publish("2")
    assert office.told("1") == ("superseded", {"bag-superseded"})
    assert office.told("2") == NEWEST
    office.publish(recall="1", reason=REASON)
    assert office.told("1") == ("recalled", {"bag-recalled"})
    assert "mauvais numéro" in office.stands("1").findings[0].message
    assert office.told("2") == NEWEST


def test_offline_with_no_list_ever_seen_nothing_can_be_told(office: Office) -> None:
    assert office.told("1") == ("unknown", {"versions-missing"})
    assert told_at("http://127.0.0.1:9") is None


def test_offline_the_last_list_seen_still_tells_until_it_expires(office: Office) -> None:
    office.publish("1")
    office.told("1")
    nowhere = office.home / "nowhere"
    assert office.told("1", site=nowhere) == NEWEST
    late = DAY + datetime.timedelta(31)
    assert office.told("1", site=nowhere, day=late) == ("unknown", {"versions-expired"})


def test_expired_or_of_tomorrow_cannot_tell_but_bad_news_stays(office: Office) -> None:
    office.publish("1")
    for day in (DAY + datetime.timedelta(31), DAY - datetime.timedelta(1)):
        assert office.told("1", day=day) == ("unknown", {"versions-expired"})
    office.publish("2")
    assert office.told("1", day=DAY + datetime.timedelta(400))[0] == "superseded"


def test_an_old_list_handed_over_again_cannot_tell(office: Office) -> None:
    office.publish("1")
    old = shutil.copytree(office.site, office.home / "old")
    office.publish("2")
    assert office.told("2") == NEWEST
    assert office.told("1", site=old)[0] == "superseded"
    assert office.told("2", site=old) == ("unknown", {"versions-older"})


def test_two_lists_of_one_number_cannot_tell(office: Office) -> None:
    office.publish("1")
    twin = shutil.copytree(office.site, office.home / "twin")
    office.publish("2")
    assert office.told("2") == NEWEST
    office.desk = Memory(office.home / "forgotten")
    office.site = twin
    office.publish("3")
    assert office.told("3") == ("unknown", {"versions-twice"})
    assert office.told("1")[0] == "superseded"


def test_a_bag_that_no_list_names_cannot_be_told(office: Office) -> None:
    office.publish("1")
    assert office.told("2") == ("unknown", {"bag-unlisted"})


def test_the_list_of_a_stranger_or_of_another_campaign_tells_nothing(office: Office) -> None:
    stranger = seal(office.home / "elsewhere", "stranger")
    bag = shutil.copytree(office.bags["1"], office.home / "copy")
    assert sign(bag, stranger.secret, stranger.key) == ()
    published(office.home / "false", stranger, News(bag), Memory(office.home / "their"))
    assert office.told("1", site=office.home / "false") == ("unknown", {"signature-stranger"})
    office.publish("1")
    data = (office.site / "versions.json").read_bytes()
    (office.site / "versions.json").write_bytes(data.replace(b'"net"', b'"not"'))
    assert office.told("1")[1] == {"signature-false"}


def test_a_lost_key_is_followed_by_its_successor(office: Office) -> None:
    office.publish("1")
    office.told("1")
    office.publish("2", by=office.successor)
    assert office.told("2") == NEWEST
    assert office.told("1")[0] == "superseded"


def test_a_stolen_key_signs_no_more_once_its_successor_said_so(office: Office) -> None:
    office.publish("1")
    office.told("1")
    thief = shutil.copytree(office.site, office.home / "thief")
    office.publish(by=office.successor, revoke=office.seal.key.id)
    # What the key signed before it was stolen still counts: the successor's list names it.
    assert office.told("1") == NEWEST
    for _ in range(9):
        published(thief, office.seal, News(office.bags["3"]), Memory(office.home / "thiefs"), *office.ring)
    assert read((thief / "versions.json").read_bytes()).number == 10
    assert office.told("3", site=thief)[0] == "unknown"
    assert office.told("3", site=thief)[1] >= {"key-revoked"}
    assert office.told("1") == NEWEST


def test_the_word_of_the_thief_about_the_successor_counts_for_nothing(office: Office) -> None:
    with pytest.raises(Unlistable):
        office.publish("1", revoke=office.successor.key.id)


def test_a_list_never_becomes_untrue(office: Office) -> None:
    with pytest.raises(Unlistable):
        office.publish()
    office.publish("1")
    office.publish("2")
    for wrong in ({"version": "1"}, {"recall": "9", "reason": REASON}, {"recall": "1", "reason": {"ar": "x"}}):
        before = (office.site / "versions.json").read_bytes()
        with pytest.raises(Unlistable):
            office.publish(**wrong)  # type: ignore[arg-type]
        assert (office.site / "versions.json").read_bytes() == before
    (office.bags["2"] / "data/ar/leaflet/leaflet.txt").write_text("other")
    with pytest.raises(Unlistable):
        office.publish("2")


def test_a_list_that_was_cut_off_while_it_was_written_gives_way_to_the_next(office: Office) -> None:
    office.publish("1")
    (office.site / "versions.json").write_bytes(b"{")
    assert office.told("1")[0] == "unknown"
    office.publish("2")
    assert office.told("2") == NEWEST
    assert read((office.site / "versions.json").read_bytes()).number == 2
    office.desk = Memory(office.home / "forgotten")
    (office.site / "versions.json").write_bytes(b"{")
    with pytest.raises(Unlistable):
        office.publish("3")


def test_a_site_restored_from_an_old_backup_goes_on_from_what_was_seen(office: Office) -> None:
    office.publish("1")
    old = shutil.copytree(office.site, office.home / "backup")
    office.publish("2")
    office.site = old
    office.publish()
    found = read((old / "versions.json").read_bytes())
    assert (found.number, [bag.state for bag in found.bags]) == (3, ["superseded", "current"])
    assert write(found) == (old / "versions.json").read_bytes()
