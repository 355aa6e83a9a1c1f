// Four conveniences. Every page is complete without them.
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

  const makeButton = (text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lesson-button";
    button.textContent = text;
    return button;
  };

  // The instructor view: notes, timings and seconds are hidden until it is on, solutions are closed.
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
    const button = makeButton("Instructor view");
    const isOn = () => button.getAttribute("aria-pressed") === "true";
    let opened = [];
    let kept = true;
    const show = (on) => {
      button.setAttribute("aria-pressed", String(on));
      page.dataset.lessonView = on ? "instructor" : "learner";
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

  // A video is a link; the player is asked for only when this button is pressed.
  const addPlayer = (card) => {
    const title = card.querySelector("a").textContent;
    const button = makeButton("Play on this page (loads from YouTube)");
    button.addEventListener("click", () => {
      const player = document.createElement("iframe");
      player.src = `https://www.youtube-nocookie.com/embed/${card.dataset.video}?autoplay=1`;
      player.title = title;
      player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      player.referrerPolicy = "strict-origin-when-cross-origin";
      button.replaceWith(player);
      player.focus();
    });
    card.append(button);
  };

  // A link to something inside a closed part opens it.
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let part = target && target.closest("details");
    if (!part && !target?.closest(".lesson-instructor")) return;
    for (; part; part = part.parentElement.closest("details")) part.open = true;
    target.scrollIntoView();
  };

  // Paper is white and cannot be clicked: everything is light and open while printing.
  const page = document.documentElement;
  let closed = [];
  let theme;
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((part) => { part.open = true; });
    theme = page.dataset.theme;
    page.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    closed.forEach((part) => { part.open = false; });
    page.dataset.theme = theme;
  });

  addEventListener("hashchange", openTarget);
  addEventListener("DOMContentLoaded", () => {
    addInstructorView();
    document.querySelectorAll("[data-video]").forEach(addPlayer);
    openTarget();
  });
})();
