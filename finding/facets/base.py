"""What all ways to narrow a list have in common: reading the address, filtering, and the lines of its own list.

Within a facet any of the chosen values may hold, across facets all must. So an option is counted in the list without
what was chosen in its own facet: that many it gives, or adds. Of a `single` facet one value may be chosen at a time.
"""

from dataclasses import dataclass, field

from finding.address import FIND, WHOLE
from finding.facets.drawn import drawn
from reading.text import fold, named, quoted

MOST = 20  # values of one facet that may be asked for at once
IN_SIGHT = 8  # options of a part; the rest is folded away
LONG = 12  # options; a facet with more has a filter of its own


@dataclass
class Option:
    """One line of a facet; `finding.facets.drawn` draws it, and `below` it its narrower ones.

    The page of a choice begins at its `anchor`. A line that stands twice has another one at each place.
    """

    value: str
    label: str
    count: int | None  # None for one out of sight that was not counted
    below: list = field(default_factory=list)
    selected: bool = False
    url: str = ""
    anchor: str = ""
    is_hidden: bool = False  # the facet's own filter leaves it out
    is_open: bool = False  # what is below is in sight
    has_more: bool = False  # something is below it that was left out

    def walk(self, above=()):
        """(option, those that it is below) of itself and of all below it, as they stand."""
        yield self, above
        for option in self.below:
            yield from option.walk((*above, self))


@dataclass
class Part:
    """Options that stand together; its title may be empty."""

    title: str
    options: list
    in_sight: int = IN_SIGHT
    more: str = ""  # what leads to the rest is called, if it is not said how many there are
    rest: str = ""  # the first option that is out of sight


