"""Opens pages in headless Chromium at 1200 and 400 px, light and dark, with all details unfolded, and says what is wrong:
violations that axe-core finds, sideways scrolling, empty pictures. Prints one line for each finding.

usage: pages.py CHROMIUM FOLDER PAGE...    (FOLDER takes the screenshots)
"""
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

chromium, folder, *pages = sys.argv[1:]

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    for path in map(pathlib.Path, pages):
        for width in (1200, 400):
            for scheme in ("light", "dark"):
                # axe is a script, which the page's own policy forbids.
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
                page = context.new_page()
                page.goto(path.resolve().as_uri())
                place = f"{path.name} at {width} px, {scheme}"
                shot = pathlib.Path(folder) / f"{path.stem}-{width}-{scheme}.png"
                page.screenshot(path=shot)
                if shot.stat().st_size < 5_000:
                    print(f"{place}: the picture is empty")
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
                beyond = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if beyond > 0:
                    print(f"{place}: {beyond} px wider than the window")
                for violation in Axe().run(page).response["violations"]:
                    node = violation["nodes"][0]
                    print(f"{place}: {violation['id']}: {violation['help']}: {node['html'][:200]}")
                context.close()
    browser.close()
