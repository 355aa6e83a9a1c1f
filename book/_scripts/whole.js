// The whole course on one page: what a link leads to is opened, and a wide formula can be reached by keyboard.
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
  const reachFormulas = () => {
    document.querySelectorAll(".katex-display").forEach((formula) => {
      if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0; else formula.removeAttribute("tabindex");
    });
  };

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach(open);
  });
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); });
  addEventListener("hashchange", openTarget);
  addEventListener("resize", reachFormulas);
  document.addEventListener("toggle", reachFormulas, true);
  addEventListener("load", () => {
    reachFormulas();
    openTarget();
  });
})();