class Facet:
    """`chosen` is {value: label}; `notices` says in words what of the address made no sense."""

    name: str
    title: str
    things: tuple[str, str]  # one and several of what is chosen, in a sentence
    chip = "{}"  # how a chosen value is named above the list
    single = False
    is_folded = False  # until something of it is chosen
    within = None  # the facet whose values it is about; without those it says nothing
    how = "Any of several"
    more = ""  # what leads to all of it is called, where it is not said how many are out of sight
    narrower = ""  # and where only those are that stand below others

    def __init__(self, asked, pages):
        """`asked(name)` is the list of what the address has under a name; `pages` are the `bitmaps.index.Bitmaps` of
        all that may be listed.
        """
        self.pages, self.notices, self.chosen = pages, [], {}
        self.sought = " ".join(asked(f"{FIND}{self.name}")[-1:])
        self.is_whole = bool(self.sought) or self.name in asked(WHOLE)
        values = asked(self.name)
        if len(values) > (most := 1 if self.single else MOST):
            self.notices.append(f"{quoted(self.title)} can be asked for {most} at a time; the rest is left out.")
        self.read(values[:most])

    def read(self, asked):
        raise NotImplementedError

    def having(self):
        """The set of those that have one of the chosen values, where any is chosen."""
        raise NotImplementedError

    def options(self, found):
        """Options (as a tree) with how many each would give of the set `found`, which is not narrowed by this facet."""
        raise NotImplementedError

    def parts(self, found):
        return [Part("", self.options(found), more=self.more)]

    def at_first(self, found):
        """The parts as far as they are in sight, and at least one option more where there are more: without what is
        below them, if it is said that there is something. Called where nothing is chosen.
        """
        return self.parts(found)

    @property
    def is_shut(self):
        """Is no more of it seen than its title?"""
        return self.is_folded and not (self.chosen or self.is_whole)

    def unknown(self, value):
        self.notices.append(f"There is no {self.things[0]} {quoted(value)}, so it is left out.")

    def chips(self):
        """[(value, what it is called above the list)]."""
        return [(value, self.chip.format(label)) for value, label in self.chosen.items()]

    @property
    def said(self):
        """What was chosen, in a sentence."""
        return named([label for _, label in self.chips()])

    def without(self, address, value=None):
        """The address that does not ask for this value any more, or for any."""
        return address.without(self.name, value)

    def on(self, address, value, kin):
        """The address that asks for `value` too. On one line from broad to narrow one is chosen at a time, as a broad
        one stands for all that is below it.
        """
        if self.single:
            return address.setting(self.name, value)
        for other in kin:
            address = address.without(self.name, other)
        return address.adding(self.name, value)

    def lists(self, within, address):
        """What components/facets.html shows; `within()` is the set that is counted in. No option that leads nowhere is
        listed, unless it is chosen. What is out of sight is not there, until the facet is asked for as a whole.
        """
        parts = [] if self.is_shut else self._parts(within())
        if not (parts or (self.is_shut and within())):
            return None
        all_of_it = [place for part in parts for root in part.options for place in root.walk()]
        self._give_places(all_of_it, address)
        labels = {option.value: option.label for option, _ in all_of_it}
        if self.sought:
            self._find([root for part in parts for root in part.options])
        is_long = self.sought or len(labels) > LONG or any(part.rest for part in parts)
        title = f"#title-{self.name}"
        is_cut = self.is_whole and not self.sought and any(map(_is_long, parts))
        return {
            "name": self.name,
            "title": self.title,
            "things": self.things,
            "how": "One of these" if self.single else self.how,
            "single": self.single,
            "parts": [self._drawn(part, address) for part in parts],
            "find": self._own_filter(labels, address) if is_long else None,
            "is_whole": self.is_whole,
            "open_url": f"{address.adding(WHOLE, self.name)}{title}" if self.is_shut else "",
            "less_url": f"{address.without(WHOLE, self.name)}{title}" if is_cut else "",
        }

    def _parts(self, found):
        parts = self.parts(found) if self.chosen or self.is_whole else self.at_first(found)
        listed = {option.value for part in parts for root in part.options for option, _ in root.walk()}
        unlisted = [Option(value, label, 0) for value, label in self.chosen.items() if value not in listed]
        if unlisted:
            parts.insert(0, Part("", unlisted))
        for part in parts:
            part.options = list(self._kept(part.options))
            if not self.is_whole:
                self._cut(part)
        return [part for part in parts if part.options]

    def _cut(self, part):
        """Leaves what is in sight, and what is chosen however far down it stands."""
        shown, rest = part.options[: part.in_sight], part.options[part.in_sight :]
        chosen = [root for root in rest if any(option.selected for option, _ in root.walk())]
        left = [root for root in rest if root not in chosen]
        if len(rest) == 1:  # to leave it out would save no room
            shown, left = part.options, []
        elif left:
            part.rest, part.more = left[0].value, part.more or f"{len(left)} more"
            shown = shown + chosen
        else:
            shown = part.options
        part.options = [self._pruned(root) for root in shown]
        cut = next((option for root in part.options for option, _ in root.walk() if option.has_more), None)
        if cut and not part.rest:
            part.rest, part.more = cut.value, part.more or self.narrower

    def _pruned(self, option):
        """Without what is below it, but for what leads to a choice and what is right below one."""
        below = [it for it in option.below if option.selected or any(one.selected for one, _ in it.walk())]
        option.has_more = option.has_more or len(below) < len(option.below)
        option.below = [self._pruned(it) for it in below]
        option.is_open = option.is_open or bool(option.selected and below)
        return option

    def _kept(self, options):
        for option in options:
            option.selected = option.value in self.chosen
            option.below = list(self._kept(option.below))
            if option.count != 0 or option.selected:
                yield option
            else:
                yield from option.below

    def _give_places(self, places, address):
        times, kin = {}, {}
        for option, above in places:
            for other in above:
                kin.setdefault(option.value, set()).add(other.value)
                kin.setdefault(other.value, set()).add(option.value)
            if option.selected:
                for other in above:
                    other.is_open = True
        for option, _ in places:
            times[option.value] = time = times.get(option.value, 0) + 1
            option.anchor = f"{self.name}-{option.value}" + (f"~{time}" if time > 1 else "")
            if option.selected:
                option.url = str(self.without(address, option.value))
            else:
                option.url = str(self.on(address, option.value, kin.get(option.value, set()) & self.chosen.keys()))

    def _find(self, options, *, is_within=False):
        """Hides what the own filter, which looks for something, does not find. What is chosen stays, what something is
        found below, and all that is below it. Whether any of `options` is found or chosen.
        """
        any_found = False
        for option in options:
            is_found = fold(self.sought) in fold(option.label)
            is_any_below = self._find(option.below, is_within=is_within or is_found)
            option.is_open = option.is_open or is_any_below
            is_kept = is_found or option.selected or is_any_below
            option.is_hidden = not (is_kept or is_within)
            any_found = any_found or is_kept
        return any_found

    def _drawn(self, part, address):
        return {
            "title": part.title,
            "options": part.options,
            "drawn": drawn(part.options, single=self.single),
            "is_hidden": all(option.is_hidden for option in part.options),
            "more": part.more,
            "rest_url": f"{address.adding(WHOLE, self.name)}#{self.name}-{part.rest}" if part.rest else "",
        }

    def _own_filter(self, labels, address):
        """For components/facet_filter.html."""
        name, sought = f"{FIND}{self.name}", fold(self.sought)
        left = sum(sought in fold(label) for label in labels.values()) if sought else 0
        one, several = self.things
        return {
            "name": name,
            "one": one,
            "several": several,
            "text": self.sought,
            "said": f"{left or 'None'} of {len(labels)} {several}" if self.sought else "",
            "hidden": address.without(name).pairs,
            "action": address.path,
            "without": str(address.without(name)),
        }


def _is_long(part):
    """Is there something that would be out of sight?"""
    return len(part.options) > part.in_sight + 1 or any(option.below for option in part.options)
