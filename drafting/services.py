"""How drafts are saved: nothing typed is lost, nothing newer is overwritten unasked."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from drafting.content import Checked
from drafting.errors import Closed, MovedOn
from drafting.limits import refuse_too_long
from pictures import services as pictures
from reading.text import one_line


def checked(draft, context=None):
    """The strict check of a draft as it is, made once for all who ask; `context` is one of its, if there is one."""
    return Checked(draft.shape, draft.content, draft.context() if context is None else context)


@transaction.atomic
def save_content(draft, values, *, by, seen=None):
    """Merge `values` into a draft and return it as saved.

    `seen` is the revision that the writer's page showed: MovedOn if one of these values was changed after it;
    Closed if it is no draft any more; TooLong, of a change, if it is over the length of its field.
    """
    locked = type(draft).objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None:
        raise Closed("This draft is not there any more.")
    if locked.writer.pk != by.pk:
        raise PermissionDenied("Only its writer edits a draft.")
    if not locked.is_editable:
        raise Closed(locked.closed_because)
    values = locked.shape.kept(values)
    changed = [name for name, value in values.items() if value != locked.content.get(name)]
    if not changed:
        return locked
    if seen is not None and any(locked.touched.get(name, 1) > seen for name in changed):
        raise MovedOn("You changed this step in another tab or on another device after opening it here.")
    refuse_too_long(locked.shape, {name: values[name] for name in changed})
    shown = locked.shape.pictures_in(locked.content)
    locked.revision += 1
    locked.content |= {name: values[name] for name in changed}
    locked.touched |= dict.fromkeys(changed, locked.revision)
    locked.title = one_line(locked.shape.title_of(locked.content, locked.writer))[:200]
    locked.save(update_fields=["content", "touched", "title", "revision", "saved_at"])
    if locked.shape.pictures_in(locked.content) != shown:
        show_pictures(locked)
    return locked


def show_pictures(draft):
    """Note which pictures a draft shows: they are kept, and those who may see the draft see them."""
    ids = draft.shape.pictures_in(draft.content)
    pictures.show(draft.holder(), draft.pk, ids, public=False, owner=draft.writer.pk)
