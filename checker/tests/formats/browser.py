"""Opens pages in a real browser, acts as a person would, and prints what was to be seen, as JSON."""
import json, shutil, sys
from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900",
                     "--allow-file-access-from-files", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def errors(driver):
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]


def player(driver, file):
    """Steps, looks closer, points at a bar."""
    driver.get("file://" + file)
    said = lambda: driver.find_element(By.CSS_SELECTOR, ".player output").text
    later = lambda: len(driver.find_elements(By.CSS_SELECTOR, "rect.later"))
    times = lambda: [one.text for one in driver.find_elements(By.CSS_SELECTOR, ".time")]
    keys = lambda *pressed: ActionChains(driver).send_keys(*pressed).perform()
    seen = {"title": driver.title, "at first": said(), "all": times()}
    keys(Keys.ARROW_RIGHT)
    seen["first step"], seen["later"] = said(), later()
    keys(Keys.END)
    seen["last step"], seen["later at the end"] = said(), later()
    keys("+")
    seen["closer"] = times()
    keys("0")
    seen["all again"] = times()
    bar = driver.find_element(By.CSS_SELECTOR, "rect[data-start]")
    ActionChains(driver).move_to_element(bar).perform()
    seen["pointed at"] = said()
    seen["scripts of others"] = driver.execute_script("return window.smuggled === undefined")
    return seen


def class_page(driver, file):
    """Sorts, filters, follows a link; once more with the keyboard alone, and as somebody who hears it."""
    driver.get("file://" + file)
    find = lambda selector: driver.find_elements(By.CSS_SELECTOR, selector)
    names = lambda: [row.text for row in find(".gradebook tbody tr > :first-child")
                     if row.is_displayed()]
    sort = lambda table, name: next(one for one in find(f"{table} th button")
                                    if one.text == name).click()
    seen = {"at first": names()}
    sort(".gradebook", "Points")
    seen["fewest points first"] = names()
    sort(".gradebook", "Points")
    seen["most points first"] = names()
    seen["sorted"] = [head.get_attribute("aria-sort") for head in find(".gradebook thead th")]
    box = find(".filter input")[0]
    box.send_keys("ali")
    seen["filtered"], seen["count"] = names(), find(".filter output")[0].text.strip()
    seen["filter"] = (box.accessible_name, box.aria_role)
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(Keys.BACKSPACE)
    seen["mistakes"] = find(".heat tbody tr")[0].text
    seen["heard"] = spoken(driver)
    seen["by keys"] = by_keys(driver, names)
    seen["fits a phone"] = on_a_phone(driver)
    seen["on paper"] = on_paper(driver)
    link = find(".gradebook tbody a")[0]
    target = link.get_attribute("href").split("#")[1]
    link.click()
    seen["at the link"] = driver.execute_script(
        "const top = document.getElementById(arguments[0]).getBoundingClientRect().top;"
        "return Math.abs(top) < 5 || innerHeight + scrollY >= document.body.scrollHeight - 2",
        target)
    seen["scripts of others"] = driver.execute_script(
        "return document.scripts.length === 1 && window.smuggled === undefined")
    return seen


def spoken(driver):
    """What the tables say to somebody who does not see them."""
    tree = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    value = lambda node, field: node.get(field, {}).get("value", "")
    of = lambda *roles: [value(node, "name") for node in tree
                         if not node["ignored"] and value(node, "role") in roles]
    cells = [one.get_attribute("textContent")
             for one in driver.find_elements(By.CSS_SELECTOR, ".heat tbody tr:first-child td")]
    return {"tables": [name for name in of("table") if ";" in name], "regions": of("region"),
            "strips": [name for name in of("img", "image") if " passed" in name], "map": cells,
            "buttons": [name for name in of("button") if name]}


def by_keys(driver, names):
    """Goes to a column with the tab key, and sorts by it."""
    active = lambda: driver.switch_to.active_element
    press = lambda *keys: ActionChains(driver).send_keys(*keys).perform()
    driver.execute_script("document.querySelector('.filter input').focus()")
    while active().text != "Passed":
        press(Keys.TAB)
    ring = active().value_of_css_property("outline-style"), active().value_of_css_property("outline-width")
    press(Keys.ENTER)
    first = names()
    press(Keys.SPACE)
    head = active().find_element(By.XPATH, "..")
    return {"ring": ring, "fewest first": first, "most first": names(), "sorted": head.get_attribute("aria-sort")}


