from django.urls import path

from pictures import views

urlpatterns = [path("pictures/<uuid:pk>/<str:name>", views.picture, name="picture")]
