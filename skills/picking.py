"""What the buttons and boxes around the skills of a step make of what was posted: each works without script.

`take` (boxes) puts skills among the rows, `pick` (“control|slug|what was typed”) puts one where it was asked for,
`keep` takes what was typed into a control for the writer's own words, and `browse` opens the list of all skills.
"""

from drafting.content import Pressed
from drafting.steps import count_rows
from reading.text import fold, line, quoted
from skills.models import Skill
from skills.own_words import GROUP, MOST, SKILLS, own_words_in
from skills.suggesting import sentence_with


def pressed(post, content, texts, *, is_autosave):
    """The Pressed of a step with skills and own words; `texts()` are the blocks in which sentences are looked for."""
    desk = Desk(post.copy(), content, texts)
    if is_autosave:
        desk.take()
        return Pressed(desk.post)
    if "pick" in post:
        desk.pick(*[*post["pick"].split("|", 2), "", ""][:3])
    if "keep" in post:
        desk.keep(post["keep"])
    desk.take()
    desk.fill_in_sentences()
    if "browse" in post:
        desk.landing, desk.query = "browse", (("browse", "1"),)
    return Pressed(desk.post, desk.landing, desk.query, tuple(desk.said), desk.row)


class Desk:
    """What is posted, while it is being changed."""

    def __init__(self, post, content, texts):
        self.post, self.content, self.texts = post, content, texts
        self.landing, self.row, self.query, self.said = "", (), (), []

    def take(self):
        """What is ticked goes among the skills, once."""
        slugs = list(dict.fromkeys(self.post.getlist("take")))
        skills = Skill.objects.accepted().in_bulk(slugs, field_name="slug") if slugs else {}
        added = [skills[slug] for slug in slugs if slug in skills and self._add(skills[slug])]
        if added:
            names = ", ".join(skill.name for skill in added)
            self.said.append(f"Added to your skills: {names}. Look at what each still needs, then go on.")
            self.row = self.row or (SKILLS, "skill", added[0].slug)
        if slugs or "taking" in self.post:
            self.landing = self.landing or f"rows-{SKILLS}"

    def pick(self, control, slug, typed):
        """The skill goes where `typed` stood; a word of one's own that is a skill moves among these."""
        skill = Skill.objects.accepted().filter(slug=slug).first()
        values = self.post.getlist(control)
        if skill is None or not values or "-" not in control:
            return
        group = control.partition("-")[0]
        if group == GROUP:
            self._clear_row(control)
            self._add(skill)
            self.said.append(f"{quoted(skill.name)} stands among your skills now.")
            group, field = SKILLS, "skill"
        else:
            field = control.rpartition("-")[2]
            is_one = len(values) == 1
            self.post.setlist(control, [slug if is_one or line(value) == typed else value for value in values])
            self.said.append(f"Taken: {quoted(skill.name)}.")
        self.landing, self.row = f"rows-{group}", (group, field, skill.slug)

    def keep(self, control):
        """What was typed for a skill becomes a word of one's own, as long as there is room."""
        word = line(self.post.get(control, ""))
        if not word or not control.startswith(f"{SKILLS}-"):
            return
        self.landing, self.row = f"rows-{GROUP}", (GROUP, "word", word)
        rows = self._rows(GROUP, "word")
        if same := [other for _, other in rows if fold(other) == fold(word)]:
            self.row = GROUP, "word", same[0]
            self._clear_row(control)
        elif len([other for _, other in rows if other]) >= MOST:
            self.said.append(f"There is room for {MOST} words of your own. Take one out to keep {quoted(word)}.")
            self.row = SKILLS, "skill", word
        else:
            number = next((number for number, other in rows if not other), len(rows))
            self._put(GROUP, number, "word", word)
            if evidence := line(self.post.get(f"{control.rpartition('-')[0]}-evidence", "")):
                self._put(GROUP, number, "sentence", evidence)  # it has no place beside a word
            self._clear_row(control)
            self.said.append(f"Kept as your own words: {quoted(word)}.")

    def fill_in_sentences(self):
        """A new word comes with the sentence of one's own text that it stands in, to be shortened or left out."""
        known = {fold(word) for word, _ in own_words_in(self.content)}
        for number, word in self._rows(GROUP, "word"):
            if not word or fold(word) in known or line(self.post.get(f"{GROUP}-{number}-sentence", "")):
                continue
            if sentence := sentence_with(word, self.texts()):
                self._put(GROUP, number, "sentence", sentence)
                self.landing, self.row = f"rows-{GROUP}", self.row or (GROUP, "word", word)
                self.said.append(
                    f"With {quoted(word)} stands the sentence of your text in which it occurs. The editors of the "
                    "vocabulary read it: shorten it or take it out as you like."
                )

    def _rows(self, group, field):
        """[(number, text of the field)] of the rows on the page, blank ones too."""
        count = count_rows(self.post, group)
        return [(number, line(self.post.get(f"{group}-{number}-{field}", ""))) for number in range(count)]

    def _put(self, group, number, field, text):
        self.post[f"{group}-{number}-{field}"] = text
        self.post[f"{group}-rows"] = str(max(count_rows(self.post, group), number + 1))

    def _add(self, skill):
        rows = self._rows(SKILLS, "skill")
        if any(text == skill.slug or fold(text) == fold(skill.name) for _, text in rows):
            return False
        self._put(SKILLS, len(rows), "skill", skill.slug)
        return True

    def _clear_row(self, control):
        row = control.rpartition("-")[0]
        for name in [name for name in self.post if name.startswith(f"{row}-")]:
            self.post[name] = ""
