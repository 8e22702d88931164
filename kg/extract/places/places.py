"""Where the work was done: districts and provinces named in a text, and finer places.

Known names come from the page, others from the words around them
(:mod:`kg.extract.places.placenames`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from kg.extract.places.asides import Asides
from kg.extract.places.barenames import leads_to_name, names_after_in, names_near
from kg.extract.places.nameshapes import ARABIC, Known
from kg.extract.places.place import Place
from kg.extract.places.placenames import place_names
from kg.extract.places.repeats import names_again
from kg.extract.places.seats import beside_bodies
from kg.extract.places.wholes import BETWEEN, is_bracketed, without_wholes
from kg.extract.text.gazetteer import keys_of
from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Time
from kg.model import EntityKind, Mention, Span
from kg.reference import entities

__all__ = ["find_places"]

VILLAGE = frozenset({"village", "kend", "kendi", "kendinde", "kendinin", "kendine", "kendinden"})
"""Words, folded, behind the name of a village; a district may have the same."""
IN_VILLAGE = frozenset({"selo", "sele", "selu", "selom", "derevne"})
"""Words, folded, before it."""
HEADS = {
    "oblasts": "Oblast",
    "regions": "Region",
    "provinces": "Province",
    "governorates": "Governorate",
    "districts": "District",
}
"""Words behind a list of names, with the word behind one of them."""
WHOLE = frozenset({"AZ"})
"""Countries all of whose districts stand in the reference data; of others the provinces do."""
POINTING = frozenset(folded("figures", "these")) | {"the"}
"""Words, folded, before a word for places that means one named before."""
LISTED = 2
"""A sentence that names so many districts lists places of work."""
DISTRICT, PLACE = EntityKind.DISTRICT, EntityKind.PLACE  # asked for each place again and again
PLACES = frozenset({DISTRICT, PLACE})


def find_places(
    page: Page,
    marks: Marks,
    times: tuple[Time, ...],
    bodies: Sequence[Mention] = (),
    telling: Iterable[int] = (),
    *,
    behind: Set[int] = frozenset(),
) -> tuple[Place, ...]:
    """All places of a page in order; one in the name of a body is beside the point.

    ``telling`` are the numbers of the sentences that tell of work: there, and in countries whose
    districts are not all known, an unknown name after "in" is taken for one. In a sentence that
    names a district it is so only right behind a number or a figure: ``behind`` are the atoms
    behind figures.
    """
    finder = _Finder(page, marks, times, bodies)
    finder.take_known()
    finder.take(place_names(page, marks, finder.known))
    finder.share_heads()
    if not finder.all_known:
        telling = set(telling)
        bare = finder.bare({*telling, *_listing(page, marks)})
        for number in bare:
            names = names_after_in(page, marks, finder.known, page.sentences[number])
            finder.take(names, at_work=True)
        for number in finder.nowhere(bare, telling):
            names = names_near(page, marks, finder.known, page.sentences[number])
            finder.take(names, at_work=True)
        last = len(page.atoms) - 1
        numbers = {at + 1 for at in page.digits if at < last and page.sentence_at(at) in telling}
        told = Counter(page.sentence_at(at - 1) for at in behind)
        openings = {page.firsts[number] for number in telling if told[number] > 1}
        behind = {at for at in behind | numbers | openings if leads_to_name(page, at)}
        behind -= finder.taken
        rows = {page.sentence_at(at) for at in behind}
        for number in sorted(rows - set(bare)):
            sentence = page.sentences[number]
            finder.take(names_after_in(page, marks, finder.known, sentence, behind))
        finder.take(names_again(page, marks, finder.new()))
    return tuple(without_wholes(page, marks, finder.places()))


class _Finder:
    """The places of one page while they are gathered, by their first atoms."""

    def __init__(
        self, page: Page, marks: Marks, times: tuple[Time, ...], bodies: Sequence[Mention]
    ) -> None:
        self.page = page
        self.asides = Asides(page, marks, times)
        self.all_known = page.country in WHOLE
        self.known: dict[int, Known] = {}
        self.found: dict[int, Place] = {}
        self.taken: set[int] = set()
        text = page.report.text
        self.named: set[int] = set()
        bodies = [body for body in bodies if not _is_land(marks, page, body)]
        for body in bodies:
            self.named.update(range(body.span.start, _body_end(text, body)))
        self.seats = {at for atoms in beside_bodies(page, marks, bodies) for at in atoms}

    def take_known(self) -> None:
        """The names of the reference data."""
        for name in self.page.names:
            first, end = self.page.place(name.span)
            of_work = False
            if name.kind in PLACES:
                if not self.all_known and self.asides.names_another(end):
                    continue  # "Ain Zara" is no "Ain"
                if self._is_rest(first):
                    continue  # "Maarat al-Numan" is no "Numan"
                if self._is_surname(name, first, end):
                    continue  # "Heng Dara" of Cambodia is no Dara of Syria
                if name.kind is DISTRICT and self._is_village(first, end):
                    continue  # "Kangarli village of Aghdam" is no Kangarli District
                place = self.found[first] = _place(name, first, end, self.asides)
                if place.aside and self.asides.is_route(first, end):
                    continue  # "Una-Sana" is no "Sana"
                of_work = place.is_district and not place.aside
            abroad = _is_abroad(self.page, name)
            self.known[first] = Known(first, end, of_work, abroad)
            if not abroad:
                self.taken.update(range(first, end))

    def share_heads(self) -> None:
        """Let each name of a list be of the kind told behind it: "Kyiv and Kharkiv regions"."""
        marks, texts = self.asides.marks, self.page.texts
        ends = {place.end: place for place in self.found.values()}
        for mark in marks.of("place"):
            head, end = HEADS.get(self.page.keys[mark.first]), mark.first
            while head is not None and (place := ends.get(end)) is not None:
                self.found[place.first] = self._called(place, head)
                end = place.first - 1
                end -= end > 0 and texts[end] != "," and texts[end - 1] == ","
                if not (texts[end] == "," or marks.sense(end, "date") == "and"):
                    break

    def _called(self, place: Place, head: str) -> Place:
        """A place as what is called so with a word for its kind behind it, if there is one."""
        keys = keys_of(f"{place.mention.text} {head}", self.page.country)
        mention = replace(place.mention, kind=DISTRICT, candidates=keys) if keys else place.mention
        return place._replace(mention=mention)

    def _is_surname(self, name: Mention, first: int, end: int) -> bool:
        """Whether it is the second of two names with capitals, and not that of a place here.

        So is the name of a place abroad, and of who speaks or is told of: "said Gunay Ismayilli",
        "Gunay Ismayilli, who leads …".
        """
        if not first or name.kind is not DISTRICT or self.page.country is None:
            return False
        before, marks = self.page.atoms[first - 1], self.asides.marks
        apart = before.end + 1 != name.span.start or not before.text[0].isupper()
        if apart or marks.at[first - 1] is not None:
            return False
        if self.page.texts[end : end + 2] == (",", "who") or self._is_told(first - 2):
            return True
        if first - 1 in self.page.firsts and marks.sense(end, "speech") is None:
            return False  # "Across Dara"
        return entities()[name.candidates[0]].country != self.page.country

    def _is_told(self, place: int) -> bool:
        """Whether a word right before a name says that someone speaks."""
        return place >= 0 and self.asides.marks.sense(place, "speech") is not None

    def _is_village(self, first: int, end: int) -> bool:
        """Whether a name is called a village: "Kangarli village", «в селе Кенгерли»."""
        keys = self.page.keys
        behind, before = keys[end : end + 1], keys[max(0, first - 1) : first]
        return not (VILLAGE.isdisjoint(behind) and IN_VILLAGE.isdisjoint(before))

    def _is_rest(self, first: int) -> bool:
        """Whether a name is but the rest of a longer one behind an article of its own."""
        atoms = self.page.atoms
        if first < 3 or atoms[first - 1].text != "-" or atoms[first - 2].text not in ARABIC:
            return False
        touching = atoms[first - 2].end == atoms[first - 1].start == atoms[first].start - 1
        return touching and atoms[first - 3].text[0].isupper()

    def take(self, names: Iterable[tuple[int, int, int]], *, at_work: bool = False) -> None:
        """Other names, each but where a name stands already; or only those ``at_work``."""
        for first, end, whole in names:
            if self.taken.isdisjoint(range(first, end)):
                mention = _mention(self.page, first, end, whole)
                place = _place(mention, first, whole, self.asides)
                if at_work and place.aside:
                    continue
                for at in range(first, end):
                    self.found.pop(at, None)
                self.found[first] = place
                self.taken.update(range(first, end))

    def new(self) -> set[tuple[str, ...]]:
        """The words of the names of districts that the reference data do not know."""
        unknown = (p for p in self.found.values() if p.is_district and not p.mention.candidates)
        return {self.page.texts[place.first : place.end] for place in unknown}

    def bare(self, telling: Iterable[int]) -> Sequence[int]:
        """The sentences that tell of work and name no district yet, or list so many of them."""
        index = self.page.sentence_index
        found = [
            place
            for place in self.found.values()
            if place.is_district and not (place.aside or self._is_whole(place))
        ]
        named = Counter(index(place.mention.span.start) for place in found)
        known = {index(p.mention.span.start) for p in found if p.first in self.known}
        return sorted(n for n in set(telling) if n not in known or named[n] >= LISTED)

    def nowhere(self, numbers: Iterable[int], telling: Set[int]) -> Sequence[int]:
        """Those of some sentences that name no district, nor does the one before them."""
        index = self.page.sentence_index
        districts = [p for p in self.found.values() if p.is_district]
        named = {index(p.mention.span.start) for p in districts}
        named |= {
            at + 1
            for p in districts
            if not p.aside and (at := index(p.mention.span.start)) in telling
        }
        return [number for number in numbers if number not in named]

    def _is_whole(self, place: Place) -> bool:
        """Whether it only says where others lie: "two districts of Manica", "(Tolima)"."""
        at, atoms = place.first - 2, self.page.atoms
        many = self.asides.marks.sense(at, "place") == "plural" and atoms[at + 1].key in BETWEEN
        return (many and place.is_province) or is_bracketed(self.page, place)

    def places(self) -> Sequence[Place]:
        """All in order; those in the names of bodies are beside the point."""
        found: list[Place] = []
        for first in sorted(self.found):
            place = self.found[first]
            beside = place.mention.span.start in self.named or first in self.seats
            if beside or (found and self._is_listed(found[-1], place)):
                place = place._replace(aside=True)
            found.append(place)
        return found

    def _is_listed(self, before: Place, place: Place) -> bool:
        """Whether it goes on a list of seats: "offices in Banja Luka, Bihac and Tuzla"."""
        if not before.aside or before.dateline or place.first - before.end > 2:
            return False
        route = self.asides.is_route(before.first, before.end)
        if route or before.mention.span.start in self.named:
            return False
        between = range(before.end, place.first)
        atoms, marks = self.page.atoms, self.asides.marks
        joints = (atoms[at].text == "," or marks.sense(at, "date") == "and" for at in between)
        return bool(between) and all(joints)


def _listing(page: Page, marks: Marks) -> Iterator[int]:
    """The sentences that say where the work told was done: "Работы велись в …".

    So does the one before "there" or "in the district", and "of these, 512 were in …".
    """
    for mark in marks.of("where"):
        if mark.senses["where"] == "work":
            yield page.sentence_index(page.atoms[mark.first].start)
    for mark in marks.of("share"):
        if mark.senses["share"] == "of" and mark.first in page.firsts:
            yield page.sentence_index(page.atoms[mark.first].start)
    for mark in marks.of("there"):
        yield max(0, page.sentence_index(page.atoms[mark.first].start) - 1)
    for mark in marks.of("place"):
        if (
            mark.first
            and page.keys[mark.first - 1] in POINTING
            and page.texts[mark.first].islower()
        ):
            yield max(0, page.sentence_index(page.atoms[mark.first].start) - 1)


def _is_land(marks: Marks, page: Page, body: Mention) -> bool:
    """Whether what is taken for a body begins with a word for land: "departamento del Cauca"."""
    first = page.atom_at(body.span.start)
    return first is not None and body.text[0].islower() and marks.sense(first, "place") is not None


def _body_end(text: str, body: Mention) -> int:
    """Where a body's name ends, "of" and one character of a place after it taken in."""
    return body.span.end + len(" of R") if text.startswith(" of ", body.span.end) else body.span.end


def _is_abroad(page: Page, name: Mention) -> bool:
    """Whether it is a country other than that of the page: "Argelia" in a list of Colombia's."""
    if name.kind is not PLACE:
        return False
    entity = entities()[name.candidates[0]]
    return entity.type == "Country" and page.country is not None and entity.country != page.country


def _mention(page: Page, first: int, end: int, whole: int) -> Mention:
    """A name that the page does not know; its text goes on to ``whole``."""
    start = page.atoms[first].start
    text = page.report.text
    keys = keys_of(text[start : page.atoms[end - 1].end], page.country)
    span = Span(start, page.atoms[whole - 1].end)
    return Mention(DISTRICT, span.of(text), span, keys)


def _place(name: Mention, first: int, end: int, asides: Asides) -> Place:
    dateline = asides.is_dateline(name.span, first, end)
    aside = dateline or asides.is_aside(name.span, first, end)
    return Place(name, first, end, aside, dateline)
