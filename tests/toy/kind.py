"""How a recipe is written, published and shown."""

from drafting.content import Content
from drafting.dates import DateField
from drafting.fields import FigureField, LineField, MarkdownField, PictureField
from drafting.steps import Rows, Step, StepForm
from review import parts
from review.kinds import Kind, Words
from review.models import Queue
from review.publication import Publication
from tests.toy.models import Recipe


class DishForm(StepForm):
    title = LineField(label="What is it called?", max_length=120)
    tried = DateField(label="Last tried", required=False)
    picture = PictureField(required=False)


class MethodForm(StepForm):
    method = MarkdownField(label="How it is made")


class IngredientForm(StepForm):
    what = LineField(max_length=80)
    grams = FigureField()


INGREDIENTS = Rows("ingredients", IngredientForm, "Ingredient", least=1)


class RecipeContent(Content):
    steps = (
        Step("dish", "The dish", form=DishForm),
        Step("making", "Making it", "Slowly.", MethodForm, (INGREDIENTS,)),
    )

    def title_of(self, content, writer):
        return content.get("title") or ""


class RecipePublication(Publication):
    model = Recipe
    mark = "R"
    template = "toy/_recipe.html"
    context_name = "recipe"
    owner = "cook"
    columns = ("title", "tried", "picture", "method")
    parts = (parts.PartRows("ingredients"),)

    def for_page(self, queryset):
        return queryset.select_related("picture").prefetch_related("ingredients")


class RecipeKind(Kind):
    slug = "recipe"
    content = RecipeContent()
    publication = RecipePublication()
    words = Words(
        one="Recipe",
        a="a recipe",
        mine="My recipes",
        begin="Write down a recipe",
        nothing="You have no recipe yet",
        why="Somebody asks for your paste every week.",
        lead="What it takes, how it is made, and when it was last tried.",
        change="Change your recipe",
        hints=("Weigh everything.",),
    )

    def queue(self, author, institution):
        return Queue.EDITORS, None