def on_a_phone(driver):
    """Whether nothing but tables has to be moved sideways, in the dark too."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True})
    fits = driver.execute_script("return document.scrollingElement.scrollWidth <= 390")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    return fits


def on_paper(driver):
    """Whether a sheet of A4, with margins of a centimetre, is wide enough."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
    seen = driver.execute_script(
        "const filter = document.querySelector('.filter');"
        "return [document.scrollingElement.scrollWidth <= 718, getComputedStyle(filter).display]")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    return seen


def trace(driver, file, reader):
    """Opens trace events in speedscope."""
    driver.get("file://" + reader)
    driver.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(file)
    shown = lambda: driver.find_element(By.TAG_NAME, "body").text
    WebDriverWait(driver, 60).until(lambda _: "tid 1" in shown())
    # It says there what does not fit together.
    said = [entry["message"] for entry in driver.get_log("browser")
            if entry["source"] == "console-api" and entry["level"] in ("WARNING", "SEVERE")]
    return {"title": driver.title, "shown": shown(), "said": said}


def book(driver, folder):
    """Searches, opens what is folded, follows a link to a mistake, looks in the dark and on a phone."""
    page = lambda name: driver.get(f"file://{folder}/{name}")
    find = lambda selector: driver.find_elements(By.CSS_SELECTOR, selector)
    until = lambda so: WebDriverWait(driver, 30).until(lambda _: so())
    page("index.html")
    seen = {"title": driver.title, "folded": "are folded" in find("main")[0].text}
    find("#mdbook-search-toggle")[0].click()
    box = find("#mdbook-searchbar")[0]
    until(lambda: box.is_displayed() and box.is_enabled())
    box.send_keys("customer orders")
    until(lambda: find("#mdbook-searchresults li a"))
    seen["found"] = [one.get_attribute("href").split("?")[0].rsplit("/", 1)[1]
                     for one in find("#mdbook-searchresults li a")]
    page("03_async_fundamentals/join.html")
    solution = find("details.solution")[0]
    code = solution.find_element(By.CSS_SELECTOR, "code")
    seen["solution at first"] = code.is_displayed()
    solution.find_element(By.CSS_SELECTOR, "summary").click()
    until(code.is_displayed)
    seen["solution"] = "tokio::join!(api.user(id), api.orders(id))" in code.text
    seen["hints"] = len(find("details.hint"))
    seen["promised"] = "“Make each of the two requests once.”" in find("main")[0].text
    for mistake in find("details.mistake"):
        mistake.find_element(By.CSS_SELECTOR, "summary").click()
    seen["mistakes"] = [one.text for one in find("details.mistake .badge")]
    picture = "return [...arguments[0].querySelectorAll('svg[role=img]')].map(" \
              "one => [one.getBoundingClientRect().height > 40, one.querySelectorAll('rect').length > 1])"
    seen["picture of the solution"] = driver.execute_script(
        picture, find("main > .ran")[0])
    serial = driver.find_element(By.ID, "wrong_one_after_another")
    seen["picture of a mistake"] = driver.execute_script(picture, serial)
    seen["evil"] = [one.text for one in find("#wrong_evil summary, #wrong_evil .ran dd")]
    color = lambda selector: find(selector)[0].value_of_css_property("fill")
    light = color("rect.finished")
    driver.execute_script("localStorage.setItem('mdbook-theme', 'navy')")
    driver.refresh()
    seen["dark"] = light != color("rect.finished")
    driver.set_window_size(500, 900)
    seen["fits a phone"] = driver.execute_script(
        "return document.scrollingElement.scrollWidth <= innerWidth")
    page("mistakes.html")
    next(one for one in find("main a") if one.get_attribute("href").endswith("#wrong_evil")).click()
    until(lambda: find("#wrong_evil[open]"))
    seen["scripts of others"] = driver.execute_script("return window.smuggled === undefined")
    return seen


if __name__ == "__main__":
    driver = browser()
    try:
        act = {"player": player, "class": class_page, "trace": trace, "book": book}[sys.argv[1]]
        seen = act(driver, *sys.argv[2:])
        seen["errors"] = errors(driver)
        json.dump(seen, sys.stdout)
    finally:
        driver.quit()
