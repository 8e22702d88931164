"""Networks as files: what is in them, and that hostile words do nothing there."""

import csv
import io
import json
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kg import exports
from kg.errors import UnknownNameError
from kg.exports.drawing import draw, outline
from kg.exports.record import links_of, nodes_of
from kg.exports.star import SIZES, WIDTH, in_rows, star
from kg.exports.tables import to_csv
from kg.network.evidence import Evidence, Quote
from kg.network.kinds import NODES

HOSTILE = "\"><script>alert(1)</script></title>&amp;'</script><!--\u202e=1+1\x00\x1b"


def network(label="Fuzuli", detail="", **more):
    """Two nodes and one link, with whatever words."""
    graph = nx.MultiDiGraph(cut=0)
    for key, kind, words, x in (
        ("agency/anama", "agency", "ANAMA", 0.0),
        ("district/AZ-FUZ", "district", label, 90.0),
    ):
        graph.add_node(
            key,
            kind=kind,
            type=kind.title(),
            label=words,
            short=words,
            reports=4,
            activities={},
            left={},
            radius=12.0,
            x=x,
            y=5.0,
        )
    graph.add_edge(
        "agency/anama",
        "district/AZ-FUZ",
        key="works-in",
        kind="works-in",
        label=detail,
        events=3,
        reports=2,
        origins=1,
        evidence="https://demining.example.org/report/r#q-0-9",
    )
    graph.graph.update(more)
    return graph


def text_in(form, graph):
    return exports.render(graph, form).decode("utf-8-sig")


def test_each_format_has_a_media_type_and_a_writer():
    """Every ending that is offered can be written."""
    assert set(exports.FORMATS) == {"html", "png", "svg", "csv", "graphml", "gexf"}
    for form in exports.FORMATS:
        assert exports.render(network(), form)


def test_the_ending_says_the_format(tmp_path):
    """Whatever its case; an unknown one is named together with those that there are."""
    exports.write(network(), tmp_path / "a.SVG")
    assert (tmp_path / "a.SVG").read_text("utf-8").startswith("<svg")
    with pytest.raises(UnknownNameError, match=r"'docx'.*graphml"):
        exports.write(network(), tmp_path / "a.docx")
    with pytest.raises(UnknownNameError):
        exports.write(network(), tmp_path / "nothing")


def test_an_empty_network_can_be_written():
    """In every format, without an error."""
    for form in exports.FORMATS:
        assert exports.render(nx.MultiDiGraph(cut=0), form)


def test_svg_is_one_document_that_asks_for_nothing():
    """Nodes with titles, links, labels, a legend with counts; no script, no outside reference."""
    root = ET.fromstring(text_in("svg", network()))
    name = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{name}line")) == 1
    assert root.find(f".//{name}line").get("stroke-dasharray")  # a single origin
    words = [text.text for text in root.findall(f".//{name}text")]
    assert words == ["ANAMA", "Fuzuli", "Agencies 1", "Districts 1"]
    assert not root.findall(f".//{name}script")
    assert "href" not in text_in("svg", network())


def test_a_picture_in_a_page_leads_to_its_nodes():
    """Each node once for the keyboard, its label beside it; hostile words stay words."""
    text = exports.to_markup(
        star(network(HOSTILE), "agency/anama"), lambda key: f'/id/{key}?x="><i>'
    )
    root = ET.fromstring(text)
    links = list(root.iter("a"))
    assert [each.get("href") for each in links if each.get("tabindex") is None] == [
        '/id/agency/anama?x="><i>',
        '/id/district/AZ-FUZ?x="><i>',
    ]
    assert {each.tag for each in root.iter()} == {
        "svg",
        "g",
        "a",
        "line",
        "polygon",
        "text",
        "title",
        "tspan",
    }


@pytest.mark.parametrize("form", ["svg", "graphml", "gexf"])
def test_hostile_words_stay_words_in_xml(form):
    """Markup is escaped, what XML does not allow is dropped, the document stays whole."""
    text = text_in(form, network(label=HOSTILE, detail=HOSTILE))
    root = ET.fromstring(text)
    assert "<script" not in text
    assert not [node for node in root.iter() if node.tag.endswith("script")]


