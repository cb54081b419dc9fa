from tests.browser.test_journey import *
from tests.test_journey import *
from tests.factories import UserFactory
def test_zz(place, new_context, log_in):
    u = UserFactory(email="mairi@inverlathe.example", name="Mairi Tolland", staff=place)
    c = new_context()
    log_in(u, c)
    m = Somebody(c)
    m.page.set_default_timeout(8000)
    m.open("/desk/new/profile/")
    m.press("Begin")
    for s, typed in PROFILE.items():
        print(s, m.page.url)
        try:
            m.press("Save and continue", typed)
            m.page.wait_for_load_state()
        except Exception as e:
            print("ERR", m.page.url); m.page.screenshot(path="/tmp/zz.png"); raise
        print("  ->", m.page.url)
        m.page.screenshot(path=f"/tmp/zz-{s}.png")
