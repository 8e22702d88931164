"""Land that waits, is aimed at, estimated, sown or handed over, beside land that was cleared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]

CLEARED = {
    "en": "In May 2025 the teams cleared 24 hectares.",
    "az": "2025-ci ilin may ayında 24 hektar ərazi təmizlənib.",
    "ru": "В мае 2025 года саперы очистили 24 гектара.",
    "uk": "У травні 2025 року сапери розмінували 24 га.",
    "fr": "En mai 2025, les démineurs ont dépollué 24 hectares.",
    "es": "En mayo de 2025 los soldados despejaron 24 hectáreas.",
    "pt": "Em maio de 2025 as equipas limparam 24 hectares.",
    "it": "A maggio 2025 gli sminatori hanno bonificato 24 ettari.",
}
BESIDE = [
    ("en", "A further 310 hectares have yet to be searched."),
    ("en", "In autumn they move on to Talish, where 60 hectares wait."),
    ("en", "Some 60 hectares await them in Talish."),
    ("en", "For 2026 the centre has set itself 110 hectares."),
    ("en", "We have roughly 9,000 hectares in front of us."),
    ("en", "The agency has 110 hectares ahead of it."),
    ("en", "Earlier estimates spoke of up to 800,000 hectares."),
    ("en", "The ministry counts on 71,000 hectares under crops."),
    ("en", "Farmers sowed 7,100 hectares this spring."),
    ("az", "İlin əvvəlindən əkin üçün 8 200 hektar torpaq sahiblərinə təhvil verilib."),
    ("az", "Qarşıda 900 hektar var."),
    ("az", "Əvvəlki hesablamalara görə bu, 800 min hektar idi."),
    ("ru", "По прежним оценкам, речь шла о 800 000 гектаров."),
    ("ru", "Аграрии засеяли 7100 гектаров."),
    ("uk", "За оцінками, йшлося про 800 тисяч гектарів."),
    ("uk", "Аграрії засіяли 7100 гектарів."),
    ("fr", "Pour 2026 le centre s'est fixé 110 hectares."),
    ("fr", "Nous avons 900 hectares devant nous."),
    ("fr", "Les estimations parlaient de 8 000 hectares."),
    ("fr", "Les paysans ont semé 300 hectares de mil."),
    ("es", "Para 2026 la brigada se ha fijado 110 hectáreas."),
    ("es", "Tenemos por delante 900 hectáreas."),
    ("es", "Las estimaciones hablaban de 8.000 hectáreas."),
    ("pt", "Temos pela frente 900 hectares."),
    ("pt", "Os camponeses semearam 300 hectares de milho."),
    ("it", "Altri 60 ettari aspettano."),
    ("it", "Per il 2026 il centro si è dato 110 ettari."),
    ("it", "Abbiamo davanti 900 ettari."),
    ("it", "Gli agricoltori hanno seminato 300 ettari."),
    ("en", "No mines were found on the 450 hectares."),
    ("en", "Work continues on 450 hectares in Aghdam district."),
    ("en", "Clearance of 300 hectares in Pailin began in April."),
    ("en", "In April the centre began clearing 300 hectares."),
    ("en", "Teams are clearing 300 hectares in Pailin."),
    ("en", "In April, 30 hectares could not be cleared because of floods."),
    ("en", "A minefield of 300 hectares was discovered in April."),
    ("en", "The centre was handed 300 hectares for clearance."),
    ("en", "In April they found one mine for every 12 hectares cleared."),
    ("en", "In 2023, 12 hectares more were cleared than in 2022."),
    ("en", "Clearing one square metre costs 2 dollars."),
    ("en", "Last year villagers set off 12 mines."),
    ("az", "Ağdam rayonunda 450 hektar ərazidə təmizləmə işləri aparılır."),
    ("az", "450 hektarda mina aşkar edilməyib."),
    ("ru", "На 45 гектарах мин не обнаружено."),
    ("ru", "В апреле начали очистку 45 гектаров."),
    ("uk", "Роботи тривають на 45 гектарах."),
    ("fr", "Aucune mine n'a été trouvée sur les 45 hectares."),
    ("fr", "Les travaux se poursuivent sur 45 hectares."),
    ("fr", "Le déminage de 45 hectares a commencé en avril."),
    ("es", "No se hallaron minas en las 45 hectáreas."),
    ("es", "Continúan los trabajos en 45 hectáreas."),
    ("pt", "Não foram encontradas minas nos 45 hectares."),
    ("pt", "Prosseguem os trabalhos em 45 hectares."),
    ("it", "Nessuna mina è stata trovata sui 45 ettari."),
    ("it", "I lavori proseguono su 45 ettari."),
]


@pytest.mark.parametrize(("lang", "beside"), BESIDE, ids=lambda words: words[:40])
def test_only_what_was_cleared_is_told(page_of: PageOf, told: Told, lang: str, beside: str) -> None:
    """Whatever else there is to say of land."""
    page = page_of(f"{CLEARED[lang]} {beside}", lang=lang, published="2025-06-10")
    assert [told(event) for event in read_events(page, []).events] == [
        "clearance 2025-05-01 2025-05-31 |  | ha 24"
    ]
