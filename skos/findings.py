"""What is wrong with a vocabulary file, or left out of it, told in as few lines as say it."""

import re

MANY = 10  # concepts with the same fault; more of them are one line


class VocabularyError(Exception):
    """Why nothing was loaded. `faults` are sentences that name the file, the line and the concept."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


class Findings:
    """Sentences about subjects of one file. `line_of` and `place_of` say where a subject stands."""

    def __init__(self, source, line_of, place_of):
        self.source, self.line_of, self.place_of = source, line_of, place_of
        self.found = {}  # (address, message), in the order found

    def add(self, uri, message):
        self.found.setdefault((uri, message))

    def told(self, most=MANY):
        """What concerns more than `most` subjects in the same way first, in one line each; then the rest by line."""
        groups = {}
        for uri, message in sorted(self.found, key=lambda pair: self.line_of(pair[0])):
            groups.setdefault(_sort_of(message), []).append((uri, message))
        many = [group for group in groups.values() if len({uri for uri, _ in group}) > most]
        few = [pair for group in groups.values() if group not in many for pair in group]
        few.sort(key=lambda pair: self.line_of(pair[0]))
        return [
            *(self._together(group) for group in sorted(many, key=len, reverse=True)),
            *(f"{self.source}{self.place_of(uri)}: {message}" for uri, message in few),
        ]

    def _together(self, group):
        (uri, message), number = group[0], len({uri for uri, _ in group})
        return f"{self.source}: in {number} concepts, first at{self.place_of(uri).removeprefix(',')}: {message}"


def _sort_of(message):
    """The message without the names, addresses and numbers that differ from concept to concept."""
    return re.sub(r"“[^”]*”|https?://\S+|\d+", "…", message)
