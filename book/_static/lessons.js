// Four conveniences. Every page is complete without them.
(() => {
  "use strict";
  const KEY = "lessons.instructor";

  // Storage may be forbidden; the view is then remembered for this page only.
  const recall = () => {
    try { return localStorage.getItem(KEY) === "on"; } catch { return false; }
  };
  const remember = (on) => {
    try { localStorage.setItem(KEY, on ? "on" : "off"); } catch { /* not remembered */ }
  };

  const makeButton = (text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lesson-button";
    button.textContent = text;
    return button;
  };

  // The instructor view: notes and seconds are hidden until it is on.
  const addInstructorView = () => {
    const notes = document.querySelectorAll(".lesson-instructor");
    const asked = new URLSearchParams(location.search).has("instructor");
    if (asked) remember(true);
    if (!notes.length) return;
    const button = makeButton("Instructor view");
    const show = (on) => {
      button.setAttribute("aria-pressed", String(on));
      notes.forEach((note) => { note.hidden = !on; });
    };
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      remember(on);
      show(on);
    });
    show(asked || recall());
    const place = document.querySelector(".lesson-minutes") || document.querySelector("article h1");
    if (place) place.after(button);
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
    if (!part) return;
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
