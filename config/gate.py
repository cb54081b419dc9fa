"""The one gate that input comes in by: every form's, whoever wrote the form, and every address's."""

from reading.characters import seen


def is_secret(name):
    """Whether a field holds a password: it stays exactly as it was typed."""
    return "password" in name


def let_in(data):
    """A QueryDict with what can be seen of each value (see `reading.characters`)."""
    found = {name: [value if is_secret(name) else seen(value) for value in values] for name, values in data.lists()}
    if found == dict(data.lists()):
        return data
    clean = data.copy()
    for name, values in found.items():
        clean.setlist(name, values)
    clean._mutable = False
    return clean


class GateMiddleware:
    """Cleans what a request brings before any view or form reads it; only the check for forgery comes before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.GET = let_in(request.GET)
        if request.method == "POST":
            request.POST = let_in(request.POST)
