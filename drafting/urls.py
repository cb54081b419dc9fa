from django.urls import path

from drafting import views

urlpatterns = [path("desk/markdown/", views.markdown, name="markdown-preview")]
