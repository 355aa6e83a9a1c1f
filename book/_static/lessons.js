// Videos, links into closed parts, and paper. Every page is complete without this.
(() => {
  "use strict";
  const makeButton = (text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lesson-button";
    button.textContent = text;
    return button;
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
    document.querySelectorAll("[data-video]").forEach(addPlayer);
    openTarget();
  });
})();
