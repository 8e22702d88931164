"""Whose body a post is in, told by where it stands and not by any word for the post."""

import pytest

from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import Report

Row = tuple[str, str | None]

CASES: list[tuple[str, str, list[Row]]] = [
    ("en", "It was signed by Omar Rust for ANAMA and by Rana Lind for UNMAS.",
     [("Omar Rust", "ANAMA"), ("Rana Lind", "UNMAS")]),
    ("en", "Omar Rust on behalf of ANAMA and Rana Lind on behalf of UNMAS signed it.",
     [("Omar Rust", "ANAMA"), ("Rana Lind", "UNMAS")]),
    ("en", "Those who signed are Omar Rust (ANAMA) and Rana Lind (UNMAS).",
     [("Omar Rust", "ANAMA"), ("Rana Lind", "UNMAS")]),
    ("es", "Lo firmaron Omar Rústico, por el Ministerio de Defensa, y Rana Lind, por la OEA.",
     [("Omar Rústico", "Ministerio de Defensa"), ("Rana Lind", "OEA")]),
    ("fr", "Ont signé Omar Rustaud, pour le Centre national de déminage, et Rana Lind, pour HI.",
     [("Omar Rustaud", "Centre national de déminage"), ("Rana Lind", "HI")]),
    ("it", "È stato firmato da Omar Rustici per il Ministero della Difesa e da Rana Lind.",
     [("Omar Rustici", "Ministero della Difesa")]),
    ("en", "UNMAS thanked Omar Rust for HALO deminers.", []),
    ("es", "NUEVA YORK (UNMAS) – Hay 12 minas.", []),
    ("en", "UNMAS trained 40 teachers. Rana Lind, its crop contamination coordinator, spoke.",
     [("Rana Lind", "UNMAS")]),
    ("en", "UNMAS trained 40 teachers. Rana Lind, crop contamination coordinator, spoke.",
     [("Rana Lind", "UNMAS")]),
    ("az", "ANAMA-nın sədri Omar Rəsulov və UNDP-nin rezident nümayəndəsi Rana Lind gəlib.",
     [("Omar Rəsulov", "ANAMA"), ("Rana Lind", "UNDP")]),
    ("az", "ANAMA 40 hektar təmizləyib. Qurumun rəhbəri Omar Rəsulov danışıb.",
     [("Omar Rəsulov", "ANAMA")]),
    ("en", "HALO and MAG work in the district. Its mayor, Omar Rust, is glad.",
     [("Omar Rust", None)]),
    ("en", "UNMAS has 12 dogs. Head of operations Omar Rust wants more.", [("Omar Rust", "UNMAS")]),
    ("en", "UNMAS has 12 dogs. The head of the school, Omar Rust, likes them.",
     [("Omar Rust", None)]),
    ("es", "UNMAS ayuda. Vinieron el coronel Omar Rústico, asesor en operaciones; y otros.",
     [("Omar Rústico", None)]),
    ("it", "I genieri di UNIFIL lavorano. Il comandante del contingente, Omar Rustici, ha parlato.",
     [("Omar Rustici", "UNIFIL")]),
    ("uk", ("Піротехнічні підрозділи ДСНС та Міністерство оборони працюють. Начальник "
     "піротехнічного загону Омар Рустів розповів."), [("Омар Рустів", "ДСНС")]),
    ("ru", "Омар Рустов, возглавляющий Национальный центр по разминированию, сообщил об этом.",
     [("Омар Рустов", "Национальный центр по разминированию")]),
    ("ru", "ANAMA во главе с Омаром Рустовым работает.", [("Омаром Рустовым", "ANAMA")]),
    ("az", "ANAMA-ya rəhbərlik edən Omar Rəsulov danışıb.", [("Omar Rəsulov", "ANAMA")]),
    ("en", ("Those of the Stonefield Foundation came to ANAMA and were received by chairman "
     "Omar Rust."), [("Omar Rust", "ANAMA")]),
    ("es", "La Oficina del Alto Comisionado para la Paz habló. El comisionado Omar Rústico vino.",
     [("Omar Rústico", "Oficina del Alto Comisionado para la Paz")]),
    ("ru", "Соглашение подписал директор МАГ Омар Рустов.", [("Омар Рустов", "МАГ")]),
    ("fr", "La FADEM a dépollué 40 hectares, a dit la directrice Rana Lind.",
     [("Rana Lind", "FADEM")]),
    ("en", "Omar Rust, director at UNMAS, and Rana Lind, his counterpart at HALO, came.",
     [("Omar Rust", "UNMAS"), ("Rana Lind", "HALO")]),
    ("en", "Omar Rust, chairman of ANAMA, met Japan's ambassador, Kenji Mori.",
     [("Omar Rust", "ANAMA"), ("Kenji Mori", "Japan")]),
    ("en", "UNMAS has been there, village head Omar Rust said.", [("Omar Rust", None)]),
    ("pt", "A APOPO limpou 40 hectares. O diretor-geral, Omar Rústico, falou.",
     [("Omar Rústico", "APOPO")]),
    ("en", "HALO deminers will be there, police chief Omar Rust said.", [("Omar Rust", None)]),
    ("en", "The centre, whose director Rana Lind is gone, belongs to the Ministry of Defence.",
     [("Rana Lind", None)]),
    ("ru", "Омар Рустов, директор центра, сказал, что ПРООН дала машины.",
     [("Омар Рустов", None)]),
    ("az", "ANAMA-nın sədr müavini Omar Rəsulov, MAG-in ölkə direktoru Rana Lind gəlib.",
     [("Omar Rəsulov", "ANAMA"), ("Rana Lind", "MAG")]),
    ("es", "La rectora del colegio, Rana Lind, agradeció a HALO.", []),
    ("ru", "Директор школы Омар Рустов поблагодарил МЧС.", [("Омар Рустов", None)]),
    ("ru", "Саперы МЧС там. Командир взвода Омар Рустов рассказал.", [("Омар Рустов", "МЧС")]),
    ("ru", "Министр встретил Омара Рустова.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_the_body_is_told_by_position(lang: str, text: str, expected: list[Row]) -> None:
    page = turn(Report(id="r", text=text, source="test", lang=lang))
    claims = posts(page, find_bodies(page))
    assert [(c.person.text, c.body and c.body.text) for c in claims] == expected