def test_hostile_words_stay_words_in_html():
    """Data cannot end the element that it stands in."""
    proof = Evidence(HOSTILE, HOSTILE, (Quote("q", HOSTILE),), (), *(None,) * 7)
    evidence = {("agency/anama", "district/AZ-FUZ", "works-in"): (proof,)}
    graph = network(label=HOSTILE, names={"district/AZ-FUZ": (HOSTILE, "x")}, evidence=evidence)
    page = text_in("html", graph)
    assert page.count("<script>alert") == 0
    data = re.search(r'id="network-data">(.*?)</script>', page, re.DOTALL)[1]
    there = json.loads(data)
    assert there["nodes"][1]["label"] == HOSTILE
    (found,) = there["meta"]["evidence"]["agency/anama works-in district/AZ-FUZ"]
    assert found["quotes"][0]["text"] == HOSTILE


def test_html_holds_all_it_needs():
    """No address is loaded, and its own policy forbids it."""
    page = text_in("html", network())
    assert "default-src &#39;none&#39;" in page
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page)
    assert page.count("sha256-") == page.count("<script>")


def test_csv_has_a_row_for_each_link():
    """With the keys and labels of both ends, and what the link counts."""
    (row,) = csv.DictReader(io.StringIO(text_in("csv", network())))
    assert row["from"] == "agency/anama"
    assert row["link"] == "worked in"
    assert (row["events"], row["reports"], row["origins"]) == ("3", "2", "1")


