// The instructor view: notes, timings and seconds are hidden until it is on, solutions are closed.
(() => {
  "use strict";
  const KEY = "lessons.instructor";

  // Storage may be forbidden; the view then travels in the addresses of links.
  const recall = () => {
    try { return localStorage.getItem(KEY) === "on"; } catch { return false; }
  };
  const remember = (on) => {
    try { localStorage.setItem(KEY, on ? "on" : "off"); return true; } catch { return false; }
  };

  const NAME = "instructor";
  const isAsked = () => new URLSearchParams(location.search).has(NAME);
  const withView = (address, on) => {
    const url = new URL(address, location.href);
    url.searchParams.delete(NAME);
    const query = [url.searchParams.toString(), on ? NAME : ""].filter(Boolean).join("&");
    url.search = query;
    return url.href;
  };
  const isOurs = (link) => link.protocol === location.protocol && link.host === location.host
    && /(\.html|\/)$/.test(link.pathname) && !link.getAttribute("href").startsWith("#");
  // Links are changed when they are followed, so that those that scripts add are among them.
  const carryView = (isCarried) => {
    const change = (event) => {
      const link = event.target.closest?.("a[href]");
      if (link && isOurs(link) && isCarried() !== undefined) link.href = withView(link.href, isCarried());
    };
    addEventListener("click", change, true);
    addEventListener("auxclick", change, true);
    addEventListener("submit", ({ target }) => {
      target.querySelector(`input[name=${NAME}]`)?.remove();
      if (isCarried()) target.append(Object.assign(document.createElement("input"), { type: "hidden", name: NAME }));
    }, true);
  };
  // What was not to be seen when the page was opened could not be found to be wider than it: the keyboard must reach it.
  const letScroll = (part) => part.querySelectorAll("pre").forEach((code) => {
    if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
  });
  const addInstructorView = () => {
    const notes = document.querySelectorAll(".lesson-instructor[hidden]");
    const answers = [...document.querySelectorAll("details.lesson-solution, details.lesson-option")]
      .filter((part) => part.matches(".lesson-solution") || part.querySelector(".lesson-verdict--right"));
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "lesson-button", textContent: "Instructor view" });
    const isOn = () => button.getAttribute("aria-pressed") === "true";
    let opened = [];
    let kept = true;
    const show = (on) => {
      button.setAttribute("aria-pressed", String(on));
      document.documentElement.dataset.lessonView = on ? "instructor" : "learner";
      notes.forEach((note) => { note.hidden = !on; });
      opened.forEach((part) => { part.open = false; });
      opened = on ? answers.filter((part) => !part.open) : [];
      opened.forEach((part) => { part.open = true; });
      if (on) answers.forEach(letScroll);
    };
    const change = (on) => {
      kept = remember(on);
      // Loaded anew, the page shall look as it does now.
      if (isAsked() !== on && !(on && kept)) history.replaceState(history.state, "", withView(location.href, on));
      show(on);
    };
    button.addEventListener("click", () => change(!isOn()));
    carryView(() => (kept ? undefined : isOn()));
    const follow = () => { if (kept && recall() !== isOn()) show(recall()); };
    addEventListener("storage", (event) => { if (event.key === KEY) follow(); });
    addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
    if (isAsked()) change(true); else show(recall());
    const place = document.querySelector(".lesson-minutes") || document.querySelector("article h1");
    if (place && notes.length + answers.length) place.after(button);
  };

  addEventListener("DOMContentLoaded", addInstructorView);
})();
