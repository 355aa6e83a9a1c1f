// For those who use no mouse: the focus, wide formulas, and the results of a search.
(() => {
  "use strict";

  // The theme takes the focus from a button that has been pressed; by keyboard one would have to begin at the top again.
  const keepFocus = (button) => {
    button.blur = () => { if (!button.matches(":focus-visible")) HTMLElement.prototype.blur.call(button); };
  };

  // A formula that is wider than the page can be moved by the arrow keys once it has the focus.
  const reachFormulas = () => {
    document.querySelectorAll(".katex-display").forEach((formula) => {
      if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0; else formula.removeAttribute("tabindex");
    });
  };

  const announce = () => { Search.status?.setAttribute("role", "status"); };

  // Sphinx shows the words around a match and takes them from the file of the page: without what readers do not see
  // there, and from the lesson alone, not from menu and footer.
  const withoutHidden = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const article = page.querySelector("article");
    page.querySelectorAll("[hidden], .lesson-seconds, svg").forEach((part) => { part.remove(); });
    if (article) page.querySelector("[role=main]").replaceChildren(article);
    return page.documentElement.outerHTML;
  };

  const mendSearch = () => {
    const { performSearch, htmlToText } = Search;
    Search.performSearch = (query) => { performSearch(query); announce(); };
    Search.htmlToText = (html, anchor) => htmlToText(withoutHidden(html), anchor);
    announce();
    // The theme means this field, but finds the one of the closed window first.
    document.querySelector("main form.bd-search input")?.focus();
  };

  addEventListener("resize", reachFormulas);
  addEventListener("load", reachFormulas);
  // What is closed has no width.
  document.addEventListener("toggle", reachFormulas, true);
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle").forEach(keepFocus);
    if (typeof Search !== "undefined" && document.getElementById("search-results")) mendSearch();
  });
})();
