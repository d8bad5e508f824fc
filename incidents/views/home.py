from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe


@require_safe
def home(request):
    """Send a visitor to the dashboard in their language, German when we do not speak it."""
    with override(get_language_from_request(request)):
        address = reverse("dashboard")
    query = request.META.get("QUERY_STRING", "")
    response = redirect(f"{address}?{query}" if query else address)
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "private"
    return response
