import dataclasses
import datetime
import json
import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest

from haqiba.bag import Damaged, Refused, claim, faults, pack, verify
from haqiba.bag import aside as aside_module
from tests.bag.kits import DAY, bytes_of, kit
from tests.build.fakes import CAMPAIGN


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "out"


def left_overs(out: Path) -> list[str]:
    return [path.name for path in out.parent.iterdir() if path != out]


def test_a_bag_is_whole_and_the_bagit_library_agrees(tmp_path: Path, out: Path) -> None:
    assert pack(kit(tmp_path / "k"), out)
    assert verify(out).findings == ()
    assert bagit.Bag(str(out)).is_valid()
    assert bagit.Bag(str(out)).version_info == (1, 0)
    assert left_overs(out) == []


def test_the_same_kit_gives_the_same_bytes_and_writes_nothing_twice(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    pack(kit(tmp_path / "k"), tmp_path / "other")
    assert bytes_of(out) == bytes_of(tmp_path / "other")
    times = {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]}
    assert not pack(kit(tmp_path / "k"), out)
    assert times == {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]}


def test_a_changed_kit_changes_the_bag_and_leaves_the_blobs_alone(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    assert pack(kit(tmp_path / "k", text="other"), out)
    pack(kit(tmp_path / "k", text="other"), tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")
    (out / "data/ar/leaflet/leaflet.txt").write_bytes(b"scribbled on")
    assert b"scribbled on" not in [path.read_bytes() for path in (tmp_path / "k").iterdir()]
    assert pack(kit(tmp_path / "k", text="other"), out)
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_bag_info_tells_date_agent_versions_and_why_it_is_a_specimen(tmp_path: Path, out: Path) -> None:
    several = dataclasses.replace(CAMPAIGN, title="two\nlines: of title")
    pack(kit(tmp_path / "k", campaign=several), out)
    info = bagit.Bag(str(out)).info
    assert info["Bagging-Date"] == "2024-07-03"
    assert info["Bag-Software-Agent"] == "haqiba 0.1.0"
    assert info["Source-Organization"] == "Committee A"
    assert info["External-Description"].startswith("two lines: of title")
    assert info["Haqiba-Campaign-Version"] == "2"
    assert info["Haqiba-Library"] == ["lxml 6.1", "typst 0.15.2"]
    assert info["Haqiba-Specimen"] == "yes"
    assert info["Haqiba-Specimen-Reason"] == ["leaflet/ar: أرقام لم تُؤكَّد بعد", "film/ar: could not be built"]
    final = dataclasses.replace(kit(tmp_path / "k"), missing=(), contents=kit(tmp_path / "k").contents[1:])
    pack(final, tmp_path / "final")
    assert "Haqiba-Specimen" not in bagit.Bag(str(tmp_path / "final")).info
    assert not verify(tmp_path / "final").specimen


def test_the_crate_tells_licence_language_and_creators_of_every_file(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    graph = json.loads((out / "ro-crate-metadata.json").read_text())["@graph"]
    by_id = {entity["@id"]: entity for entity in graph}
    assert len(by_id) == len(graph)
    root = by_id["./"]
    files = {unquote(part["@id"]) for part in root["hasPart"]}
    assert files == {name for name in bytes_of(out) if name.startswith("data/")}
    pdf = by_id["data/fr/leaflet/leaflet.pdf"]
    assert (pdf["inLanguage"], pdf["encodingFormat"]) == ("fr", "application/pdf")
    assert by_id[pdf["license"]["@id"]]["name"] == "CC BY 4.0"
    assert [by_id[one["@id"]]["@type"] for one in pdf["creator"]] == ["Person", "Organization"]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sections: list[tuple[str | None, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [link for link in (found.get("href"), found.get("src")) if link]
        if tag == "section":
            self.sections.append((found.get("lang"), found.get("dir")))
        assert tag != "script"


def test_the_index_leads_to_every_file_and_to_nothing_else(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    text = (out / "data/index.html").read_text()
    page = Links()
    page.feed(text)
    assert page.sections == [("ar", "rtl"), ("fr", "ltr")]
    linked = {unquote(link) for link in page.links if not link.startswith("#")}
    payload = {name.removeprefix("data/") for name in bytes_of(out) if name.startswith("data/")}
    assert linked == payload - {"index.html"}
    assert "عنوان &lt;b&gt;" in text
    assert text.count("مسودة") == 1


@pytest.mark.parametrize("what", ["file", "stranger", "half ours", "a stranger inside"])
def test_a_place_that_is_not_ours_is_refused_and_left_as_it_was(tmp_path: Path, out: Path, what: str) -> None:
    out.parent.mkdir()
    if what == "file":
        out.write_text("mine")
    elif what == "a stranger inside":
        pack(kit(tmp_path / "k"), out)
        (out / "data" / "notes.txt").write_text("mine")
    else:
        out.mkdir()
        (out / ("thesis.odt" if what == "stranger" else "bagit.txt")).write_text("mine")
    before = out.read_bytes() if out.is_file() else bytes_of(out)
    for act in (claim, lambda place: pack(kit(tmp_path / "k", text="other"), place)):
        with pytest.raises(Refused):
            act(out)
    assert before == (out.read_bytes() if out.is_file() else bytes_of(out))
    assert left_overs(out) == []


def test_an_empty_folder_a_bag_with_droppings_and_a_link_to_a_folder_are_welcome(tmp_path: Path, out: Path) -> None:
    out.mkdir(parents=True)
    assert pack(kit(tmp_path / "k"), out)
    (out / "data" / ".DS_Store").write_bytes(b"x")
    link = tmp_path / "link"
    link.symlink_to(out)
    assert pack(kit(tmp_path / "k", text="other"), link)
    assert link.is_symlink()
    assert verify(out).ok


def test_where_folders_cannot_be_exchanged_two_renames_do(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside_module, "_exchanged", lambda one, other: False)
    pack(kit(tmp_path / "k"), out)
    assert pack(kit(tmp_path / "k", text="other"), out)
    assert verify(out).ok
    assert left_overs(out) == []


def test_a_bag_moved_and_not_replaced_comes_back_and_left_overs_go(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    before = bytes_of(out)
    out.rename(out.parent / ".out.old-1234")
    half = out.parent / ".out.partial-5678"
    half.mkdir()
    (half / "bagit.txt").write_text("half")
    (out.parent / ".out.party").mkdir()
    claim(out)
    assert bytes_of(out) == before
    assert left_overs(out) == [".out.party"]


def test_what_another_build_works_on_is_left_alone(tmp_path: Path, out: Path) -> None:
    with aside_module.aside(out) as other:
        assert pack(kit(tmp_path / "k"), out)
        assert other.is_dir()
    assert left_overs(out) == []


def test_a_blob_damaged_in_the_cache_never_reaches_the_bag(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    before = bytes_of(out)
    changed = kit(tmp_path / "k", text="other")
    changed.contents[0].files[0].path.write_bytes(b"damage")
    with pytest.raises(Damaged):
        pack(changed, out)
    assert bytes_of(out) == before
    assert left_overs(out) == []


def test_the_date_is_the_builds_own(tmp_path: Path, out: Path) -> None:
    pack(kit(tmp_path / "k"), out)
    assert pack(kit(tmp_path / "k", date=DAY + datetime.timedelta(1)), out)
    assert "2024-07-04" in (out / "bag-info.txt").read_text()


def test_a_bag_obeys_the_umask_like_any_file(tmp_path: Path, out: Path) -> None:
    old = os.umask(0o022)
    try:
        pack(kit(tmp_path / "k"), out)
    finally:
        os.umask(old)
    assert out.stat().st_mode & 0o777 == 0o755
    assert (out / "bagit.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["data/ar/ورقة.txt", "data/a b.txt"], []),
        (["data/50%.txt"], ["bag-name"]),
        (["data/a\nb", "data/a\rb", "data/a\\b", "data/~a", "~a", "data/\x7f"], ["bag-name"] * 6),
        (["data/../x", "/x", "data//x", "data/."], ["bag-name"] * 4),
        (["data/e\u0301.txt"], ["bag-name"]),
        (["data/A.txt", "data/a.txt"], ["bag-name-twin"]),
        (["data/Straße", "data/STRASSE"], ["bag-name-twin"]),
    ],
)
def test_names_that_some_tool_or_disk_reads_otherwise_are_told(names: list[str], codes: list[str]) -> None:
    assert [finding.code for finding in faults(names)] == codes
