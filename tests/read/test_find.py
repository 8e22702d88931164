"""What is read: files as given, folders walked, nothing passed over in silence."""

from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.read import FORMATS, find, read


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Twelve mines were found.", "utf-8")


def reason(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert found.source == str(path)
    return found.reason


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Files and folders of one level are taken in the order of their names."""
    write(tmp_path, "b.txt", "a/z.md", "a/deep/x.html", "c.jsonl")
    found = [path.relative_to(tmp_path).as_posix() for path in find([tmp_path])]
    assert found == ["a/deep/x.html", "a/z.md", "b.txt", "c.jsonl"]


def test_hidden_files_and_the_readme_of_a_folder_are_left_out(tmp_path: Path) -> None:
    """What is hidden, and the page that is about the folder, are no reports."""
    write(tmp_path, ".a.txt", ".git/b.txt", "README.md", "sub/readme.txt", "c.txt")
    assert list(find([tmp_path])) == [tmp_path / "c.txt"]


def test_a_given_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """Who names a README or a hidden file means it."""
    write(tmp_path, ".a.txt", "README.md")
    given = [tmp_path / "README.md", tmp_path / ".a.txt"]
    assert list(find(given)) == given


def test_files_come_in_the_order_in_which_they_are_given(tmp_path: Path) -> None:
    """The order of the arguments is kept; only folders are sorted inside."""
    write(tmp_path, "b.txt", "a.txt")
    given = [tmp_path / "b.txt", tmp_path / "a.txt"]
    assert list(find(given)) == given


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    """A folder that links to itself does not keep the walk going for ever."""
    write(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert list(find([tmp_path])) == [tmp_path / "a.txt"]


def test_a_link_that_leads_round_in_a_circle_keeps_nothing_else_out(tmp_path: Path) -> None:
    """It is reported; the other files are read."""
    write(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    circle, other = find([tmp_path])
    assert reason(circle) == "no such file"
    assert other == tmp_path / "b.txt"


def test_a_name_that_no_file_can_have_is_reported() -> None:
    """The system refuses to look for it; that is told of this name, and all others are read."""
    long = Path("a" * 300)
    assert list(find([long])) == [long]
    assert "too long" in reason(long)


def test_an_empty_name_is_not_the_present_folder() -> None:
    """A script with a variable that is not set does not read whatever lies around."""
    (empty,) = find([""])
    (found,) = read(empty)
    assert isinstance(found, ReportError)
    assert found.reason == "an empty name: neither a file nor a folder"


def test_an_unknown_ending_is_reported_with_the_known_ones(tmp_path: Path) -> None:
    """A file of another kind is found and comes out as an error that lists what is known."""
    write(tmp_path, "a.odt", "b")
    assert [path.name for path in find([tmp_path])] == ["a.odt", "b"]
    known = ", ".join(FORMATS)
    assert reason(tmp_path / "a.odt") == f"unknown kind of file (.odt); known are {known}"
    assert reason(tmp_path / "b") == f"unknown kind of file (no ending); known are {known}"


def test_a_missing_path_is_reported(tmp_path: Path) -> None:
    """A path that does not exist is found as it was given and reported when read."""
    missing = tmp_path / "no" / "where.txt"
    assert list(find([missing])) == [missing]
    assert reason(missing) == "no such file"


def test_a_broken_link_is_reported(tmp_path: Path) -> None:
    """A link whose target is gone is no silent gap."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (found,) = find([tmp_path])
    assert reason(found) == "no such file"


def test_a_folder_with_nothing_to_read_is_reported(tmp_path: Path) -> None:
    """An empty folder is no success."""
    write(tmp_path, ".hidden.txt")
    assert list(find([tmp_path])) == [tmp_path]
    assert reason(tmp_path) == "a folder in which there is nothing to read"


@pytest.mark.parametrize("name", ["a.TXT", "a.Md", "a.HTML", "a.HTM"])
def test_the_case_of_the_ending_does_not_matter(tmp_path: Path, name: str) -> None:
    """Some systems write endings in capitals."""
    write(tmp_path, name)
    assert "unknown kind" not in str(next(read(tmp_path / name)))