@given(st.text())
def test_no_cell_is_a_formula(label):
    """A spreadsheet takes no label for something to compute."""
    table = to_csv(network(label=label, detail=label))
    for row in csv.reader(io.StringIO(table, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_graphml_and_gexf_come_back():
    """Other programs read kinds, counts and places."""
    there = nx.parse_graphml(text_in("graphml", network()))
    assert there.nodes["district/AZ-FUZ"]["label"] == "Fuzuli"
    assert there.nodes["district/AZ-FUZ"]["x"] == 90.0
    (link,) = there.edges(data=True)
    assert link[2]["events"] == 3
    gexf = nx.read_gexf(io.BytesIO(exports.render(network(), "gexf")))
    assert gexf.nodes["agency/anama"]["kind"] == "agency"
    assert gexf.nodes["agency/anama"]["viz"]["position"]["y"] == -5.0


def test_graphml_has_no_two_of_one_name():
    """Keys and links have names of their own, whatever sizes are whole: graph tools drop others."""
    graph = network()
    graph.nodes["district/AZ-FUZ"].update(radius=27, x=90)
    link = dict(graph.edges["agency/anama", "district/AZ-FUZ", "works-in"], kind="met-in")
    graph.add_edge("agency/anama", "district/AZ-FUZ", key="met-in", **link)
    graph.add_edge("district/AZ-FUZ", "agency/anama", key="met-in", **link)
    text = text_in("graphml", graph)
    tree = ET.fromstring(text)
    for tag in ("key", "edge"):
        names = [each.get("id") for each in tree.iter() if each.tag.endswith(f"}}{tag}")]
        assert len(set(names)) == len(names) > 2
    there = nx.parse_graphml(text, force_multigraph=True)
    assert [at["size"] for _, at in there.nodes(data=True)] == [12.0, 27.0]
    assert there.number_of_edges() == 3


def test_png_is_a_picture_with_colours():
    """As large as the drawing, with the blue of agencies and the green of districts in it."""
    image = Image.open(io.BytesIO(exports.render(network(), "png"))).convert("RGB")
    drawing = draw(network())
    assert image.size == (round(drawing.width * 2), round(drawing.height * 2))
    colours = {colour for _, colour in image.getcolors(1 << 24)}
    assert {(0, 0x72, 0xB2), (0, 0x9E, 0x73), (255, 255, 255)} <= colours


def test_a_huge_picture_is_made_smaller_not_refused():
    """Memory stays bounded however far apart the nodes stand."""
    graph = network()
    graph.nodes["district/AZ-FUZ"].update(x=30000.0, y=30000.0)
    image = Image.open(io.BytesIO(exports.render(graph, "png")))
    assert image.size[0] * image.size[1] <= 40_000_000


def test_labels_of_all_scripts_have_letters():
    """The face that is shipped draws Azerbaijani and Cyrillic, not boxes."""
    from kg.exports.png import _face

    box = bytes(_face(20).getmask("\uffff"))
    for letter in "əğışçöüƏĞİФизули":
        assert bytes(_face(20).getmask(letter)) != box


@pytest.mark.parametrize("kind", NODES.values(), ids=lambda kind: kind.name)
def test_every_kind_can_be_drawn(kind):
    """Its outline lies around the point and has corners."""
    points = outline(kind.shape, 10.0, 20.0, 8.0)
    assert len(points) >= 3
    assert all(abs(x - 10) <= 11 and abs(y - 20) <= 12 for x, y in points)


def test_records_are_plain_values():
    """What the page gets can be written as JSON; other names come once, without the label."""
    graph = network()
    names = {"district/AZ-FUZ": ("Fuzuli", "fuzuli", "Fizuli", "FIZULI", "Физули")}
    nodes = nodes_of(graph, names)
    assert nodes[1]["names"] == ["Fizuli", "Физули"]
    assert json.loads(json.dumps(nodes)) == nodes
    (link,) = links_of(graph)
    assert link["width"] > 0.8


def test_a_star_has_every_whole_name_in_rows_that_fit():
    """A name that was cut, or left out, is shown when its node is pointed at or walked to."""
    graph = network(label="Agency of the mines, the ordnance and the land of a region")
    text = exports.to_markup(star(graph, "agency/anama"), "/id/{}".format)
    root = ET.fromstring(text)
    whole = [each for each in root.iter("text") if each.get("class") == "whole"]
    assert len(whole) == len(graph)
    rows = [span.text for span in whole[1].iter("tspan")]
    assert " ".join(rows).endswith("Agency of the mines, the ordnance and the land of a region")
    assert max(map(len, rows)) <= 26


def test_a_name_beside_a_node_grows_away_from_it():
    """It is held by its nearer end: in a wider face it does not run over what it names."""
    graph = nx.DiGraph()
    for number in range(12):  # close together: not all names have room below
        node = {"kind": "agency", "label": f"Clearance body {number}", "short": f"Body {number}"}
        graph.add_node(f"agency/{number}", **node, x=number % 4 * 60.0, y=number // 4 * 30.0)
        graph.nodes[f"agency/{number}"]["radius"] = 8.0
    drawing = draw(graph)
    at = {shape.key: shape.points for shape in drawing.shapes}
    sides = set()
    for word in (word for word in drawing.words if word.key):
        left, right = (pick(x for x, _ in at[word.key]) for pick in (min, max))
        if word.held == "start":
            assert word.x >= right
        elif word.held == "end":
            assert word.x <= left
        assert word.across[0] >= 0
        assert word.across[1] <= drawing.width
        sides.add(word.held)
    assert "start" in sides


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 14])
def test_every_name_of_a_star_has_room(size, count):
    """In letters of a wide page and of a narrow one, however many neighbours there are."""
    graph = nx.MultiDiGraph()
    for number in range(count + 1):
        node = {"kind": "agency", "short": f"State body {number} for clearing mines of a region"}
        graph.add_node(f"agency/{number}", **node, label=node["short"], radius=8.0 + number)
    drawing = star(graph, "agency/0")
    names = [word for word in drawing.words if word.size == size]
    assert {word.key for word in names} == set(graph)
    for word, other in combinations(names, 2):
        beside = word.across[1] <= other.across[0] or other.across[1] <= word.across[0]
        assert beside or abs(word.y - other.y) >= size
    for word in names:
        assert word.across[0] >= 0
        assert word.across[1] <= WIDTH
        assert size / 2 <= word.y <= drawing.height - size / 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ANAMA", ["ANAMA"]),
        ("Ministry of Defense", ["Ministry of", "Defense"]),
        ("Ministry of Defense of Azerbaijan", ["Ministry of", "Defense of Aze…"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfsc…"]),
    ],
)
def test_a_name_stands_in_two_rows_at_most(text, rows):
    """What has no room is cut, and says so."""
    assert in_rows(text, 100, 12.5) == rows
