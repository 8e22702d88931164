"""Totals of tables: a district that only a table knows counts as itself and in its province."""

from decimal import Decimal
from pathlib import Path

from kg.ingest.pipeline import build
from kg.knowledge import KnowledgeGraph
from kg.store import open_store
from kg.terms import ID

RATTANAK = ID["district/kh-rattanak"]
HEAD = "country,province,district,area_ha,source_url"


def totals(folder: Path, *tables: tuple[str, ...]) -> KnowledgeGraph:
    paths = []
    for number, rows in enumerate(tables):
        paths.append(folder / f"{number}.csv")
        lines = (f"Cambodia,{row},https://news.example.org/{number}" for row in rows)
        paths[-1].write_text("\n".join((HEAD, *lines)), "utf-8")
    with open_store(str(folder / "store")) as store:
        build(store, paths)
    return KnowledgeGraph.open(str(folder / "store"))


def test_a_district_of_a_table_alone_has_a_total(tmp_path: Path) -> None:
    """Its own, and a share in that of its province, by the word of the same row."""
    with totals(tmp_path, ("Battambang,Rattanak,30", "Battambang,Serei,12.5")) as graph:
        alone = graph.total("area-cleared", places=["Rattanak"])
        whole = graph.total("area-cleared", places=["Battambang"])
        lies = graph.sparql(
            f"SELECT ?quote {{ ?s rdf:predicate dm:locatedIn ; rdf:subject <{RATTANAK}> ;"
            " dm:supportedBy/oa:exact ?quote }"
        ).rows()
    assert alone.at_least == 30
    assert whole.at_least == Decimal("42.5")
    quotes = [row["quote"].partition("; area")[0] for row in lies]
    assert quotes == ["country: Cambodia; province: Battambang; district: Rattanak"]


def test_a_name_in_the_provinces_of_two_tables_counts_in_neither(tmp_path: Path) -> None:
    """They are two districts of one name, or one of the tables is wrong.

    As they may be one, whose two figures may be of the same land, the larger is what is certain.
    """
    with totals(tmp_path, ("Battambang,Rattanak,30",), ("Pursat,Rattanak,12",)) as graph:
        provinces = [graph.total("area-cleared", places=[n]) for n in ("Battambang", "Pursat")]
        country = graph.total("area-cleared", places=["Cambodia"])
    assert [total.at_least for total in provinces] == [None, None]
    assert country.at_least == 30
