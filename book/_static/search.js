// The results of a search: said aloud when they have come, and without words that a reader of the page does not see.
(() => {
  "use strict";
  addEventListener("DOMContentLoaded", () => {
    if (typeof Search === "undefined" || !document.getElementById("search-results")) return;

    const announce = () => { Search.status?.setAttribute("role", "status"); };
    const perform = Search.performSearch;
    Search.performSearch = (query) => { perform(query); announce(); };
    announce();

    // Sphinx shows the words around a match and takes them from the file of the page.
    const toText = Search.htmlToText;
    Search.htmlToText = (html, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const article = page.querySelector("article");
      page.querySelectorAll("[hidden], .lesson-seconds, svg").forEach((part) => { part.remove(); });
      // Only the lesson: no menu, no contents, no footer.
      if (article) page.querySelector("[role=main]").replaceChildren(article);
      return toText(page.documentElement.outerHTML, anchor);
    };
  });
})();
