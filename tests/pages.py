"""Pages as a browser without script sees them: text, ids and links to look at, forms to fill in and send."""

from html.parser import HTMLParser

from tests.times import is_html_time

SKIPPED = {"script", "style", "head", "datalist"}


class Form:
    def __init__(self, action="", method="get"):
        self.action, self.method = action, method
        self.fields = {}  # name: list of what a browser would send
        self.known = set()  # every name that can be sent
        self.buttons = []  # (text, name, value)


class Page(HTMLParser):
    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.response, self.status = response, response.status_code
        self.url = response.request["PATH_INFO"]
        self.ids, self.links, self.forms = [], [], []
        self._form = self._taking = self._option = None
        self._named = {}
        self._skipping, self._words = 0, []
        self.feed(response.content.decode())

    @property
    def text(self):
        """What can be read, spaces evened out."""
        return " ".join("".join(self._words).split())

    def __contains__(self, text):
        return " ".join(text.split()) in self.text

    def link(self, text):
        """Where the (only) link with this text leads."""
        found = {href for label, href in self.links if text in label}
        assert len(found) == 1, f"{len(found)} links “{text}” on {self.url}: {sorted(found)}"
        return found.pop()

    def form(self, button):
        """The (first) form with a button that says this."""
        return self.form_and_button(button)[0]

    def form_and_button(self, wanted):
        there = [(form, button) for form in self.forms for button in form.buttons]
        for says in (str.__eq__, str.startswith):
            for form, button in there:
                if says(button[0], wanted):
                    return form, button
        raise AssertionError(f"No button “{wanted}” on {self.url}, but {[button[0] for _, button in there]}")

    # -- reading -------------------------------------------------------------------------------------------
    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if at.get("id"):
            self.ids.append(at["id"])
        self._skipping += tag in SKIPPED
        if tag == "time":
            assert is_html_time(at.get("datetime") or ""), f"{self.url}: {at}"
        if tag == "form":
            self._form = Form(at.get("action") or self.url, at.get("method", "get").lower())
            self.forms.append(self._form)
            if "id" in at:
                self._named[at["id"]] = self._form
        elif tag == "a" and "href" in at:
            self._taking = ("a", at, [])
        elif tag in ("textarea", "button") and (self._form or self._named.get(at.get("form"))):
            self._taking = (tag, at, [])
        elif tag == "select" and self._form is not None:
            self._option = (at["name"], [])
        elif tag == "option" and self._option:
            self._option[1].append((at.get("value", ""), "selected" in at))
        elif tag == "input" and self._form is not None:
            self._input(at)
        if tag in ("br", "p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "div", "label", "legend"):
            self._words.append(" ")

    def _input(self, at):
        name, sort = at.get("name"), at.get("type", "text")
        if not name or sort in ("submit", "button"):
            return
        self._form.known.add(name)
        if sort == "file":
            return
        sent = self._form.fields.setdefault(name, []) if sort not in ("checkbox", "radio") else None
        if sent is not None:
            sent.append(at.get("value") or "")
        elif "checked" in at:
            self._form.fields.setdefault(name, []).append(at.get("value") or "on")

    def _sends(self, button):
        """The form that a button sends: a form of its own where it sends the same fields elsewhere."""
        form = self._named.get(button.get("form"), self._form)
        if "formaction" in button:
            elsewhere = Form(button["formaction"], form.method)
            elsewhere.fields, elsewhere.known = form.fields, form.known
            self.forms.append(form := elsewhere)
        return form

    def handle_data(self, data):
        if not self._skipping:
            self._words.append(data)
        if self._taking:
            self._taking[2].append(data)

    def handle_endtag(self, tag):
        self._skipping -= tag in SKIPPED
        if self._taking and self._taking[0] == tag:
            _, at, pieces = self._taking
            self._taking = None
            text = " ".join("".join(pieces).split())
            if tag == "a":
                self.links.append((text, at["href"]))
            elif tag == "button":
                self._sends(at).buttons.append((text, at.get("name"), at.get("value", "")))
            else:
                self._form.known.add(at["name"])
                self._form.fields.setdefault(at["name"], []).append("".join(pieces).removeprefix("\n"))
        elif tag == "select" and self._option:
            name, options = self._option
            self._option = None
            self._form.known.add(name)
            chosen = [value for value, selected in options if selected] or [v for v, _ in options[:1]]
            self._form.fields.setdefault(name, []).extend(chosen)
        elif tag == "form":
            self._form = None


class Visitor:
    """Somebody at a browser: `page` is what they see. Redirects are followed."""

    def __init__(self, client):
        self.client, self.page = client, None

    def open(self, url):
        return self._see(self.client.get(url, follow=True))

    def follow(self, link):
        return self.open(self.page.link(link))

    def press(self, button, typed=None):
        """Type into the form that has this button, and press it. A field that is not there is an error."""
        form, (_, name, value) = self.page.form_and_button(button)
        typed = {name: value if isinstance(value, list) else [value] for name, value in (typed or {}).items()}
        unknown = typed.keys() - form.known
        assert not unknown, f"No such field on {self.page.url}: {sorted(unknown)}"
        sent = {**form.fields, **typed, **({name: [value]} if name else {})}
        send = self.client.post if form.method == "post" else self.client.get
        return self._see(send(form.action, sent, follow=True))

    def _see(self, response):
        self.page = Page(response)
        return self.page

    # -- what tests/journey.py asks of anybody at any browser --------------------------------------------------
    @property
    def reading(self):
        return self.page.text

    def sees(self, text):
        assert text in self.page, self.page.text

    def does_not_see(self, text):
        assert text not in self.page, self.page.text
