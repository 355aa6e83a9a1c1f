// The whole course on one page: what a link leads to is opened, and what is wider than the page can be moved by keyboard.
(() => {
  "use strict";
  const open = (part) => { for (; part; part = part.parentElement.closest("details")) part.open = true; };
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.closest("details");
    if (!part) return;
    open(part);
    target.scrollIntoView();
  };
  const reachWide = () => {
    document.querySelectorAll(".katex-display, pre, .text_html, .pst-scrollable-table-container").forEach((part) => {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0; else part.removeAttribute("tabindex");
    });
  };

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach(open);
  });
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); });
  addEventListener("hashchange", openTarget);
  addEventListener("resize", reachWide);
  document.addEventListener("toggle", reachWide, true);
  addEventListener("load", () => {
    reachWide();
    openTarget();
  });
})();
