from django.urls import path

from review.views import desk, editing, live, pictures, review

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/new/<slug:kind>/", desk.new, name="new"),
    # /desk/submissions/<id>/
    path("desk/submissions/<int:pk>/", desk.submission, name="submission"),
    path("desk/submissions/<int:pk>/send/", desk.send, name="submission-send"),
    path("desk/submissions/<int:pk>/recall/", desk.recall, name="submission-recall"),
    path("desk/submissions/<int:pk>/withdraw/", desk.withdraw, name="submission-withdraw"),
    path("desk/submissions/<int:pk>/again/", desk.again, name="submission-again"),
    path("desk/submissions/<int:pk>/preview/", desk.preview, name="submission-preview"),
    path("desk/submissions/<int:pk>/<slug:slug>/", editing.step, name="submission-step"),
    path("desk/markdown/", editing.markdown, name="markdown-preview"),
    # /desk/live/<kind>/<id>/
    path("desk/live/<slug:kind>/<int:pk>/", live.history, name="live"),
    path("desk/live/<slug:kind>/<int:pk>/change/", live.change, name="live-change"),
    path("desk/live/<slug:kind>/<int:pk>/withdraw/", live.withdraw, name="live-withdraw"),
    # /review/<id>/
    path("review/", review.queue, name="review-queue"),
    path("review/<int:pk>/", review.review, name="review"),
    path("pictures/<uuid:pk>/<str:name>", pictures.picture, name="picture"),
]
