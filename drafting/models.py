"""What every draft is, whatever it is about."""

from django.db import models


class Draft(models.Model):
    """Content as its writer typed it, saved as it is left. Written by `drafting.services.save_content` alone.

    `revision` rises with every save, so that a page which shows an older one can be told apart; `touched` says at
    which revision each part of the content last changed (1 where it does not say). A subclass says what its
    `shape` is (a `drafting.content.Content`), who its `writer` is and whether it is editable.
    """

    title = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict, blank=True)
    touched = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def shape(self):
        raise NotImplementedError

    @property
    def writer(self):
        raise NotImplementedError

    @property
    def is_editable(self):
        raise NotImplementedError

    @property
    def closed_because(self):
        """A sentence for a writer who comes too late."""
        return "This cannot be edited any more."

    def context(self):
        """What its forms are to know: `user` is the writer. A new dict, to which look-ups add what they find."""
        return {"user": self.writer, "draft": self}

    @classmethod
    def holder(cls):
        """How the table of pictures calls such drafts."""
        return cls._meta.model_name
