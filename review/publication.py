"""How a kind's content becomes live rows, and live rows content: declared once, read in both directions."""

from typing import ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.db.models import TextField

from pictures.models import Upload
from review.parts import PartRows

LONG = TextField, SearchVectorField


class Publication:
    """What goes live. A subclass declares; `review.services` stamps, saves, replaces the parts and indexes.

    `columns` are the names in the content that are columns of `model` under the same name, `parts` the row groups.
    Together they are all that the content has: `content_of` is the inverse of publishing.
    """

    model: ClassVar[type]
    mark: ClassVar[str]  # the letter that its shelf marks begin with
    template: ClassVar[str]  # of the page's body, shown live and as preview
    context_name: ClassVar[str]  # what the template calls the live thing
    owner: ClassVar[str]  # the column that says whose page it is
    own_page: ClassVar[bool] = True  # its address is a page of its own, which also says when it has gone
    columns: ClassVar[tuple[str, ...]]
    parts: ClassVar[tuple[PartRows, ...]] = ()

    def live_of(self, user):
        """Queryset of the pages that are this user's, withdrawn ones too."""
        return self.model.objects.filter(**{self.owner: user})

    def begin(self, submission):
        """The live thing that a first submission makes, with whose it is."""
        return self.model(**{self.owner: submission.author})

    def derive(self, live):
        """Fill the columns that follow from others (a sort key, a year) before `live` is saved."""

    def title_of(self, live):
        """What its address is made of."""
        return str(live)

    def concerned(self, live):
        """The institution whose managers are told when it goes, or None."""
        return getattr(live, "institution", None)

    def for_page(self, queryset):
        """`queryset` with everything that the page shows."""
        return queryset

    def for_list(self, queryset):
        """`queryset` without the long columns, where only names, addresses and dates are shown."""
        fields = self.model._meta.concrete_fields
        return queryset.defer(*(field.name for field in fields if isinstance(field, LONG)))

    def index(self, queryset):
        """Rebuild the search rows of a queryset; returns how many."""
        return 0

    def queue_work(self, live):
        """Queue the tasks that follow once `live` has a new version that is public, or has been taken off."""

    # -- the two directions --------------------------------------------------------------------------------
    def write(self, live, cleaned):
        """Put cleaned values into the columns of `live`, which is not saved yet."""
        for name in self.columns:
            setattr(live, name, cleaned[name])
        self.derive(live)

    def write_parts(self, live, cleaned, *, is_new=False):
        """Put cleaned rows into the place of those that `live` has; `is_new` where it has just been made."""
        for part in self.parts:
            part.write(live, cleaned[part.name], is_new=is_new)

    def content_of(self, live, content):
        """A live page as content of the shape `content`, for a proposal to change it."""
        parts = {part.name: part for part in self.parts}
        found = {}
        for _, rows, name, field in content.fields():
            if rows is None:
                found[name] = field.from_value(getattr(live, name))
            elif rows.name not in found:
                found[rows.name] = rows.firsts(parts[rows.name].read(live, rows.form.base_fields))
        return found

    def pictures_of(self, live):
        """Ids of the pictures that the live page shows."""
        own = [getattr(live, f"{name}_id") for name in self.columns if _is_picture(self.model, name)]
        return [*filter(None, own), *(pk for part in self.parts for pk in part.pictures_of(live))]

    def page_context(self, live):
        """Context of `template` for one live thing, fetched as the public page fetches it."""
        return {self.context_name: self.for_page(self.model.objects.filter(pk=live.pk)).get()}


def _is_picture(model, name):
    return model._meta.get_field(name).related_model is Upload
