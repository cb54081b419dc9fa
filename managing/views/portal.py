"""What editors say of the portal: one page, one form a text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from config.web import form_of, kept_post, reads_only
from managing.forms.portal import TextForm
from people import portal
from people.powers import only_editors
from reading.text import quoted


@reads_only
def texts(request):
    only_editors("change the portal’s texts", by=request.user)
    return _page(request, {name: kept_post(request, reverse("portal-change", args=[name])) for name in portal.TEXTS})


def _page(request, typed, wrong=None, status=200):
    forms = [
        wrong if wrong and wrong.text is text else TextForm(text, typed.get(text.name))
        for text in portal.TEXTS.values()
    ]
    return render(request, "managing/portal.html", {"forms": forms, "wrong": wrong}, status=status)


def _text_or_404(name):
    if name not in portal.TEXTS:
        raise Http404("There is no such text.")
    return portal.TEXTS[name]


@form_of("portal")
def change(request, name):
    only_editors("change the portal’s texts", by=request.user)
    text = _text_or_404(name)
    form = TextForm(text, request.POST)
    if form.is_valid():
        try:
            portal.change(name, form.cleaned_data["value"], by=request.user)
        except ValidationError as problem:
            form.add_error("value", problem)
    if form.errors:
        return _page(request, {}, wrong=form, status=422)
    messages.success(request, f"{quoted(text.label)} has been changed. It shows everywhere in a few seconds.")
    return redirect("portal")


@form_of("portal")
def reset(request, name):
    only_editors("change the portal’s texts", by=request.user)
    text = _text_or_404(name)
    portal.reset(name, by=request.user)
    messages.success(request, f"{quoted(text.label)} is again as it was at first.")
    return redirect("portal")
