"""Derived: what is known of all pages, whatever their kind. Kept by `search.services` in the transaction of a page."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Replace


class Word(models.Model):
    """A word that stands in a page, folded: for what is nearly spelt so, and what begins so."""

    text = models.TextField(unique=True, db_collation="C")  # so that the index answers what begins so
    stem = models.TextField()
    shown = models.TextField()  # as it was written where it was met first

    class Meta:
        indexes = [
            GinIndex(fields=["text"], name="search_word_text", opclasses=["gin_trgm_ops"], fastupdate=False),
            models.Index(fields=["stem"], name="search_word_stem"),
        ]
        constraints = [models.CheckConstraint(name="search_word_whole", condition=~Q(text="") & ~Q(stem=""))]

    def __str__(self):
        return self.shown


class Name(models.Model):
    """What a page is called: for what is asked for by its name, or begun to be typed. Whether it may be seen is not
    known here.
    """

    kind = models.CharField(max_length=30)
    number = models.PositiveBigIntegerField()  # of the page in its table
    text = models.TextField()
    words = models.TextField(db_collation="C")  # folded, without marks
    solid = models.GeneratedField(  # the same without spaces; an index answers what begins so
        expression=Replace("words", Value(" ")), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    begins = SearchVectorField()  # the words in all their spellings, in any order, each with the kind before it

    class Meta:
        indexes = [
            GinIndex(fields=["begins"], name="search_name_begins", fastupdate=False),
            models.Index(fields=["kind", "solid"], name="search_name_solid"),
        ]
        constraints = [models.UniqueConstraint("kind", "number", name="search_name_once")]

    def __str__(self):
        return self.text


class Topic(models.Model):
    """What many pages name by its number, a skill: all that it is called, see `search.topics`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    lexemes = models.TextField()  # `search.words.vector`; its weights say which of the WAYS a text is of
    search = models.GeneratedField(
        expression=Cast("lexemes", SearchVectorField()), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes = [GinIndex("search", name="search_topic_called", fastupdate=False)]

    def __str__(self):
        return f"{self.number}"
