"""What a text may mean: usually one skill, and where a hidden label leads to several, all of them."""

from reading.text import fold
from skills.models import Label, Sort
from skills.queries import find_skill


def meanings(text):
    """The accepted skills that are called `text`, a list: one, several that share a hidden label, or none."""
    text = " ".join(text.replace("\x00", "").split())
    skill = find_skill(text)
    if skill is not None:
        names = {skill.slug, fold(skill.uri), fold(skill.name), *map(fold, skill.alt_labels)}
        if text in names or fold(text) in names:
            return [skill]
    hidden = Label.objects.filter(sort=Sort.HIDDEN, text__folded=fold(text)).select_related("skill__instead")
    several = {label.skill.current() for label in hidden} if text else set()
    several = sorted((one for one in several if not one.is_deprecated), key=lambda one: fold(one.name))
    return several or ([skill] if skill else [])


def the_one(text):
    """The skill that `text` means, or None where that is none or several."""
    found = meanings(text)
    return found[0] if len(found) == 1 else None
